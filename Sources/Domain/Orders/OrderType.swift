/// At which price an order may fill.
public enum OrderType: Hashable, Sendable {
    /// At the next price there is.
    case market
    /// At this price or better.
    case limit(Price)
    /// As a market order, once the price has come to the stop.
    case stop(Price)
    /// As a limit order, once the price has come to the stop.
    case stopLimit(stop: Price, limit: Price)
    /// As a stop that follows the best price since the order was accepted.
    case trailingStop(Trail)

    /// The word for it in tables and in the API.
    public var name: String {
        switch self {
        case .market: "market"
        case .limit: "limit"
        case .stop: "stop"
        case .stopLimit: "stop_limit"
        case .trailingStop: "trailing_stop"
        }
    }

    /// Whether it waits for no stop: market and limit.
    public var isPlain: Bool {
        switch self {
        case .market, .limit: true
        case .stop, .stopLimit, .trailingStop: false
        }
    }

    /// The limit, of types that have one.
    public var limit: Price? {
        switch self {
        case .limit(let limit), .stopLimit(_, let limit): limit
        case .market, .stop, .trailingStop: nil
        }
    }

    /// The fixed stop, of types that have one.
    public var stop: Price? {
        switch self {
        case .stop(let stop), .stopLimit(let stop, _): stop
        case .market, .limit, .trailingStop: nil
        }
    }
}

/// How far a trailing stop stays behind the best price.
public enum Trail: Hashable, Sendable {
    /// So many dollars a share.
    case amount(Price)
    /// This part of the best price.
    case rate(Rate)

    /// The stop for the best price seen; below it for a sell, above it for a buy.
    ///
    /// Rounded to the nanodollar, half to even.
    public func stop(
        behind best: Price, side: OrderSide
    ) throws(AmountOutOfRange) -> Price {
        let distance: Price
        switch self {
        case .amount(let amount): distance = amount
        case .rate(let rate): distance = try best.scaled(by: rate, rounding: .halfEven)
        }
        return side == .sell ? try best - distance : try best + distance
    }
}
