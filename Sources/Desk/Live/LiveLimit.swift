import Domain
import Storage

/// A limit that a live order must keep, by its setting's name.
public enum LiveLimit: String, CaseIterable, Sendable {
    /// How old a quote may be when an entry is placed.
    case quoteAge = "live.quote_age_seconds"
    /// How far a price may lie from the last trade.
    case priceAway = "live.price_away_pct"
    /// The shares of one entry.
    case orderShares = "live.order_shares"
    /// The dollars of one entry.
    case orderValue = "live.order_value"
    /// The dollars of a day's entries.
    case dayValue = "live.day_value"
    /// The entries of a minute.
    case ordersPerMinute = "live.orders_per_minute"
    /// The entries of a day.
    case ordersPerDay = "live.orders_per_day"
    /// The positions that are open at once.
    case openPositions = "live.open_positions"
    /// Within how many seconds the same order again is taken for a mistake.
    case repeatSeconds = "live.repeat_seconds"
    /// What a day may lose before entries stop.
    case dayLoss = "live.day_loss"

    /// Its setting.
    var setting: Setting<LimitValue> {
        Setting(rawValue, standard: LimitValue(whole: standard))
    }

    private var standard: Int64 {
        switch self {
        case .quoteAge: 30
        case .priceAway: 5
        case .orderShares: 1_000
        case .orderValue: 25_000
        case .dayValue: 100_000
        case .ordersPerMinute: 10
        case .ordersPerDay: 200
        case .openPositions: 20
        case .repeatSeconds: 3
        case .dayLoss: 1_000
        }
    }

    /// What it means, for the page.
    var meaning: String {
        switch self {
        case .quoteAge: "How many seconds old a quote may be when a live entry is placed"
        case .priceAway: "How far a live order's price may lie from the last trade, in percent"
        case .orderShares: "The most shares of one live entry"
        case .orderValue: "The most dollars of one live entry"
        case .dayValue: "The most dollars of a New York day's live entries"
        case .ordersPerMinute: "The most live entries within a minute"
        case .ordersPerDay: "The most live entries of a New York day"
        case .openPositions: "The most live positions at once"
        case .repeatSeconds: "Within how many seconds the same live order again is refused"
        case .dayLoss: "How many dollars a day may lose in live before entries are halted"
        }
    }

    /// Half an entry is none.
    private var isCount: Bool {
        switch self {
        case .ordersPerMinute, .ordersPerDay, .openPositions: true
        case .quoteAge, .priceAway, .orderShares, .orderValue, .dayValue, .repeatSeconds, .dayLoss:
            false
        }
    }

    /// What is allowed, in words.
    var allowed: String {
        isCount
            ? "none, or a whole number above 0"
            : "none, or a number above 0 with up to 9 decimal places"
    }

    /// The value that a text names; nil where it is not allowed.
    func value(_ text: String) -> LimitValue? {
        guard let value = LimitValue(text), value.isWhole || !isCount else { return nil }
        return value
    }
}

/// A limit's number, or none.
public struct LimitValue: Hashable, Sendable, LosslessStringConvertible {
    /// The number in its own unit, to nine decimal places; nil where there is no limit.
    let number: Price?

    init(whole number: Int64) { self.number = Price(nanos: number * 1_000_000_000) }

    /// `none`, or a number above zero; else nil.
    public init?(_ text: String) {
        guard text != "none" else {
            number = nil
            return
        }
        guard let number = try? Price(text), number > .zero else { return nil }
        self.number = number
    }

    /// The number, or `none`.
    public var description: String { number?.description ?? "none" }

    var isWhole: Bool { number.map { $0.nanos % 1_000_000_000 == 0 } ?? true }
    var whole: Int64? { number.map { $0.nanos / 1_000_000_000 } }
    var money: Money? { number.map { Money(nanos: $0.nanos) } }
    var quantity: Quantity? { number.map { Quantity(billionths: $0.nanos) } }
    /// 5 as 0.05.
    var percent: Rate? { number.map { Rate(billionths: $0.nanos / 100) } }
}
