import Desk
import Domain
import Hummingbird
import Storage

/// The pages: server-made, whole without a script.
struct PageRoutes {
    let desk: TradingDesk
    let sessions: FormSessions
    let templates: PageTemplates
    let assets: AssetLibrary
    let settings: SettingsDesk
    /// Whether an access token is asked for.
    let needsToken: Bool

    func add(to router: Router<DeskContext>) {
        addRedirects(to: router)
        addTrades(to: router)
        addBacktests(to: router)
        addSheets(to: router)
        router.get("assets/{version}/{name}") { _, context in
            try assets.response(
                context.parameters.get("name") ?? "",
                of: context.parameters.get("version") ?? "")
        }
        page("settings", to: router) { scene in
            let builder = SettingsBuilder(
                desk: desk, door: scene.door, visit: scene.visit, settings: settings,
                needsToken: needsToken)
            return scene.show("settings", try await builder.page())
        }
        router.get("licences") { request, context in
            let scene = scene(request, context, mode: desk.modes.active)
            return scene.show(
                "licences",
                MessagePage(
                    frame: try await scene.frame("Licences"), heading: "Licences", text: ""))
        }
    }

    private func addRedirects(to router: Router<DeskContext>) {
        router.get("/") { _, _ in Response.found("/trades") }
        router.get("history") { _, _ in Response.found("/trades") }
        router.get("live") { _, _ in Response.found("/trades?mode=live") }
        router.get("live/**") { _, context in
            let rest = context.parameters.getCatchAll().joined(separator: "/")
            return Response.found("/trades/\(rest)?mode=live")
        }
    }

    private func addTrades(to router: Router<DeskContext>) {
        page("trades", to: router) { scene in
            let builder = TradesPageBuilder(
                desk: desk, door: scene.door, visit: scene.visit,
                request: try TradesRequest(scene.request, mode: scene.door.mode))
            return scene.show("trades", try await builder.page())
        }
        page("trades.csv", to: router) { scene in
            let asked = try TradesRequest(scene.request, mode: scene.door.mode)
            return TradesCSV(query: asked.reading.query, ledger: desk.ledger).response()
        }
        page("trades/analysis", to: router) { scene in
            let builder = AnalysisBuilder(desk: desk, door: scene.door, visit: scene.visit)
            return scene.show("analysis", try await builder.page())
        }
        page("trades/chart", to: router) { try await chart($0) }
        page("trades/outlook", to: router) { scene in
            let form = try FormBody(scene.request.uri.query ?? "")
            let outlook = await OutlookBuilder(door: scene.door).view(of: form)
            return scene.show("outlook", OutlookPart(outlook: outlook))
        }
        page("trades/{id}", to: router) { scene in
            let builder = DetailBuilder(desk: desk, door: scene.door, visit: scene.visit)
            let id = try scene.context.number("id")
            return scene.show("detail", try await builder.page(id, timeframe: scene.timeframe))
        }
    }

    private func chart(_ scene: PageScene) async throws -> Response {
        let symbols = scene.door.orders.symbols ?? scene.door.orders.board.quotes.map(\.symbol)
        guard let symbol = try? scene.symbol() else {
            guard let first = symbols.first else {
                throw Problem(.notFound, "not_found", "there is no symbol to draw a chart of")
            }
            let address = PageAddress("/trades/chart", [("mode", scene.door.mode.rawValue)])
            return .found(address.adding("symbol", first.description).text)
        }
        let base = PageAddress("/trades/chart", [("mode", scene.door.mode.rawValue)])
        let own = base.adding("symbol", symbol.description)
            .adding("trade", scene.parameter("trade") ?? "")
            .adding("timeframe", scene.timeframe?.rawValue ?? "")
        let page = ChartPage(
            frame: try await FrameBuilder(desk: desk, door: scene.door, visit: scene.visit)
                .frame(title: "\(symbol) chart", path: "/trades/chart"),
            symbols: symbols.map {
                SymbolLink(
                    symbol: $0.description,
                    address: own.setting("symbol", $0.description).setting("trade", "").text,
                    isChosen: $0 == symbol)
            },
            quote: OutlookBuilder(door: scene.door).quote(of: symbol),
            chart: try await box(scene, of: symbol, address: own))
        return scene.show("chart", page)
    }

    private func box(
        _ scene: PageScene, of symbol: Symbol, address: PageAddress
    ) async throws -> ChartBox {
        let builder = ChartBuilder(door: scene.door)
        guard scene.parameter("trade") != nil else {
            return try await builder.box(of: symbol, timeframe: scene.timeframe, address: address)
        }
        let id = try scene.number("trade")
        guard let trade = try await desk.ledger.trade(id, mode: scene.door.mode) else {
            throw Problem(.notFound, "not_found", "there is no trade \(id)")
        }
        let fills = try await desk.ledger.fills(ofTrade: id, mode: scene.door.mode)
        return try await builder.box(
            around: trade, fills: fills, timeframe: scene.timeframe, address: address)
    }
}

extension PageRoutes {
    /// The pages that ask before something is done; scripts show them as dialogs.
    private func addSheets(to router: Router<DeskContext>) {
        page("trades/sell", to: router) { scene in
            let sheets = scene.sheets
            let sale =
                scene.parameter("trade") != nil
                ? try await sheets.sale(ofTrade: try scene.number("trade"))
                : try await sheets.sale(of: try scene.symbol())
            return try await scene.sheet("sheet-sell", title: "Sell \(sale.symbol)", sale)
        }
        page("trades/protect", to: router) { scene in
            let sheets = scene.sheets
            let sheet =
                scene.parameter("trade") != nil
                ? try await sheets.protection(ofTrade: try scene.number("trade"))
                : try await sheets.protection(of: try scene.symbol())
            return try await scene.sheet("sheet-protect", title: "Protect \(sheet.symbol)", sheet)
        }
        page("trades/replace", to: router) { scene in
            let sheet = try await scene.sheets.replacement(ofOrder: try scene.number("order"))
            return try await scene.sheet("sheet-replace", title: "Change an order", sheet)
        }
        page("trades/mode", to: router) { scene in
            let other: TradingMode = scene.door.mode == .paper ? .live : .paper
            let sheet = try await scene.sheets.mode(to: other)
            return try await scene.sheet("sheet-mode", title: "Switch mode", sheet)
        }
        page("trades/flatten", to: router) { scene in
            try await scene.sheet("sheet-brake", title: "Flatten", await scene.sheets.flatten())
        }
        page("trades/cancel-all", to: router) { scene in
            let sheet = await scene.sheets.cancelAll()
            return try await scene.sheet("sheet-brake", title: "Cancel all orders", sheet)
        }
        page("trades/reset", to: router) { scene in
            guard scene.door.mode == .paper else {
                return Response.found("/trades?mode=live")
            }
            let sheet = try await scene.sheets.reset()
            return try await scene.sheet("sheet-reset", title: "Reset the paper account", sheet)
        }
        for mode in TradingMode.allCases {
            router.post("forms/\(mode.rawValue)/review") { request, context in
                try await review(request, context, mode: mode)
            }
        }
    }

    /// Shows a ticket's order before it is placed. What is wrong is told on the page it came from.
    private func review(
        _ request: Request, _ context: DeskContext, mode: TradingMode
    ) async throws -> Response {
        let form = try await FormBody(request, context)
        let session = try sessions.check(form, of: request)
        let scene = scene(request, context, mode: mode)
        do {
            guard desk.modes.active == mode else { throw DeskError.notActive(mode) }
            return try await review(form, in: scene)
        } catch {
            let notice = await outcome { throw error }
            return sessions.answer(
                notice, to: request, of: session, back: form.returnAddress(of: desk.modes.active))
        }
    }

    /// Shows an order again that is not the one that was shown before.
    func review(
        _ form: FormBody, of request: Request, _ context: DeskContext, in door: VenueDoor,
        because fault: PreviewFault
    ) async throws -> Response {
        let note = form["live_ticket"] == nil ? nil : fault.description
        return try await review(form, in: scene(request, context, mode: door.mode), note: note)
    }

    private func review(
        _ form: FormBody, in scene: PageScene, note: String? = nil
    ) async throws -> Response {
        let sheet = try await ReviewBuilder(door: scene.door).sheet(form, note: note)
        return try await scene.sheet("sheet-review", title: "Review order", sheet)
    }

    /// A page of the active mode. The server is the source of truth for it: an address that
    /// disagrees is sent on, and what goes wrong is told as a page.
    func page(
        _ path: RouterPath, to router: Router<DeskContext>,
        _ answer: @escaping @Sendable (PageScene) async throws -> Response
    ) {
        router.get(path) { request, context -> Response in
            let active = desk.modes.active
            let asked = request.uri.queryParameters["mode"].map(String.init)
            guard asked == active.rawValue else {
                return .found(Self.address(of: request, mode: active))
            }
            let scene = scene(request, context, mode: active)
            do {
                return try await answer(scene)
            } catch {
                return try await scene.message(Problem.of(error))
            }
        }
    }

    private func scene(
        _ request: Request, _ context: DeskContext, mode: TradingMode
    ) -> PageScene {
        let session = sessions.session(of: request)
        let visit = PageVisit(
            session: session,
            notices: request.isForFragment ? [] : sessions.takeNotices(of: session),
            look: request.look, returnTo: returnAddress(request, mode: mode),
            assets: assets.addresses,
            newOrderID: { desk.surroundings.newOrderID().description })
        return PageScene(
            request: request, context: context, desk: desk,
            door: mode == .live ? .live(desk) : .paper(desk), visit: visit, templates: templates)
    }

    /// A page goes back to itself, a sheet to the page that it was opened from.
    private func returnAddress(_ request: Request, mode: TradingMode) -> String {
        let own = request.uri.string
        let isSheet = ["sell", "protect", "replace", "mode", "flatten", "cancel-all", "reset"]
            .contains { request.uri.path == "/trades/\($0)" }
        let address = isSheet || request.method == .post ? request.earlierPage : own
        guard let address, FormBody.isOwnAddress(address) else {
            return "/trades?mode=\(mode.rawValue)"
        }
        return address
    }

    /// The same page in the mode that is active.
    static func address(of request: Request, mode: TradingMode) -> String {
        let others = request.uri.queryParameters.filter { $0.key != "mode" }
            .map { (String($0.key), String($0.value)) }
        return PageAddress(request.uri.path, [("mode", mode.rawValue)] + others).text
    }
}

extension PageScene {
    fileprivate var sheets: SheetBuilder {
        SheetBuilder(desk: desk, door: door, visit: visit)
    }
}

extension Response {
    /// Sends a browser on to another address for now.
    static func found(_ address: String) -> Response {
        Response(status: .found, headers: [.location: address])
    }
}
