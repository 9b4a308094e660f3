import Brokers
import Desk
import Domain
import ExactJSON
import Hummingbird
import Storage

/// What the buttons of one mode's pages do, without a script: registered twice, as the API is.
struct FormRoutes {
    let door: VenueDoor
    let desk: TradingDesk
    let sessions: FormSessions
    let pages: PageRoutes

    func add(to group: RouterGroup<DeskContext>) {
        group.post("orders") { request, context in try await order(request, context) }
        post("orders/{id}/cancel", to: group) { _, context in try await cancel(context) }
        post("orders/{id}/replace", to: group) { form, context in
            try await replace(form, context)
        }
        post("trades/{id}/protection", to: group) { form, context in
            try await protect(form, context)
        }
        post("halt", to: group) { _, _ in
            told("Entries are stopped", try await door.orders.halt())
        }
        post("resume", to: group) { form, _ in
            try checkConfirmation(form)
            let typed = form["rearm"]
            return told("Entries are open again", try await door.orders.resume(typed: typed))
        }
        post("cancel-all", to: group) { form, _ in
            let protection = form.isChecked("protection")
            let outcome = try await door.orders.cancelAll(protection: protection)
            return told("\(outcome.cancelled.count) orders were cancelled", outcome)
        }
        post("flatten", to: group) { form, _ in
            try checkConfirmation(form)
            return told("Flatten has begun", try await door.orders.flatten())
        }
    }

    /// A form's action: it is told on the page that the browser is sent back to.
    private func post(
        _ path: RouterPath, to group: RouterGroup<DeskContext>,
        _ act: @escaping @Sendable (FormBody, DeskContext) async throws -> PageNotice
    ) {
        group.post(path) { request, context in
            let form = try await FormBody(request, context)
            let session = try sessions.check(form, of: request)
            let notice = await outcome { try await act(form, context) }
            return sessions.answer(
                notice, to: request, of: session, back: form.returnAddress(of: door.mode))
        }
    }

    /// Real money needs the box that says so, as the API needs its header.
    private func checkConfirmation(_ form: FormBody) throws(Problem) {
        guard door.confirmation != nil, !form.isChecked("confirm_live_trade") else { return }
        throw Problem(
            .preconditionRequired, "live_confirmation_required",
            "this trades real money: check the box that says so")
    }

    /// Places an order; one that is not the order that was shown is shown first.
    private func order(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await FormBody(request, context)
        let session = try sessions.check(form, of: request)
        do throws(PreviewFault) {
            try await redeem(form)
        } catch {
            return try await pages.review(form, of: request, context, in: door, because: error)
        }
        let notice = await outcome { try await place(form) }
        return sessions.answer(
            notice, to: request, of: session, back: form.returnAddress(of: door.mode))
    }

    /// Uses up the ticket of a live order. What else is wrong with the form is told by `place`.
    private func redeem(_ form: FormBody) async throws(PreviewFault) {
        guard let previews = door.previews, desk.modes.active == door.mode,
            form.isChecked("confirm_live_trade"),
            let order = try? await OrderForm(form, door: door).request(),
            (try? await door.ledger.order(order.id, mode: door.mode)) == nil
        else { return }
        try previews.redeem(
            form["live_ticket"] ?? "", for: order, at: door.surroundings.wallNow())
    }

    /// Whether this mode's orders are open, and there is a broker for them.
    private func checkGate() throws(Problem) {
        guard desk.modes.active == door.mode else {
            throw Problem(DeskError.notActive(door.mode))
        }
        guard door.isConfigured else { throw Problem(DeskError.noBroker) }
    }

    private func place(_ form: FormBody) async throws -> PageNotice {
        try checkGate()
        try checkConfirmation(form)
        let request = try await OrderForm(form, door: door).request()
        let answer = try await door.orders.place(request)
        let order = answer.order
        let (side, shares) = (order.ticket.side.rawValue, order.terms.quantity?.description ?? "")
        let symbol = order.ticket.symbol
        if let ending = order.ending {
            return .bad("The order to \(side) \(shares) \(symbol) was refused: \(ending.words).")
        }
        let again = answer.isNew ? "" : " It was sent before, and is not doubled."
        return .good(
            "The \(door.mode) order to \(side) \(shares) \(symbol) "
                + "is \(order.state.rawValue.replacing("_", with: " ")).\(again)")
    }

    private func cancel(_ context: DeskContext) async throws -> PageNotice {
        let order = try await order(context)
        let ended = try await door.orders.cancel(order.ticket.id)
        return .good("Order \(order.ticket.id) is \(ended.state.rawValue).")
    }

    private func replace(_ form: FormBody, _ context: DeskContext) async throws -> PageNotice {
        try checkGate()
        try checkConfirmation(form)
        let order = try await order(context)
        let fields = try form.fields(["qty", "limit_price", "stop_price"])
        let change = OrderChange(
            quantity: try fields.amount("qty"), limit: try fields.amount("limit_price"),
            stop: try fields.amount("stop_price"))
        if let fault = change.fault { throw fault }
        _ = try await door.orders.replace(order.ticket.id, with: change)
        return .good("Order \(order.ticket.id) has other terms now.")
    }

    private func order(_ context: DeskContext) async throws -> BookedOrder {
        let number = try context.number("id")
        guard let order = try await door.ledger.order(number: number, mode: door.mode) else {
            throw Problem(.notFound, "not_found", "there is no order \(number)")
        }
        return order
    }

    /// An empty field takes the stop or target away: the form shows what is there.
    private func protect(_ form: FormBody, _ context: DeskContext) async throws -> PageNotice {
        let id = try context.number("id")
        guard let trade = try await door.ledger.trade(id, mode: door.mode), trade.status == .open
        else { throw Problem(.notFound, "not_found", "there is no open trade \(id)") }
        let fields = try form.fields(["stop_loss", "take_profit"])
        let stop: Price? = try fields.amount("stop_loss")
        let target: Price? = try fields.amount("take_profit")
        if stop == nil || trade.stopLoss.map({ stop.map { $0 } != $0 }) ?? false {
            try checkConfirmation(form)
        }
        try await door.orders.protect(
            trade.lot, of: trade.symbol, stop: stop == trade.stopLoss ? nil : .some(stop),
            target: target == trade.takeProfit ? nil : .some(target))
        return .good("Stop and target of trade \(id) are set.")
    }

    private func told(_ what: String, _ outcome: BrakeOutcome) -> PageNotice {
        let held = outcome.held.map { "\($0.quantity) \($0.symbol)\($0.isBare ? " (bare)" : "")" }
        let positions = held.isEmpty ? "no positions" : held.joined(separator: ", ")
        let problems =
            outcome.problems.isEmpty ? "" : " Not done: " + outcome.problems.joined(separator: "; ")
        let text =
            "\(what). Still open: \(outcome.openOrders.count) orders and \(positions).\(problems)"
        return outcome.problems.isEmpty ? .warning(text) : .bad(text)
    }
}

/// Runs a form's action, and tells what it came to.
func outcome(_ act: () async throws -> PageNotice) async -> PageNotice {
    do {
        return try await act()
    } catch let problem as Problem {
        return .bad("Not done: \(problem.detail).")
    } catch let fault as TicketFault {
        return .bad("Not done: \(fault.description).")
    } catch let error as DeskError {
        return .bad("Not done: \(error.description).")
    } catch {
        return .bad("Not done: \(error).")
    }
}

extension PageNotice {
    static func good(_ text: String) -> PageNotice {
        PageNotice(tone: "good", text: text, isAlert: false)
    }

    static func warning(_ text: String) -> PageNotice {
        PageNotice(tone: "warning", text: text, isAlert: true)
    }

    static func bad(_ text: String) -> PageNotice {
        PageNotice(tone: "bad", text: text, isAlert: true)
    }
}

extension FormSessions {
    /// What a form's action came to: for a script at once, else on the page that the browser is
    /// sent back to.
    ///
    /// - Parameter next: the page that shows what was begun, and needs no notice.
    func answer(
        _ notice: PageNotice, to request: Request, of session: FormSession, back address: String,
        next: String? = nil
    ) -> Response {
        if request.isForFragment {
            return FormAnswer(notice: notice, nextOrderID: newOrderName(), next: next).response()
        }
        if let next { return .seeOther(next) }
        tell(notice, to: session)
        return .seeOther(address)
    }
}

/// A notice as our scripts read it.
private struct FormAnswer: JSONAnswer {
    let notice: PageNotice
    /// The name of the order that the same ticket sends next: this one's fate is known.
    let nextOrderID: String
    /// Where the browser goes on to; nil where it stays.
    let next: String?

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("tone")
            writer.string(notice.tone)
            writer.name("text")
            writer.string(notice.text)
            writer.name("is_alert")
            writer.bool(notice.isAlert)
            writer.name("client_order_id")
            writer.string(nextOrderID)
            if let next {
                writer.name("address")
                writer.string(next)
            }
        }
    }
}

extension Response {
    /// Sends a browser on to another page of ours after a form.
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }
}

extension FormBody {
    /// Where the browser goes back to: the page that it came from, as far as it is one of ours.
    func returnAddress(of mode: TradingMode) -> String {
        let standard = "/trades?mode=\(mode.rawValue)"
        guard let address = values["return_to"], Self.isOwnAddress(address) else {
            return standard
        }
        return address
    }
}
