/// The latest of everything about one symbol.
public struct WireSnapshot: WireRecord {
    /// The last trade.
    public var latestTrade: WireTrade?
    /// The last quote.
    public var latestQuote: WireQuote?
    /// The last minute.
    public var minuteBar: WireBar?
    /// The day so far.
    public var dailyBar: WireBar?
    /// The day before.
    public var previousDailyBar: WireBar?

    /// One of nothing, to be filled.
    public init() {}

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        latestTrade = try WireTrade.inside("latestTrade", of: fields)
        latestQuote = try WireQuote.inside("latestQuote", of: fields)
        minuteBar = try WireBar.inside("minuteBar", of: fields)
        dailyBar = try WireBar.inside("dailyBar", of: fields)
        previousDailyBar = try WireBar.inside("prevDailyBar", of: fields)
    }

    /// The object that travels.
    public var wire: WireValue {
        .map([
            "latestTrade": latestTrade?.wire ?? .null,
            "latestQuote": latestQuote?.wire ?? .null,
            "minuteBar": minuteBar?.wire ?? .null,
            "dailyBar": dailyBar?.wire ?? .null,
            "prevDailyBar": previousDailyBar?.wire ?? .null,
        ])
    }
}
