public import Domain

/// One trade of the market.
public struct Tick: Hashable, Sendable {
    /// When it was made.
    public var time: Timestamp
    /// At which price.
    public var price: Price
    /// How much of it.
    public var size: Volume

    /// A trade of these values.
    @inlinable
    public init(time: Timestamp, price: Price, size: Volume) {
        self.time = time
        self.price = price
        self.size = size
    }
}

/// A bar made of trades, with what only trades tell.
public struct TickBar: Hashable, Sendable {
    /// The bar.
    public let bar: Bar
    /// How many trades it is made of.
    public let tradeCount: Int
    /// The volume-weighted average price, rounded half-even; nil where no trade had a size.
    public let averagePrice: Price?
}

/// Why a trade cannot be added to bars.
public enum TickFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// It was made before the bar that is being built starts.
    case late(Tick, barStart: Timestamp)
    /// Its price is not above zero, or its size is below.
    case impossible(Tick)
    /// Sums leave what their integers hold.
    case outOfRange(Tick)

    /// A sentence that names the trade.
    public var description: String {
        switch self {
        case .late(let tick, let start):
            "The trade of \(tick.time) comes after the bar of \(start) has begun."
        case .impossible(let tick):
            "The trade of \(tick.time) has price \(tick.price) and size \(tick.size); a price is "
                + "above zero, a size not below."
        case .outOfRange(let tick):
            "The sums of the bar leave their range with the trade of \(tick.time)."
        }
    }
}
