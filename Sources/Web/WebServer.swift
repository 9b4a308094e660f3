public import Desk
import Domain
public import Hummingbird
public import Logging
import WebSockets

/// The desk's face to browsers and programs: pages, API and push on one port.
public struct WebServer: Sendable {
    /// The desk behind it.
    let desk: TradingDesk
    /// Where it listens and whom it lets in.
    let options: WebOptions
    private let logger: Logger
    private let sessions: FormSessions
    private let templates: PageTemplates
    private let settings: SettingsDesk
    private let counters: DeskCounters
    private let requests = RequestCounters()
    private let connections = ConnectionCount()
    private let doors: Doors
    private let attempts = LoginAttempts()
    private let assets: AssetLibrary
    private let hub: PushHub

    /// A server of a desk.
    ///
    /// - Throws: `WebOptionFault` where an option leaves a door open, and where a page's template
    ///   is none.
    public init(_ desk: TradingDesk, options: WebOptions, logger: Logger) throws {
        self.desk = desk
        self.options = options
        self.logger = logger
        doors = try Doors(options)
        sessions = FormSessions(
            isSecure: doors.isSecure, newName: { desk.surroundings.newOrderID().description })
        templates = try PageTemplates()
        settings = SettingsDesk(desk)
        counters = DeskCounters(desk.events)
        assets = AssetLibrary(fetchedFrom: options.fetchedAssets)
        hub = PushHub(desk)
    }

    /// The server as a service.
    ///
    /// - Parameter onListening: called with the port once it takes connections.
    /// - Throws: `TLSFileFault` where the files of TLS are none.
    public func application(
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        var application = Application(
            router: router(),
            server: try .webSockets(
                tls: options.tlsFiles, limits: options.limits, count: connections, accept: accept),
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
        guard request.head.path == PushRoute.path,
            doors.refusal(of: request.head, at: desk.surroundings.wallNow()) == nil
        else { return nil }
        let route = PushRoute(
            hub: hub, paper: .paper(desk), live: .live(desk), modes: desk.modes)
        return { try await route.serve($0) }
    }

    /// The address as a browser is told it.
    public var shownHost: String { options.host.contains(":") ? "[\(options.host)]" : options.host }

    /// The whole address of a port.
    public func address(port: Int) -> String {
        "\(options.tlsFiles == nil ? "http" : "https")://\(shownHost):\(port)"
    }

    /// Files for browsers that `script/bootstrap` fetches and that are not there; without them
    /// pages have the system's font, and no charts.
    public var missingAssets: [String] { assets.missing }

    /// All routes, each area added by a type of its own.
    ///
    /// The two modes' routes are the same code registered twice, each with its desk: no handler
    /// looks a mode up.
    func router() -> Router<DeskContext> {
        let router = Router(context: DeskContext.self, options: .autoGenerateHeadEndpoints)
        let (routes, now) = (RouteTable(), desk.surroundings.wallNow)
        router.add(middleware: SecurityHeaders(isSecure: doors.isSecure))
        router.add(middleware: CountingMiddleware(counters: requests, now: now))
        router.add(middleware: ProblemMiddleware(logger: logger, routes: routes))
        router.add(middleware: DoorsMiddleware(doors: doors, now: now))
        LoginRoutes(
            doors: doors, sessions: sessions, templates: templates, assets: assets.addresses,
            now: now, attempts: attempts
        ).add(to: router)
        HealthRoutes(desk: desk).add(to: router)
        DescriptionRoute().add(to: router)
        MetricsRoutes(
            desk: desk, counters: counters, requests: requests, connections: connections
        ).add(to: router)
        router.get(RouterPath(PushRoute.path)) { _, _ -> Response in throw Problem.webSocketOnly }
        addAPI(to: router.group("api").add(middleware: JSONWrites()))
        let pages = PageRoutes(
            desk: desk, sessions: sessions, templates: templates, assets: assets,
            settings: settings, needsToken: doors.key != nil)
        pages.add(to: router)
        addForms(to: router.group("forms"), pages)
        routes.fill(from: router)
        return router
    }

    private func addForms(to forms: RouterGroup<DeskContext>, _ pages: PageRoutes) {
        DeskFormRoutes(desk: desk, sessions: sessions, settings: settings).add(to: forms)
        BacktestFormRoutes(desk: desk, sessions: sessions).add(to: forms.group("paper"))
        for door in [VenueDoor.paper(desk), .live(desk)] {
            FormRoutes(door: door, desk: desk, sessions: sessions, pages: pages)
                .add(to: forms.group(RouterPath(door.mode.rawValue)))
        }
    }

    private func addAPI(to api: RouterGroup<DeskContext>) {
        ModeRoutes(modes: desk.modes).add(to: api)
        SettingRoutes(settings: settings).add(to: api)
        RecordRoutes(ledger: desk.ledger).add(to: api)
        BacktestRoutes(desk: desk).add(to: api)
        MarketRoutes(desk: desk).add(to: api.group("market"))
        let paper = api.group("paper")
        add(.paper(desk), to: paper)
        PaperRoutes(desk: desk).add(to: paper)
        add(.live(desk), to: api.group("live"))
    }

    private func add(_ door: VenueDoor, to group: RouterGroup<DeskContext>) {
        VenueReadingRoutes(door: door).add(to: group)
        TradeRoutes(door: door).add(to: group)
        let orders = OrderRoutes(door: door, modes: desk.modes)
        orders.add(to: group)
        PreviewRoutes(door: door, orders: orders).add(to: group)
        BrakeRoutes(door: door).add(to: group)
        AnalysisRoutes(door: door).add(to: group)
    }
}
