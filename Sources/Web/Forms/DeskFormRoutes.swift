import Brokers
import Desk
import Domain
import Hummingbird
import Storage

/// The buttons that belong to the whole desk: the mode, the paper market, a reset.
struct DeskFormRoutes {
    let desk: TradingDesk
    let sessions: FormSessions
    let settings: SettingsDesk

    func add(to group: RouterGroup<DeskContext>) {
        group.post("mode") { request, context in try await change(request, context) }
        group.post("look") { request, context in try await look(request, context) }
        group.post("settings") { request, context in try await set(request, context) }
        group.post("paper/reset") { request, context in
            try await paper(request, context) { try await reset($0) }
        }
        group.post("paper/feed") { request, context in
            try await paper(request, context) { try await move($0) }
        }
    }

    private func change(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await FormBody(request, context)
        let session = try sessions.check(form, of: request)
        let notice = await outcome { try await changed(form) }
        sessions.tell(notice, to: session)
        // Always a new page: nothing of the mode that was left stays on it.
        return .seeOther("/trades?mode=\(desk.modes.active.rawValue)")
    }

    private func look(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await FormBody(request, context)
        _ = try sessions.check(form, of: request)
        let look = Look(
            theme: form["theme"], palette: form["palette"], density: form["density"])
        var response = Response.seeOther(form.returnAddress(of: desk.modes.active))
        response.headers[.setCookie] = look.setCookie
        return response
    }

    private func set(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await FormBody(request, context)
        let session = try sessions.check(form, of: request)
        let notice = await outcome {
            let changes = try await settings.lines().compactMap { line in
                form[line.key].flatMap { $0 == line.value ? nil : (line.key, $0) }
            }
            guard !changes.isEmpty else { return .good("Nothing was changed.") }
            _ = try await settings.change(Dictionary(uniqueKeysWithValues: changes))
            return .good("Saved: \(changes.map(\.0).joined(separator: ", ")).")
        }
        return sessions.answer(
            notice, to: request, of: session, back: form.returnAddress(of: desk.modes.active))
    }

    private func changed(_ form: FormBody) async throws -> PageNotice {
        guard let mode = TradingMode(rawValue: form["mode"] ?? "") else {
            throw TicketFault("mode", "must be paper or live")
        }
        if mode == .live, desk.modes.active != .live, form.isChecked("confirm_live") {
            try checkAccount(form)
        }
        do throws(ModeError) {
            _ = try await desk.modes.activate(
                mode, confirmsLive: form.isChecked("confirm_live"),
                cancelsEntries: form.isChecked("cancel_entries"))
        } catch {
            throw Problem(error)
        }
        return mode == .live
            ? .warning("Live trading is active: orders use real money.")
            : .good("Paper trading is active.")
    }

    /// Who goes live on the page says whose money it is.
    private func checkAccount(_ form: FormBody) throws(TicketFault) {
        guard let ending = desk.liveAccount?.standing.accountEnding else { return }
        let typed = form["account_ending"] ?? ""
        guard typed.lowercased() == ending.lowercased() else {
            throw TicketFault(
                "account_ending",
                "is '\(typed.prefix(10))': type the last four characters of the account's number")
        }
    }

    private func paper(
        _ request: Request, _ context: DeskContext,
        _ act: (FormBody) async throws -> PageNotice
    ) async throws -> Response {
        let form = try await FormBody(request, context)
        let session = try sessions.check(form, of: request)
        return sessions.answer(
            await outcome { try await act(form) }, to: request, of: session,
            back: form.returnAddress(of: .paper))
    }

    /// A reset is typed out, so that no slip of the hand ends an account.
    private func reset(_ form: FormBody) async throws -> PageNotice {
        guard form["confirm_reset"]?.lowercased() == "reset" else {
            throw TicketFault("confirm_reset", "type the word reset to confirm")
        }
        let fields = try form.fields(["initial_balance"])
        let asked: Money? = try fields.amount("initial_balance")
        let balance = try ResetAnswer.checked(asked)
        do throws(BrokerError) {
            try await desk.paperBroker.reset(openingCash: balance)
        } catch {
            throw Problem(.serviceUnavailable, "storage_unavailable", error.description)
        }
        return .good("The paper account starts again with \(Figures.dollars(balance)).")
    }

    private func move(_ form: FormBody) async throws -> PageNotice {
        let state: FeedState
        switch form["action"] {
        case "pause": state = await desk.feed.pause()
        case "resume": state = await desk.feed.resume()
        case "advance":
            let fields = try form.fields(["advance"])
            let count = try fields.integer("advance", in: 1...FeedRunner.advanceMax) ?? 1
            state = await desk.feed.advance(Int(count))
        case "speed":
            guard let speed = FeedSpeed(form["speed"] ?? "") else {
                throw TicketFault("speed", "is max, step, or a number above 0 up to 1000000")
            }
            state = await desk.feed.setSpeed(speed)
        default: throw TicketFault("action", "must be pause, resume, advance or speed")
        }
        let time = PageTime(state.marketTime).text
        return state.isOver
            ? .warning("The replay is over, at \(time).") : .good("Market time is \(time).")
    }
}

extension ResetAnswer {
    /// What an account may open with; the usual where nothing was asked for.
    static func checked(_ asked: Money?) throws(TicketFault) -> Money {
        guard let asked else { return .paperOpening }
        guard asked >= least, asked <= most else {
            throw TicketFault("initial_balance", "must be \(least) to \(most)")
        }
        return asked
    }
}
