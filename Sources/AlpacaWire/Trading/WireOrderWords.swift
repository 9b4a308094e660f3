/// Which way an order trades.
public struct WireSide: WireWord {
    /// The word.
    public let rawValue: String
    /// A word of this text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Buy.
    public static let buy = WireSide(rawValue: "buy")
    /// Sell.
    public static let sell = WireSide(rawValue: "sell")
}

/// At which price an order may fill.
public struct WireOrderType: WireWord {
    /// The word.
    public let rawValue: String
    /// A word of this text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// At the next price.
    public static let market = WireOrderType(rawValue: "market")
    /// At a price or better.
    public static let limit = WireOrderType(rawValue: "limit")
    /// As market once the stop is reached.
    public static let stop = WireOrderType(rawValue: "stop")
    /// As limit once the stop is reached.
    public static let stopLimit = WireOrderType(rawValue: "stop_limit")
    /// As a stop that follows the best price.
    public static let trailingStop = WireOrderType(rawValue: "trailing_stop")
}

/// How long an order works.
public struct WireTimeInForce: WireWord {
    /// The word.
    public let rawValue: String
    /// A word of this text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Until the close.
    public static let day = WireTimeInForce(rawValue: "day")
    /// Until cancelled, 90 days at most.
    public static let gtc = WireTimeInForce(rawValue: "gtc")
    /// At the opening only.
    public static let opg = WireTimeInForce(rawValue: "opg")
    /// At the close only.
    public static let cls = WireTimeInForce(rawValue: "cls")
    /// At once; the rest is cancelled.
    public static let ioc = WireTimeInForce(rawValue: "ioc")
    /// All at once or nothing.
    public static let fok = WireTimeInForce(rawValue: "fok")
}

/// How orders hang together.
public struct WireOrderClass: WireWord {
    /// The word.
    public let rawValue: String
    /// A word of this text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// One order.
    public static let simple = WireOrderClass(rawValue: "simple")
    /// An entry with target and stop.
    public static let bracket = WireOrderClass(rawValue: "bracket")
    /// Target and stop of shares that are held.
    public static let oco = WireOrderClass(rawValue: "oco")
    /// An entry with target or stop.
    public static let oto = WireOrderClass(rawValue: "oto")
    /// Legs of options.
    public static let mleg = WireOrderClass(rawValue: "mleg")
}
