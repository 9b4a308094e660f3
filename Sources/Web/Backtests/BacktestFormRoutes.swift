import Desk
import Domain
import ExactJSON
import Hummingbird
import Storage

/// The buttons of the backtest pages: run, run again, cancel.
struct BacktestFormRoutes {
    let desk: TradingDesk
    let sessions: FormSessions

    private static let page = "/trades/backtest?mode=paper"

    func add(to group: RouterGroup<DeskContext>) {
        group.post("backtests") { request, context in
            try await act(request, context) { form in
                let run = try await desk.backtests.start(BacktestRequest(Self.asked(form)))
                return .good("The backtest waits to be run, as \(run.runID).")
            }
        }
        group.post("backtests/cancel") { request, context in
            try await act(request, context) { form in
                guard let run = try await desk.backtests.cancel(form["run"] ?? "") else {
                    throw Problem(.notFound, "not_found", "there is no such run")
                }
                return .good("The run is \(run.state == .running ? "ending" : run.state.rawValue).")
            }
        }
    }

    private func act(
        _ request: Request, _ context: DeskContext,
        _ body: (FormBody) async throws -> PageNotice
    ) async throws -> Response {
        let form = try await FormBody(request, context)
        let session = try sessions.check(form, of: request)
        return sessions.answer(
            await outcome { try await body(form) }, to: request, of: session, back: Self.page)
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
        for name in ["timeframe", "from", "to", "costs"] {
            fields[name] = form[name].map { .string($0) }
        }
        fields["initial_cash"] = form["initial_cash"].map { amount($0, Money.self) }
        fields["commission_rate"] = form["commission_rate"].map { amount($0, Rate.self) }
        fields["sizing"] = sizing(form)
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
