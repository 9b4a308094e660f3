public import Domain

extension Ledger {
    /// The open trades of a symbol, oldest first; found by an index of open trades alone, however
    /// many closed ones there are.
    public func openTrades(
        of symbol: Symbol, mode: TradingMode
    ) async throws(StorageError) -> [BookedTrade] {
        try await read { db in try TradeStore(tables: .of(mode), db: db).open(symbol) }
    }
}
