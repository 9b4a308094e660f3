public import Domain
import MarketCalendar

/// A lot that is held, or what one exit order closed of one; a line of the trades page.
public struct BookedTrade: Hashable, Sendable, Identifiable {
    /// Its number in its mode's table; 0 while it has none.
    public internal(set) var id: Int64
    /// The epoch that it belongs to; 0 in live.
    public let epoch: Int64
    /// The entry order, which names the lot.
    public let lot: ClientOrderID
    /// What was traded.
    public let symbol: Symbol
    /// Owned or owed.
    public let side: PositionSide
    /// Who opened it, and why.
    public let origin: OrderOrigin
    /// Open, closed or cancelled.
    public internal(set) var status: TradeStatus
    /// The shares.
    public internal(set) var quantity: Quantity
    /// Their exact value at entry.
    public internal(set) var entryValue: Money
    /// Their exact value at exit.
    public internal(set) var exitValue: Money?
    /// The fees paid for them, of entry and exit.
    public internal(set) var fees: Money
    /// What the cost model worsened their prices by, of entry and exit.
    public internal(set) var slippage: Money
    /// Profit or loss net of fees, once closed.
    public internal(set) var realized: Money?
    /// The stop in force, or in force when it closed.
    public internal(set) var stopLoss: Price?
    /// The target in force, or in force when it closed.
    public internal(set) var takeProfit: Price?
    /// Market time of the lot's first fill.
    public internal(set) var entryTime: Timestamp
    /// Market time of the last fill that closed it.
    public internal(set) var exitTime: Timestamp?
    /// Why it was closed.
    public internal(set) var exitReason: ExitReason?
    /// The order that closed it.
    public internal(set) var exitOrder: ClientOrderID?
    /// The broker's name of the entry order; live only.
    public internal(set) var brokerOrderID: String?
    /// Wall time of the journal row that made it.
    public internal(set) var createdAt: Timestamp
    /// Wall time of the last journal row that changed it.
    public internal(set) var updatedAt: Timestamp

    /// The average entry price, half-even to a nanodollar.
    public var entryPrice: Price { entryValue.average(over: quantity) }

    /// The average exit price, half-even to a nanodollar.
    public var exitPrice: Price? { exitValue?.average(over: quantity) }

    /// What was won or lost, in percent of the value at entry.
    public var returnPercent: Double? {
        guard let realized, entryValue != .zero else { return nil }
        return 100 * Double(realized.nanos) / Double(entryValue.nanos)
    }

    /// By which it is listed: the exit's time when closed, else the entry's.
    public var listedAt: Timestamp { exitTime ?? entryTime }

    /// The New York day of `listedAt`.
    public var listedOn: Day { NewYork.day(of: listedAt) }

    /// The shares as a lot.
    var openLot: Lot {
        Lot(
            id: lot, side: side, strategy: origin.strategy, quantity: quantity,
            entryValue: entryValue, entryFees: fees, entrySlippage: slippage, openedAt: entryTime)
    }
}

/// Whether a trade is held. The raw values are those of the tables.
public enum TradeStatus: Int, CaseIterable, Sendable {
    /// Held.
    case open = 0
    /// Closed, its profit or loss realized.
    case closed = 1
    /// Ended by a reset of the paper account, without an exit.
    case cancelled = 2

    /// The word for it in the API.
    public var name: String {
        switch self {
        case .open: "open"
        case .closed: "closed"
        case .cancelled: "cancelled"
        }
    }
}

/// Why a trade was closed.
public enum ExitReason: String, CaseIterable, Sendable {
    /// Its stop filled.
    case stop
    /// Its target filled.
    case target
    /// A strategy decided so.
    case signal
    /// A person did.
    case manual
    /// A split left a fraction that was paid out.
    case cashInLieu = "cash_in_lieu"

    /// Why a trade closes with a fill of this order.
    init(of ticket: OrderTicket) {
        switch ticket.role {
        case .stop: self = .stop
        case .target: self = .target
        case .direct:
            let isByHand = [.manual, .external].contains(ticket.origin.strategy)
            self = isByHand ? .manual : .signal
        }
    }
}

extension Money {
    /// The price of one share; zero for no shares, so that a damaged row is no trap.
    func average(over quantity: Quantity) -> Price {
        guard quantity > .zero else { return .zero }
        return (try? price(per: quantity, rounding: .halfEven)) ?? .zero
    }
}
