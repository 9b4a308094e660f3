public import Domain

/// A closed trade, as far as statistics need it: a page of them costs a fraction of whole trades.
public struct ClosedTrade: Hashable, Sendable {
    /// What was traded.
    public let symbol: Symbol
    /// Who opened it.
    public let strategy: StrategyName
    /// The market regime that was seen then.
    public let regime: String?
    /// Market time of its first fill.
    public let entryTime: Timestamp
    /// Market time of its last fill.
    public let exitTime: Timestamp
    /// Profit or loss, net of fees.
    public let realized: Money
    /// What it was worth at entry.
    public let entryValue: Money
    /// The fees of entry and exit.
    public let fees: Money
    /// What the cost model worsened its prices by.
    public let slippage: Money
}

extension Ledger {
    /// The newest closed trades of a query, oldest first. Its status and its places are not asked.
    public func closedTrades(_ query: TradeQuery) async throws(StorageError) -> [ClosedTrade] {
        var query = query
        (query.status, query.after, query.offset) = (.closed, nil, 0)
        return try await read { [query] db in try TradeList(query, in: db).closed().reversed() }
    }
}

extension ClosedTrade {
    static let columns = """
        symbol, strategy, regime, entry_ns, exit_ns, realized_nanos, entry_value_nanos, fees_nanos,
        slippage_nanos
        """

    init(from cells: inout Cells) throws {
        symbol = try cells.parsed { Symbol($0) }
        strategy = try cells.parsed { StrategyName($0) }
        regime = cells.optionalText()
        entryTime = try cells.time()
        exitTime = try cells.time()
        realized = try cells.amount()
        entryValue = try cells.amount()
        fees = try cells.amount()
        slippage = try cells.amount()
    }
}
