public import Domain

/// A bar in binary floating point, for indicators: never for money.
public struct Candle: Sendable {
    /// The first price.
    public var open: Double
    /// The highest price.
    public var high: Double
    /// The lowest price.
    public var low: Double
    /// The last price.
    public var close: Double
    /// Shares.
    public var volume: Double

    /// A candle of these values.
    @inlinable
    public init(open: Double, high: Double, low: Double, close: Double, volume: Double) {
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }

    /// The nearest binary numbers to a bar's decimal ones.
    @inlinable
    public init(_ bar: Bar) {
        open = bar.open.dollars
        high = bar.high.dollars
        low = bar.low.dollars
        close = bar.close.dollars
        volume = Double(bar.volume.thousandths) / 1e3
    }

    /// The mean of high, low and close.
    @inlinable public var typical: Double { (high + low + close) / 3 }
}

extension Price {
    /// The nearest binary number of dollars, as indicators take it.
    @inlinable public var dollars: Double { Double(nanos) / 1e9 }
}
