/// The best bid and ask with their displayed sizes, and the last trade.
public struct Quote: Hashable, Sendable {
    /// When it was quoted.
    public var time: Timestamp
    /// The highest price that a buyer offers.
    public var bid: Price
    /// The lowest price that a seller asks.
    public var ask: Price
    /// Shares displayed at the bid.
    public var bidSize: Quantity
    /// Shares displayed at the ask.
    public var askSize: Quantity
    /// The price of the last trade.
    public var last: Price

    /// A quote of these values, unchecked: `fault` tells what is wrong with it.
    public init(
        time: Timestamp, bid: Price, ask: Price, bidSize: Quantity, askSize: Quantity, last: Price
    ) {
        self.time = time
        self.bid = bid
        self.ask = ask
        self.bidSize = bidSize
        self.askSize = askSize
        self.last = last
    }

    /// Why no order may fill on this quote, or nil: a price that is not positive, a crossed market
    /// or a negative size.
    public var fault: String? {
        if bid <= .zero || ask <= .zero || last <= .zero { return "a price is not above zero" }
        if bid > ask { return "bid is above ask" }
        return bidSize < .zero || askSize < .zero ? "a size is below zero" : nil
    }
}
