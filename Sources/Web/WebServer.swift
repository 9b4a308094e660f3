public import Desk
import Domain
public import Hummingbird
public import Logging
public import WebSockets

/// The desk's face to browsers and programs: pages, API and push on one port.
public struct WebServer: Sendable {
    /// The desk behind it.
    let desk: TradingDesk
    /// Where it listens and whom it lets in.
    let options: WebOptions
    private let logger: Logger
    private let sessions: FormSessions
    private let templates: PageTemplates
    private let assets: AssetLibrary
    private let hub: PushHub

    /// A server of a desk.
    ///
    /// - Throws: where a page's template is none.
    public init(_ desk: TradingDesk, options: WebOptions, logger: Logger) throws {
        self.desk = desk
        self.options = options
        self.logger = logger
        sessions = FormSessions(newName: { desk.surroundings.newOrderID().description })
        templates = try PageTemplates()
        assets = AssetLibrary(fetchedFrom: options.fetchedAssets)
        hub = PushHub(desk)
    }

    /// The server as a service.
    ///
    /// - Parameter onListening: called with the port once it takes connections.
    public func application(
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        var application = Application(
            router: router(), server: .webSockets(limits: options.limits, accept: accept),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: "tandem"),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger)
        application.addServices(
            PushMarks(hub: hub, paper: .paper(desk), live: .live(desk), logger: logger))
        return application
    }

    /// A page of ours, or a program, which sends no Origin, may listen; a page of another site not.
    private func accept(_ request: WebSocketRequest) -> WebSocketHandler? {
        guard request.head.path == PushRoute.path else { return nil }
        let origin = request.head.headerFields[.origin]
        guard origin == nil || origin == "http://\(request.head.authority ?? "")" else {
            return nil
        }
        let route = PushRoute(
            hub: hub, paper: .paper(desk), live: .live(desk), modes: desk.modes)
        return { try await route.serve($0) }
    }

    /// The address as a browser is told it.
    public var shownHost: String { options.host.contains(":") ? "[\(options.host)]" : options.host }

    /// Files for browsers that `script/bootstrap` fetches and that are not there; without them
    /// pages have the system's font, and no charts.
    public var missingAssets: [String] { assets.missing }

    /// All routes, each area added by a type of its own.
    ///
    /// The two modes' routes are the same code registered twice, each with its desk: no handler
    /// looks a mode up.
    func router() -> Router<DeskContext> {
        let router = Router(context: DeskContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProblemMiddleware(logger: logger))
        HealthRoutes(desk: desk).add(to: router)
        addAPI(to: router.group("api"))
        PageRoutes(desk: desk, sessions: sessions, templates: templates, assets: assets)
            .add(to: router)
        addForms(to: router.group("forms"))
        return router
    }

    private func addForms(to forms: RouterGroup<DeskContext>) {
        DeskFormRoutes(desk: desk, sessions: sessions).add(to: forms)
        FormRoutes(door: .paper(desk), desk: desk, sessions: sessions)
            .add(to: forms.group("paper"))
        FormRoutes(door: .live(desk), desk: desk, sessions: sessions).add(to: forms.group("live"))
    }

    private func addAPI(to api: RouterGroup<DeskContext>) {
        ModeRoutes(modes: desk.modes).add(to: api)
        MarketRoutes(desk: desk).add(to: api.group("market"))
        let paper = api.group("paper")
        add(.paper(desk), to: paper)
        PaperRoutes(desk: desk).add(to: paper)
        add(.live(desk), to: api.group("live"))
    }

    private func add(_ door: VenueDoor, to group: RouterGroup<DeskContext>) {
        VenueReadingRoutes(door: door).add(to: group)
        TradeRoutes(door: door).add(to: group)
        OrderRoutes(door: door, modes: desk.modes).add(to: group)
        BrakeRoutes(door: door).add(to: group)
    }
}

/// Where the server listens, and whom it lets in.
public struct WebOptions: Sendable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port; 0 picks one.
    public var port = 8080
    /// The folder of the files for browsers that `script/bootstrap` fetches; nil where it is not
    /// known.
    public var fetchedAssets: String?
    /// Bounds on connections and messages.
    public var limits = WebSocketServerLimits()

    /// The usual: this machine only, port 8080, a thousand pages and programs, and room for those
    /// that only wait.
    public init() { limits.connectionsMax = 4_096 }
}
