public import Domain

/// Where the exchange's prices come from.
public protocol PriceFeed: Sendable {
    /// What trades, in order of the names.
    var symbols: [Symbol] { get }
    /// What time it is in the market, when the clock on the wall shows this.
    func marketTime(_ wall: Timestamp) -> Timestamp
    /// All that has happened since it was last asked, up to now.
    mutating func events(through wall: Timestamp) -> [MarketEvent]
    /// Puts the feed behind a market time that was already lived through.
    mutating func resume(after time: Timestamp)
    /// Complete bars of a length within a range, oldest first.
    func bars(of symbol: Symbol, _ timeframe: Timeframe, in range: Range<Timestamp>) -> [Bar]
    /// The last bar that is over at a time: of a minute, or of whatever length the feed has.
    func lastBar(of symbol: Symbol, before time: Timestamp) -> Bar?
    /// The quotes at whole seconds of a range, oldest first unless `isDescending`; at most `limit`.
    func quotes(
        of symbol: Symbol, in range: Range<Timestamp>, limit: Int, isDescending: Bool
    ) -> [Quote]
}
