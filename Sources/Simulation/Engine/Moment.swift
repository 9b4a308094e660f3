public import Domain

/// One price event as fills record it.
struct Moment {
    let price: MarketPrice
    let time: Timestamp
    let session: Session

    /// Where in the regular session the event falls.
    enum Session {
        /// The symbol's first price of it.
        case opening
        /// Within it, or the feed knows of no sessions.
        case within
        /// Its end.
        case closing
        /// Before or after it.
        case outside

        init(isOpen: Bool?, isPriced: Bool) {
            switch isOpen {
            case nil: self = .within
            case false?: self = .outside
            case true?: self = isPriced ? .within : .opening
            }
        }
    }

    /// Whether an order is awake: latency over, session open, opening orders at the opening.
    func mayFill(_ order: RestingOrder) -> Bool {
        guard order.eligibleAt <= time || order.isLeg else { return false }
        switch order.timeInForce {
        case .cls: return session == .closing
        case .opg: return session == .opening
        case .day, .gtc, .ioc, .fok, .nextBar:
            return session != .outside || order.extendedHours
        }
    }
}

/// The market data that an event brings, and fills are made from.
@usableFromInline
enum MarketPrice: Sendable {
    case bar(Bar)
    case quote(Quote)

    var isBar: Bool {
        if case .bar = self { true } else { false }
    }

    /// The price that the event ends with.
    var last: Price {
        switch self {
        case .bar(let bar): bar.close
        case .quote(let quote): quote.last
        }
    }

    /// The price that a trailing stop of this side follows: the highest for a sell.
    func best(for side: OrderSide) -> Price {
        switch self {
        case .bar(let bar): side == .sell ? bar.high : bar.low
        case .quote(let quote): quote.last
        }
    }
}

extension Account {
    /// The shares that an event offers; nil for one with a fault.
    ///
    /// Mutating, so that it works in place: a copy of the rules is as long as all else of a fill.
    @inline(__always)
    mutating func supply(of price: MarketPrice) -> Supply? {
        switch price {
        case .bar(let bar):
            guard bar.fault == nil else { return nil }
            guard let most = rules.participationMax else { return Supply(any: nil) }
            return Supply(any: rules.wholeUnits(bar.volume.wholeShares(at: most)))
        case .quote(let quote):
            guard quote.fault == nil else { return nil }
            return Supply(
                buys: rules.wholeUnits(quote.askSize), sells: rules.wholeUnits(quote.bidSize))
        }
    }
}

/// How many shares an event offers to buys and to sells.
struct Supply {
    private var buys: Quantity
    private var sells: Quantity
    private let isShared: Bool

    /// More than anybody asks for: stands where there is no bound.
    private static var endless: Quantity { Quantity(billionths: .max) }

    /// One supply for both sides: a part of a bar's volume, or without bound.
    init(any: Quantity?) {
        buys = any ?? Self.endless
        sells = buys
        isShared = true
    }

    /// Displayed sizes: buys take from the ask, sells from the bid.
    init(buys: Quantity, sells: Quantity) {
        self.buys = buys
        self.sells = sells
        isShared = false
    }

    func left(for side: OrderSide) -> Quantity { side == .buy ? buys : sells }

    @inline(__always)
    mutating func take(_ quantity: Quantity, side: OrderSide) throws(AmountOutOfRange) {
        guard left(for: side) != Self.endless else { return }
        if side == .buy || isShared { buys = try buys - quantity }
        if side == .sell || isShared { sells = try sells - quantity }
    }
}
