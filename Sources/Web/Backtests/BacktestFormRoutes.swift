import Desk
import Domain
import ExactJSON
import Hummingbird
import Storage

/// The buttons of the backtest pages: run, sweep, run again, cancel.
struct BacktestFormRoutes {
    let desk: TradingDesk
    let sessions: FormSessions

    private static let page = "/trades/backtest?mode=paper"

    func add(to group: RouterGroup<DeskContext>) {
        group.post("backtests") { request, context in
            try await begin(request, context) { form in
                try await desk.backtests.start(BacktestRequest(Self.asked(form)))
            }
        }
        group.post("sweeps") { request, context in
            try await begin(request, context) { form in
                try await desk.backtests.start(SweepRequest(Self.sweep(form)))
            }
        }
        group.post("backtests/cancel") { request, context in
            try await cancel(request, context)
        }
    }

    /// Begins a run, and goes on to its page.
    private func begin(
        _ request: Request, _ context: DeskContext,
        _ start: (FormBody) async throws -> BacktestRunRecord
    ) async throws -> Response {
        let form = try await FormBody(request, context)
        let session = try sessions.check(form, of: request)
        var next: String?
        let notice = await outcome {
            next = try await start(form).address
            return .good("It waits to be run.")
        }
        return sessions.answer(
            notice, to: request, of: session, back: Self.formPage(form), next: next)
    }

    private func cancel(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await FormBody(request, context)
        let session = try sessions.check(form, of: request)
        let notice = await outcome {
            guard let run = try await desk.backtests.cancel(form["run"] ?? "") else {
                throw Problem(.notFound, "not_found", "there is no such run")
            }
            return .good("The run is \(run.state == .running ? "ending" : run.state.rawValue).")
        }
        return sessions.answer(
            notice, to: request, of: session, back: Self.formPage(form))
    }

    /// The page that a form stands on, where that is one of runs.
    private static func formPage(_ form: FormBody) -> String {
        let pages = ["backtest?", "backtests/", "sweep?", "sweeps/"].map { "/trades/\($0)" }
        guard let address = form["return_to"], FormBody.isOwnAddress(address),
            pages.contains(where: { address.hasPrefix($0) })
        else { return page }
        return address
    }

    /// The request of a form: the one that it carries whole, or one made of its fields.
    private static func asked(_ form: FormBody) throws -> JSONObject {
        if let text = form["request"] {
            guard case .object(let object)? = try? JSONReader.read(Array(text.utf8)) else {
                throw TicketFault("request", "is no request")
            }
            return object
        }
        var strategy: [String: JSONValue] = [:]
        for (name, value) in form.values where name.hasPrefix("p.") {
            strategy[String(name.dropFirst(2))] = .string(value)
        }
        strategy["kind"] = form["strategy"].map { .string($0) }
        let symbols = (form["symbols"] ?? "").uppercased()
            .split { $0 == "," || $0.isWhitespace }.map { JSONValue.string(String($0)) }
        var fields: [String: JSONValue] = [
            "strategy": .object(JSONObject(fields: strategy)), "symbols": .array(symbols),
        ]
        for name in ["timeframe", "from", "to", "costs", "actions"] {
            fields[name] = form[name].map { .string($0) }
        }
        fields["initial_cash"] = form["initial_cash"].map { amount($0, Money.self) }
        fields["commission_rate"] = form["commission_rate"].map { amount($0, Rate.self) }
        fields["sizing"] = sizing(form)
        return JSONObject(fields: fields)
    }

    /// A sweep's request. What varies is not fixed too, though the form has a field for it.
    private static func sweep(_ form: FormBody) throws -> JSONObject {
        var fields = try asked(form).fields
        guard form["request"] == nil else { return JSONObject(fields: fields) }
        let axes = [("axis0", "values0"), ("axis1", "values1")].map {
            (name: form[$0.0] ?? "", values: form[$0.1] ?? "")
        }
        if case .object(let strategy)? = fields["strategy"] {
            let fixed = strategy.fields.filter { field in !axes.contains { $0.name == field.key } }
            fields["strategy"] = .object(JSONObject(fields: fixed))
        }
        fields["vary"] = .array(
            axes.map {
                .object(
                    JSONObject(fields: ["name": .string($0.name), "values": .string($0.values)]))
            })
        fields["measure"] = form["measure"].map { .string($0) }
        return JSONObject(fields: fields)
    }

    private static func sizing(_ form: FormBody) -> JSONValue? {
        guard let kind = form["sizing"] else { return nil }
        var fields: [String: JSONValue] = ["kind": .string(kind)]
        if let size = form["size"], kind != "all_in" {
            fields[kind == "fixed" ? "fixed" : "risk"] = amount(size, Quantity.self)
        }
        return .object(JSONObject(fields: fields))
    }

    /// A number by its digits; what is none stays a text, which is then refused by its field.
    private static func amount<A: Amount>(_ text: String, _ kind: A.Type) -> JSONValue {
        (try? A(text)).map { .number($0.description) } ?? .string(text)
    }
}
