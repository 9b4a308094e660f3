import Brokers
public import Domain

/// What makes the prices of the paper market, step by step.
///
/// A value: the same source from the same place gives the same steps, so a restart goes on exactly
/// where the account has read to.
protocol FeedSource: Sendable {
    /// `replay` or `synthetic`.
    var kind: String { get }
    /// All that trades, in order of the names.
    var symbols: [Symbol] { get }
    /// How many steps make one of those that a person asks for by `advance`: a bar, a second.
    var stepsPerAdvance: Int { get }
    /// How many steps of this kind a second brings at speed 1.
    var stepsPerSecond: Int { get }
    /// How many bars are behind us, and how many there are; nil where there is no end.
    var progress: FeedProgress? { get }

    /// Whether there is no further step.
    var isAtEnd: Bool { get }

    /// The events of the next step; nil at the end.
    mutating func next() -> [PlacedEvent]?
}

/// How far a feed with an end has come.
public struct FeedProgress: Hashable, Sendable {
    /// Bars behind us.
    public let done: Int
    /// Bars in all.
    public let total: Int
}

/// How fast a feed goes.
public enum FeedSpeed: Hashable, Sendable {
    /// So many bars a second of a replay, so many seconds a second of the synthetic market.
    case paced(Rate)
    /// As fast as it can.
    case max
    /// Only when asked.
    case step

    /// The speed of the clock on the wall.
    public static let normal = FeedSpeed.paced(.one)
}

extension FeedSpeed: LosslessStringConvertible {
    /// `max`, `step`, or a number above 0 and up to 1,000,000; else nil.
    public init?(_ text: String) {
        switch text {
        case "max": self = .max
        case "step": self = .step
        default:
            guard let rate = try? Rate(text), rate > .zero,
                rate.billionths <= 1_000_000 * Rate.one.billionths
            else { return nil }
            self = .paced(rate)
        }
    }

    /// The speed as it is read.
    public var description: String {
        switch self {
        case .paced(let rate): rate.description
        case .max: "max"
        case .step: "step"
        }
    }
}

/// How the paper market's feed stands.
public struct FeedState: Hashable, Sendable {
    /// `replay` or `synthetic`.
    public let kind: String
    /// All that trades.
    public let symbols: [Symbol]
    /// The market's time.
    public let marketTime: Timestamp
    /// Whether it stands still on purpose.
    public let isPaused: Bool
    /// How fast it goes.
    public let speed: FeedSpeed
    /// How far it has come; nil where there is no end.
    public let progress: FeedProgress?
    /// Whether it has come to its end.
    public let isOver: Bool
    /// Why it stands still against its will; nil where it does not.
    public let trouble: String?
}
