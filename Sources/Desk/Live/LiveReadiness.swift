public import Brokers
public import Domain

/// What must hold before live becomes the active mode, each with how it stands.
public struct LiveReadiness: Hashable, Sendable {
    /// All that is asked for, in the order in which it can be had.
    public let items: [ReadinessItem]

    /// These things; a venue leaves out what it does not have.
    public init(_ items: [ReadinessItem]) {
        self.items = items.sorted { $0.name.place < $1.name.place }
    }

    /// Whether all holds.
    public var isReady: Bool { items.allSatisfy(\.isMet) }

    /// What keeps live from being ready, in sentences.
    public var reasons: [String] { items.flatMap(\.reasons) }

    /// The same with more items.
    func adding(_ more: ReadinessItem...) -> LiveReadiness { LiveReadiness(items + more) }

    /// Without keys nothing else can be found out.
    static func notConfigured(limits: ReadinessItem) -> LiveReadiness {
        let others = ReadinessName.allCases.filter { $0 != .configured && $0 != .limits }
        return LiveReadiness(
            [ReadinessItem(.configured, LiveStatus.notConfigured.reasons), limits]
                + others.map { ReadinessItem($0, ["no live broker is configured"]) })
    }
}

/// One thing that live needs.
public struct ReadinessItem: Hashable, Sendable {
    /// Which.
    public let name: ReadinessName
    /// Why it does not hold, in sentences; empty where it does.
    public let reasons: [String]

    /// A thing and what is against it.
    public init(_ name: ReadinessName, _ reasons: [String] = []) {
        self.name = name
        self.reasons = reasons
    }

    /// Whether it holds.
    public var isMet: Bool { reasons.isEmpty }
}

/// The things that live needs, by stable words.
public enum ReadinessName: String, CaseIterable, Sendable {
    /// There are keys.
    case configured = "broker_configured"
    /// The broker answers, and its streams are connected.
    case reachable = "broker_reachable"
    /// The account is the one of these books, and may trade.
    case account = "account_active"
    /// Books and broker agree.
    case reconciled
    /// What an order and a day may cost is bounded.
    case limits = "limits_set"
    /// Prices come from the broker, and are new.
    case prices = "prices_fresh"

    /// What it means, for the page.
    public var meaning: String {
        switch self {
        case .configured: "A broker is configured"
        case .reachable: "The broker answers, and its streams are connected"
        case .account: "The account may trade"
        case .reconciled: "The books agree with the broker"
        case .limits: "Limits for an order, a day and a day's loss are set"
        case .prices: "Live prices are fresh"
        }
    }

    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension LiveLimits {
    /// Money that nothing bounds is no limit: these three must have a number.
    var readiness: ReadinessItem {
        let open = [LiveLimit.orderValue, .dayValue, .dayLoss].filter { self[$0].number == nil }
        return ReadinessItem(
            .limits, open.map { "\($0.rawValue) is none: set it on the settings page" })
    }
}

extension LiveReadiness {
    /// How many seconds old the newest price may be while the market is open.
    static let pricesSecondsMax: Int64 = 60

    /// How an account and its streams stand at a time.
    public init(_ standing: LiveStanding, _ streams: StreamStanding, now: Timestamp) {
        var reachable: [String] = []
        if let trouble = standing.trouble { reachable.append(trouble) }
        if !streams.isHearingOrders { reachable.append("trade updates are not connected") }
        if let trouble = streams.trouble { reachable.append(trouble) }
        let isCompared = standing.comparedAt != nil
        self.init([
            ReadinessItem(.reachable, reachable),
            ReadinessItem(
                .account,
                standing.accountEnding == nil ? ["it is not known yet"] : standing.accountProblems),
            ReadinessItem(
                .reconciled,
                isCompared
                    ? standing.unexplained : ["the books were not compared with the broker yet"]),
            ReadinessItem(
                .prices, Self.againstPrices(streams, standing.session?.isOpen ?? true, now)),
        ])
    }

    /// A closed market has no fresh prices: then it is enough that they would come.
    private static func againstPrices(
        _ streams: StreamStanding, _ isOpen: Bool, _ now: Timestamp
    ) -> [String] {
        guard streams.isHearingPrices else { return ["live prices are not connected"] }
        guard isOpen else { return [] }
        guard let heard = streams.pricesHeardAt else { return ["no live price has come yet"] }
        let age = (now.nanoseconds - heard.nanoseconds) / 1_000_000_000
        return age <= pricesSecondsMax ? [] : ["the newest live price came \(age) seconds ago"]
    }
}
