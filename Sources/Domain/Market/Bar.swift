/// Open, high, low, close and volume of an interval, stamped with its start.
public struct Bar: Hashable, Sendable {
    /// The start of the interval.
    public var start: Timestamp
    /// The first price.
    public var open: Price
    /// The highest price.
    public var high: Price
    /// The lowest price.
    public var low: Price
    /// The last price.
    public var close: Price
    /// The shares traded.
    public var volume: Volume

    /// A bar of these values, unchecked: `fault` tells what is wrong with it.
    @inlinable
    public init(
        start: Timestamp, open: Price, high: Price, low: Price, close: Price, volume: Volume
    ) {
        self.start = start
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }

    /// What makes this bar impossible, or nil.
    @inlinable public var fault: BarFault? {
        if low <= .zero { return .priceNotPositive }
        if high < low { return .highBelowLow }
        if open > high || close > high { return .priceAboveHigh }
        if open < low || close < low { return .priceBelowLow }
        return volume < .zero ? .negativeVolume : nil
    }
}

/// What makes a bar impossible.
public enum BarFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// A price is zero or below.
    case priceNotPositive
    /// The high is below the low.
    case highBelowLow
    /// Open or close is above the high.
    case priceAboveHigh
    /// Open or close is below the low.
    case priceBelowLow
    /// The volume is below zero.
    case negativeVolume

    /// What is wrong and what is allowed.
    public var description: String {
        switch self {
        case .priceNotPositive: "a price is not above zero"
        case .highBelowLow: "high is below low"
        case .priceAboveHigh: "open or close is above high"
        case .priceBelowLow: "open or close is below low"
        case .negativeVolume: "volume is below zero"
        }
    }
}
