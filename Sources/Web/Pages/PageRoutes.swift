import Desk
import Domain
import Hummingbird
import Mustache
import Storage

/// The pages: server-made, whole without a script.
struct PageRoutes {
    let desk: TradingDesk
    let sessions: FormSessions
    let templates: PageTemplates

    func add(to router: Router<DeskContext>) {
        router.get("/") { _, _ in Response.found("/trades") }
        router.get("trades") { request, _ in try await trades(request) }
        router.get("trades.csv") { request, _ in try await csv(request) }
        router.get("history") { _, _ in Response.found("/trades") }
        router.get("live") { _, _ in Response.found("/trades?mode=live") }
        router.get("live/**") { _, context in
            let rest = context.parameters.getCatchAll().joined(separator: "/")
            return Response.found("/trades/\(rest)?mode=live")
        }
        router.get("assets/{name}") { _, context in try asset(context) }
    }

    /// The server is the source of truth for the mode; an address that disagrees is sent on.
    private func trades(_ request: Request) async throws -> Response {
        let active = desk.modes.active
        let query = request.uri.queryParameters
        guard query["mode"].map(String.init) == active.rawValue else {
            return .found(Self.address(of: request, mode: active).text)
        }
        let door: VenueDoor = active == .live ? .live(desk) : .paper(desk)
        let session = sessions.session(of: request)
        let visit = PageVisit(
            token: session.token, notices: sessions.takeNotices(of: session),
            newOrderID: { desk.surroundings.newOrderID().description })
        let builder = TradesPageBuilder(desk: desk, door: door, visit: visit)
        let page = try await builder.page(try asked(request, mode: active))
        return templates.response(of: "trades", page, session: session)
    }

    private func asked(_ request: Request, mode: TradingMode) throws(Problem) -> TradesRequest {
        let days = request.uri.queryParameters.filter { $0.key == "day" }.compactMap {
            Day($0.value)
        }
        return TradesRequest(
            reading: try TradeListReading(request, mode: mode, besides: ["mode", "day"]),
            days: Set(days), address: Self.address(of: request, mode: mode))
    }

    /// The page's address with its filter, and without its days and its page.
    static func address(of request: Request, mode: TradingMode) -> PageAddress {
        let kept = ["symbol", "strategy", "status", "from", "to"]
        let query = request.uri.queryParameters
        return PageAddress(
            "/trades",
            [("mode", mode.rawValue)]
                + kept.map { name in (name, query[Substring(name)].map(String.init) ?? "") })
    }

    private func csv(_ request: Request) async throws -> Response {
        let mode = desk.modes.active
        let reading = try TradeListReading(request, mode: mode, besides: ["mode", "day"])
        return TradesCSV(query: reading.query, ledger: desk.ledger).response()
    }

    private func asset(_ context: DeskContext) throws -> Response {
        guard let asset = Asset.named(context.parameters.get("name") ?? "") else {
            throw Problem(.notFound, "not_found", "there is nothing at this address")
        }
        return asset.response
    }
}

extension Response {
    /// Sends a browser on to another address for now.
    static func found(_ address: String) -> Response {
        Response(status: .found, headers: [.location: address])
    }
}
