import Desk
import Domain
import ExactJSON
import HTTPTypes
import Hummingbird
import Storage

/// One mode as its routes see it: registered twice, literally below `/api/paper` and `/api/live`.
struct VenueDoor: Sendable {
    /// Whose.
    let mode: TradingMode
    /// Its orders.
    let orders: OrderDesk
    /// The header that an order must carry; nil where none is needed.
    let confirmation: HTTPField.Name?
    /// Orders that were shown; nil where an order needs no ticket.
    let previews: OrderPreviews?
    /// Whether there is a broker.
    let isConfigured: Bool
    /// Its bars; nil where there are none.
    let history: MarketHistory?
    /// The books.
    let ledger: Ledger
    /// Time and names.
    let surroundings: Surroundings

    /// Both modes of a desk.
    static func paper(_ desk: TradingDesk) -> VenueDoor {
        VenueDoor(
            mode: .paper, orders: desk.desks.paper, confirmation: nil, previews: nil,
            isConfigured: true, history: desk.history, ledger: desk.ledger,
            surroundings: desk.surroundings)
    }

    /// The live mode, whose orders need a header that says so.
    static func live(_ desk: TradingDesk) -> VenueDoor {
        VenueDoor(
            mode: .live, orders: desk.desks.live, confirmation: .confirmLiveTrade,
            previews: desk.previews, isConfigured: desk.modes.isLiveConfigured,
            history: desk.liveHistory, ledger: desk.ledger,
            surroundings: desk.surroundings)
    }

    /// How an order is confirmed as live trading: by a ticket, or by the plain word where that is
    /// enough; nil where it needs nothing or the word was enough.
    func ticket(of request: Request) throws(Problem) -> String? {
        guard let confirmation, let previews else { return nil }
        if let word = request.headers[confirmation], OrderPreviews.isTicket(word) { return word }
        guard previews.areNeeded else {
            try checkConfirmation(request)
            return nil
        }
        throw Problem(
            .preconditionRequired, "live_preview_required",
            "this trades real money: preview the order at /api/live/orders/preview, and send its "
                + "ticket as the header \(confirmation)")
    }

    /// Uses the ticket of an order up.
    func redeem(_ ticket: String?, for order: OrderRequest) throws(Problem) {
        guard let ticket, let previews else { return }
        do throws(PreviewFault) {
            try previews.redeem(ticket, for: order, at: surroundings.wallNow())
        } catch {
            throw Problem(.preconditionRequired, "live_ticket_refused", error.description)
        }
    }

    /// Refuses what is not confirmed as live trading.
    func checkConfirmation(_ request: Request) throws(Problem) {
        guard let confirmation, request.headers[confirmation] != "true" else { return }
        throw Problem(
            .preconditionRequired, "live_confirmation_required",
            "this trades real money: send the header \(confirmation): true")
    }
}

extension VenueDoor {
    /// What is held, at its last prices.
    func positionAnswers() async throws -> [PositionAnswer] {
        let now = surroundings.wallNow()
        var answers: [PositionAnswer] = []
        for position in try await ledger.positions(mode) {
            answers.append(
                PositionAnswer(
                    position: position, price: await orders.lastPrice(of: position.symbol),
                    quote: orders.board.quote(of: position.symbol), now: now))
        }
        return answers
    }

    /// What the account is worth; nothing is known of one without a broker.
    func accountAnswer() async throws -> AccountAnswer {
        AccountAnswer(
            mode: mode, account: isConfigured ? await orders.account() : nil,
            now: surroundings.marketNow())
    }

    /// The newest prices.
    func quoteAnswers() -> [QuoteAnswer] {
        let now = surroundings.wallNow()
        return orders.board.quotes.map { QuoteAnswer(quote: $0, now: now) }
    }
}

extension HTTPField.Name {
    /// The header that live orders carry: its value is `true`.
    static let confirmLiveTrade: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Confirm-Live-Trade") else {
            preconditionFailure("It is made of letters and dashes.")
        }
        return name
    }()
}

/// What can be read of one mode.
struct VenueReadingRoutes {
    let door: VenueDoor

    func add(to group: RouterGroup<DeskContext>) {
        group.get("positions") { request, _ in try await positions(request) }
        group.get("account") { request, _ in try await account(request) }
        group.get("quotes") { request, _ in
            ListAnswer(items: try QuoteReading(door: door).quotes(request)).response()
        }
        group.get("bars") { request, _ in
            ListAnswer(items: try await BarReading(door: door).bars(request)).response()
        }
        group.get("daily-summary") { request, _ in try await dailySummary(request) }
    }

    private func positions(_ request: Request) async throws -> Response {
        try QueryReader(request).check()
        return ListAnswer(items: try await door.positionAnswers()).response()
    }

    private func account(_ request: Request) async throws -> Response {
        try QueryReader(request).check()
        return try await door.accountAnswer().response()
    }

    private func dailySummary(_ request: Request) async throws -> Response {
        var query = QueryReader(request, known: "days")
        let days = query.number("days", in: 1...3_650) ?? 30
        try query.check()
        return try await DailySummary(door: door).answer(days: days).response()
    }
}

/// A list of answers.
struct ListAnswer<Item: JSONAnswer>: JSONAnswer {
    let items: [Item]

    func write(to writer: inout JSONWriter) {
        writer.array(items) { $1.write(to: &$0) }
    }
}
