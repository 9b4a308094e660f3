public import Domain

/// What is held of one symbol's bars.
public struct BarSeries: Hashable, Sendable {
    /// Whose bars.
    public let symbol: Symbol
    /// Of which length.
    public let timeframe: Timeframe
    /// The start of the first bar.
    public let first: Timestamp
    /// The start of the last bar.
    public let last: Timestamp
    /// How many there are.
    public let count: Int
}

/// What saving a series did to its months.
public struct BarSaving: Hashable, Sendable {
    /// Months that were new or had other bars.
    public var monthsWritten = 0
    /// Months that held the same bars already.
    public var monthsKept = 0
    /// Months that the series no longer has.
    public var monthsDeleted = 0
}
