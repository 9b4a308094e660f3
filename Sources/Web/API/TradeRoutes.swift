import Desk
import Domain
import ExactJSON
import Hummingbird
import Storage

/// Trades of one mode: pages of them, one with its fills, and its protection.
struct TradeRoutes {
    let door: VenueDoor

    func add(to group: RouterGroup<DeskContext>) {
        group.get("trades") { request, _ in try await list(request) }
        group.get("trades/{id}") { request, context in try await detail(request, context) }
        group.put("trades/{id}/protection") { request, context in
            try await protect(request, context)
        }
    }

    private func list(_ request: Request) async throws -> Response {
        let reading = try TradeListReading(request, mode: door.mode)
        let page = try await door.ledger.trades(reading.query)
        return TradePageAnswer(
            page: page, number: reading.page, size: reading.query.limit,
            trades: await answers(of: page.trades)
        ).response(capacity: 1_024 * page.trades.count)
    }

    /// Trades with the prices and default stops that only the desk knows.
    func answers(of trades: [BookedTrade]) async -> [TradeAnswer] {
        guard trades.contains(where: { $0.status == .open }) else {
            return trades.map { answer(of: $0, last: nil, isDefaultStop: false) }
        }
        let book = await door.orders.book
        var answers: [TradeAnswer] = []
        for trade in trades {
            let isOpen = trade.status == .open
            answers.append(
                answer(
                    of: trade, last: isOpen ? await door.orders.lastPrice(of: trade.symbol) : nil,
                    isDefaultStop: isOpen && book.hasDefaultStop(trade.lot, of: trade.symbol)))
        }
        return answers
    }

    private func answer(
        of trade: BookedTrade, last: Price?, isDefaultStop: Bool
    ) -> TradeAnswer {
        TradeAnswer(trade: trade, mode: door.mode, last: last, isDefaultStop: isDefaultStop)
    }

    private func detail(_ request: Request, _ context: DeskContext) async throws -> Response {
        try QueryReader(request).check()
        let trade = try await trade(context)
        let fills = try await door.ledger.fills(ofTrade: trade.id, mode: door.mode)
        return TradeDetailAnswer(
            trade: await answers(of: [trade])[0], fills: fills.map(FillAnswer.init)
        ).response()
    }

    private func protect(_ request: Request, _ context: DeskContext) async throws -> Response {
        let trade = try await trade(context)
        let fields = try await BodyReader.fields(
            of: request, context, known: ["stop_loss", "take_profit"])
        let change = try ProtectionChange(fields)
        if change.loosens(trade) { try door.checkConfirmation(request) }
        guard trade.status == .open else {
            throw Problem(.conflict, "trade_not_open", "trade \(trade.id) is not open")
        }
        try await door.orders.protect(
            trade.lot, of: trade.symbol, stop: change.stop, target: change.target)
        let changed = try await self.trade(context)
        return await answers(of: [changed])[0].response()
    }

    private func trade(_ context: DeskContext) async throws -> BookedTrade {
        let id = try context.number("id")
        guard let trade = try await door.ledger.trade(id, mode: door.mode) else {
            throw Problem(.notFound, "not_found", "there is no trade \(id) in \(door.mode)")
        }
        return trade
    }
}

/// The protection that a body asks for: a price sets it, null takes it away, nothing leaves it.
private struct ProtectionChange {
    let stop: Price??
    let target: Price??

    init(_ fields: FieldReader) throws {
        do throws(TicketFault) {
            stop = try Self.change("stop_loss", fields)
            target = try Self.change("take_profit", fields)
        } catch {
            throw Problem.invalid([error])
        }
        guard stop != nil || target != nil else {
            throw Problem.invalid([
                TicketFault("body", "needs stop_loss or take_profit; null takes it away")
            ])
        }
    }

    private static func change(
        _ name: String, _ fields: FieldReader
    ) throws(TicketFault) -> Price?? {
        guard !fields.isNull(name) else { return .some(nil) }
        let price: Price? = try fields.amount(name)
        return price.map { .some($0) }
    }

    /// Whether more can be lost after it: the stop goes, or moves away from the entry.
    func loosens(_ trade: BookedTrade) -> Bool {
        guard let stop, let before = trade.stopLoss else { return false }
        guard let stop else { return true }
        return trade.side == .long ? stop < before : stop > before
    }
}

extension DeskContext {
    /// A whole number above zero in the path.
    func number(_ name: String) throws(Problem) -> Int64 {
        guard let text = parameters.get(name), let number = Int64(text), number > 0,
            !text.hasPrefix("+")
        else { throw Problem(.notFound, "not_found", "there is nothing at this address") }
        return number
    }
}
