import Domain

extension Booking {
    /// Keeps what a trade is now, new or changed, and brings all sums up to that.
    mutating func change(_ trade: BookedTrade) throws {
        let before = trades[trade.id]
        trades[trade.id] = TradeDraft(
            trade: trade, isStored: before?.isStored ?? false, isChanged: true)
        if let before = before?.trade {
            guard !trade.isSummed(as: before) else { return }
            try count(before) { try $0.remove($1) }
        }
        try count(trade) { try $0.add($1) }
    }

    /// Takes a trade away that was folded into another.
    mutating func remove(_ trade: BookedTrade) throws {
        let isStored = trades[trade.id]?.isStored ?? true
        trades[trade.id] = TradeDraft(
            trade: trade, isStored: isStored, isChanged: true, isGone: true)
        try count(trade) { try $0.remove($1) }
    }

    /// Takes a trade from the file, of which every change must know what it was.
    mutating func load(_ trade: BookedTrade) {
        trades.load(TradeDraft(trade: trade, isStored: true, isChanged: false), for: trade.id)
    }

    private mutating func count(
        _ trade: BookedTrade, _ change: (inout TradeSums, BookedTrade) throws -> Void
    ) throws {
        try change(&totals.sums, trade)
        for key in SumKey.all(of: trade) {
            var sum = sums[key] ?? TradeSums()
            try change(&sum, trade)
            sums[key] = sum
        }
    }
}

extension BookedTrade {
    /// Whether a change from the other leaves all sums as they are.
    fileprivate func isSummed(as other: BookedTrade) -> Bool {
        status == other.status && listedAt == other.listedAt && realized == other.realized
    }
}
