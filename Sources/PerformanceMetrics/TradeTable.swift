/// Statistics of trades by what they have in common: a symbol, a reason to leave.
public struct TradeTable: Equatable, Sendable {
    /// One row.
    public struct Row: Equatable, Sendable {
        /// What the trades have in common.
        public let key: String
        /// What they say.
        public let statistics: TradeStatistics
    }

    /// A row a key, in the order of the keys.
    public let rows: [Row]

    /// The table of trades, each with its key.
    public init(of trades: [(key: String, result: TradeResult)]) {
        rows = Dictionary(grouping: trades, by: \.key).map { key, trades in
            Row(key: key, statistics: TradeStatistics(of: trades.map(\.result)))
        }.sorted { $0.key < $1.key }
    }
}
