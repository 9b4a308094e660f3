public import Domain

/// Which mode's orders are open, and how live stands.
public struct ModeStatus: Hashable, Sendable {
    /// The active mode.
    public let active: TradingMode
    /// Wall time of the last change; nil before the first.
    public let changedAt: Timestamp?
    /// How often the mode was changed: it tells an old picture from a new one.
    public let epoch: Int64
    /// Paper's cash.
    public let paperCash: Money
    /// Paper's realized profit or loss.
    public let paperRealized: Money
    /// How the live broker stands.
    public let live: LiveStatus
    /// Live positions that are open, whatever mode is active.
    public let livePositions: Int
    /// Live orders that work, whatever mode is active.
    public let liveOrders: Int
    /// The paper market's time.
    public let marketTime: Timestamp
    /// The paper feed.
    public let feed: FeedState
}

/// How the live broker stands.
public struct LiveStatus: Hashable, Sendable {
    /// Whether there is one at all.
    public let isConfigured: Bool
    /// A stable word: `not_configured`, `ready` or `not_ready`.
    public let word: String
    /// Why it is not ready; empty where it is.
    public let reasons: [String]

    /// No keys, no broker.
    public static let notConfigured = LiveStatus(
        isConfigured: false, word: "not_configured",
        reasons: ["no live broker is configured: its keys are missing"])

    /// A configured broker with what keeps it from being ready.
    public static func configured(reasons: [String]) -> LiveStatus {
        LiveStatus(
            isConfigured: true, word: reasons.isEmpty ? "ready" : "not_ready", reasons: reasons)
    }

    private init(isConfigured: Bool, word: String, reasons: [String]) {
        self.isConfigured = isConfigured
        self.word = word
        self.reasons = reasons
    }
}

/// Why the mode stays as it is.
public enum ModeError: Error, Hashable, Sendable {
    /// Going live needs an explicit confirmation.
    case confirmationRequired
    /// There is no live broker.
    case notConfigured
    /// Live is not ready, for these reasons.
    case notReady([String])
    /// The ledger cannot write it down.
    case unavailable(String)
}
