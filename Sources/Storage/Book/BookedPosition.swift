public import Domain

/// All open lots of one symbol taken together.
public struct BookedPosition: Hashable, Sendable, Identifiable {
    /// The number of the trade that was the oldest when the position was opened.
    public let id: Int64
    /// What is held.
    public let symbol: Symbol
    /// Owned or owed.
    public let side: PositionSide
    /// The shares.
    public internal(set) var quantity: Quantity
    /// Their exact value at entry.
    public internal(set) var entryValue: Money
    /// The stop of the oldest lot that has one.
    public internal(set) var stopLoss: Price?
    /// The target of the oldest lot that has one.
    public internal(set) var takeProfit: Price?
    /// Market time of the oldest open lot.
    public internal(set) var entryTime: Timestamp
    /// The last price known; the entry price where there is none.
    public internal(set) var currentPrice: Price
    /// What would be won or lost at that price, before fees.
    public internal(set) var unrealized: Money
    /// Wall time of the last journal row that changed it; a price alone does not.
    public internal(set) var updatedAt: Timestamp

    /// The average entry price, half-even to a nanodollar.
    public var entryPrice: Price { entryValue.average(over: quantity) }

    /// The sum of these trades, all open and of one symbol; nil for none.
    init?(of open: [BookedTrade], id: Int64?, at now: Timestamp) throws(AmountOutOfRange) {
        guard let oldest = open.first else { return nil }
        self.id = id ?? oldest.id
        symbol = oldest.symbol
        side = oldest.side
        (quantity, entryValue) = (.zero, .zero)
        for trade in open {
            try quantity += trade.quantity
            try entryValue += trade.entryValue
        }
        stopLoss = open.lazy.compactMap(\.stopLoss).first
        takeProfit = open.lazy.compactMap(\.takeProfit).first
        entryTime = oldest.entryTime
        currentPrice = .zero
        unrealized = .zero
        updatedAt = now
    }

    /// Values the position at a price, or at its entry where there is none.
    mutating func mark(at price: Price?) throws(AmountOutOfRange) {
        guard let price else {
            (currentPrice, unrealized) = (entryPrice, .zero)
            return
        }
        let value = try price.cost(of: quantity, rounding: .halfEven)
        currentPrice = price
        unrealized = side == .long ? try value - entryValue : try entryValue - value
    }

    /// Whether all but price and time of change are the same.
    func holdsTheSame(as other: BookedPosition) -> Bool {
        var other = other
        other.updatedAt = updatedAt
        other.currentPrice = currentPrice
        other.unrealized = unrealized
        return self == other
    }
}

extension BookedPosition {
    /// The columns that `init(from:)` reads, in its order.
    static let columns = """
        id, symbol, side, quantity_billionths, entry_value_nanos, stop_loss_nanos,
        take_profit_nanos, entry_ns, current_nanos, unrealized_nanos, updated_at
        """

    init(from cells: inout Cells) throws {
        id = try cells.integer()
        symbol = try cells.parsed { Symbol($0) }
        side = try cells.integer() == 0 ? .long : .short
        quantity = try cells.amount()
        entryValue = try cells.amount()
        stopLoss = cells.optionalAmount()
        takeProfit = cells.optionalAmount()
        entryTime = try cells.time()
        currentPrice = try cells.amount()
        unrealized = try cells.amount()
        updatedAt = try cells.isoTime()
    }

    /// Binds all columns, in the order of `PositionStore.replace`.
    func bind(to row: inout RowBinding) {
        row.add(id)
        row.add(symbol.description)
        row.add(Int64(side.rawValue))
        row.add(quantity.wholeShares)
        row.add(shown: entryPrice)
        row.add(shown: currentPrice)
        row.add(shown: unrealized)
        row.add(shown: stopLoss ?? .zero)
        row.add(shown: takeProfit)
        row.add(iso: entryTime)
        row.add(iso: updatedAt)
        row.add(quantity)
        row.add(entryValue)
        row.add(currentPrice)
        row.add(unrealized)
        row.add(stopLoss)
        row.add(takeProfit)
        row.add(entryTime)
    }
}
