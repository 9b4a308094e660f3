import Domain

/// The names of one mode's tables.
///
/// `of(_:)` is the one switch from mode to tables: no other place builds the name of a table.
final class Tables: Sendable {
    let mode: TradingMode
    let trades: String
    let positions: String
    let totals: String
    let days: String
    let tallies: String
    let orders: SealedTable
    let events: SealedTable
    let fills: SealedTable
    let actions: SealedTable
    let cash: SealedTable
    let marks: SealedTable
    let equity: SealedTable

    /// The one column of the trades that the other mode has not.
    let ownTradeColumn: String
    /// The epoch of a trade as SQL: live has one only.
    let tradeEpoch: String

    /// The tables of a mode.
    static func of(_ mode: TradingMode) -> Tables {
        switch mode {
        case .paper: paper
        case .live: live
        }
    }

    private static let paper = Tables(mode: .paper)
    private static let live = Tables(mode: .live)

    private init(mode: TradingMode) {
        let prefix = mode.rawValue
        self.mode = mode
        trades = "\(prefix)_trades"
        positions = "\(prefix)_positions"
        totals = "\(prefix)_totals"
        days = "\(prefix)_days"
        tallies = "\(prefix)_tallies"
        orders = SealedTable(
            "\(prefix)_orders", key: ["client_order_id"], columns: Columns.orders,
            derived: BookedOrder.progressColumns)
        events = SealedTable("\(prefix)_events", key: ["sequence"], columns: Columns.events)
        fills = SealedTable("\(prefix)_fills", key: ["sequence"], columns: Columns.fills)
        actions = SealedTable("\(prefix)_actions", key: ["sequence"], columns: Columns.actions)
        cash = SealedTable("\(prefix)_cash", key: ["sequence"], columns: Columns.cash)
        marks = SealedTable("\(prefix)_marks", key: ["symbol"], columns: Columns.marks)
        equity = SealedTable(
            "\(prefix)_equity", key: ["epoch", "day", "moment"], columns: Columns.equity)
        ownTradeColumn = mode == .paper ? "slippage_applied" : "broker_order_id"
        tradeEpoch = mode == .paper ? "epoch" : "0"
    }
}

/// The sealed columns of the tables of truth, in the order of their checksums.
private enum Columns {
    static let orders = [
        "id", "client_order_id", "epoch", "symbol", "side", "effect", "lots", "size_kind",
        "quantity_billionths", "notional_nanos", "order_type", "limit_nanos", "stop_nanos",
        "trail_nanos", "trail_billionths", "time_in_force", "extended_hours", "stop_loss_nanos",
        "stop_limit_nanos", "take_profit_nanos", "strategy", "regime", "signal_reason",
        "signal_explanation", "role", "parent_client_order_id", "submitted_ns", "created_ns",
    ]
    static let events = [
        "sequence", "epoch", "kind", "order_id", "order_type", "quantity_billionths",
        "limit_nanos", "stop_nanos", "trail_nanos", "trail_billionths", "best_nanos",
        "is_triggered", "ending", "broker_order_id", "at_ns", "recorded_ns",
    ]
    static let fills = [
        "sequence", "epoch", "order_id", "cumulative_billionths", "quantity_billionths",
        "price_nanos", "fee_nanos", "slippage_nanos", "is_last", "rule", "source", "time_ns",
    ]
    static let actions = [
        "sequence", "epoch", "symbol", "kind", "new", "old", "per_share_nanos",
        "reference_nanos", "unit_billionths", "time_ns",
    ]
    static let cash = [
        "sequence", "epoch", "kind", "amount_nanos", "balance_nanos", "time_ns", "recorded_ns",
    ]
    static let marks = ["symbol", "price_nanos", "at_ns", "recorded_ns"]
    static let equity = [
        "epoch", "day", "moment", "equity_nanos", "cash_nanos", "positions_value_nanos",
        "time_ns", "sequence",
    ]
}

extension SealedTable {
    /// The epochs of the paper account.
    static let paperEpochs = SealedTable(
        "paper_epochs", key: ["epoch"],
        columns: [
            "epoch", "started_ns", "opening_cash_nanos", "feed_kind", "feed_identity",
            "cursor_ns", "cursor_count", "first_trade_id", "settings",
        ])
}
