import Domain

/// How many trades of one kind there are, and what they have realized.
struct TradeSums: Hashable {
    var open: Int64 = 0
    var closed: Int64 = 0
    var cancelled: Int64 = 0
    /// Profit or loss of the closed ones, net of fees.
    var realized = Money.zero

    /// The trades of all kinds.
    var count: Int64 { open + closed + cancelled }

    /// The trades of one kind; of all where none is named.
    func count(of status: TradeStatus?) -> Int64 {
        switch status {
        case nil: count
        case .open?: open
        case .closed?: closed
        case .cancelled?: cancelled
        }
    }

    /// Counts a trade in.
    mutating func add(_ trade: BookedTrade) throws(AmountOutOfRange) {
        move(trade.status, by: 1)
        try realized += trade.realized ?? .zero
    }

    /// Counts a trade out.
    mutating func remove(_ trade: BookedTrade) throws(AmountOutOfRange) {
        move(trade.status, by: -1)
        try realized -= trade.realized ?? .zero
    }

    /// Counts what is open as cancelled.
    mutating func cancelOpen() {
        cancelled += open
        open = 0
    }

    private mutating func move(_ status: TradeStatus, by count: Int64) {
        switch status {
        case .open: open += count
        case .closed: closed += count
        case .cancelled: cancelled += count
        }
    }
}

/// What trades are summed by.
enum SumKey: Hashable {
    case day(Day)
    case symbol(Symbol)
    case strategy(StrategyName)

    /// All sums that a trade is in.
    static func all(of trade: BookedTrade) -> [SumKey] {
        [.day(trade.listedOn), .symbol(trade.symbol), .strategy(trade.origin.strategy)]
    }
}
