import Domain
import GRDB

/// Reads and writes the trades of one mode, inside a transaction.
final class TradeStore {
    private let tables: Tables
    private let held: PreparedStatement
    private let heldOf: PreparedStatement
    private let byNumber: PreparedStatement
    private let part: PreparedStatement
    private let inserting: PreparedStatement
    private let growing: PreparedStatement
    private let ending: PreparedStatement
    private let deleting: PreparedStatement

    private static let growth = [
        "shares", "quantity_billionths", "entry_price", "entry_value_nanos", "fees", "fees_nanos",
        "slippage", "slippage_nanos", "stop_loss", "stop_loss_nanos", "take_profit",
        "take_profit_nanos", "updated_at",
    ]
    private static let end = [
        "status", "exit_price", "exit_time", "exit_ns", "exit_value_nanos", "realized_pnl",
        "realized_nanos", "return_pct", "exit_reason", "exit_client_order_id", "listed_on",
        "listed_at",
    ]
    private static let fixed = [
        "symbol", "side", "entry_time", "entry_ns", "strategy", "regime", "signal_reason",
        "signal_explanation", "lot_id", "created_at",
    ]

    private struct SQL {
        let held, heldOf, byNumber, part, inserting, growing, ending, deleting: String
    }

    private static let sql = PerMode { tables in
        let select = "SELECT \(BookedTrade.columns(tables)) FROM \(tables.trades)"
        let own = tables.mode == .paper ? ["epoch"] : []
        let all = ["id"] + growth + end + fixed + [tables.ownTradeColumn] + own
        func update(_ columns: [String]) -> String {
            let set = (columns + [tables.ownTradeColumn]).map { "\($0) = ?" }
            return "UPDATE \(tables.trades) SET \(set.joined(separator: ", ")) WHERE id = ?"
        }
        return SQL(
            held: "\(select) WHERE status = 0 ORDER BY id",
            heldOf: "\(select) WHERE status = 0 AND symbol = ? ORDER BY id",
            byNumber: "\(select) WHERE id = ?",
            part: "\(select) WHERE exit_client_order_id = ? AND lot_id = ? AND status = 1",
            inserting: """
                INSERT INTO \(tables.trades) (\(all.joined(separator: ", ")))
                VALUES (\(all.map { _ in "?" }.joined(separator: ", ")))
                """, growing: update(growth), ending: update(growth + end),
            deleting: "DELETE FROM \(tables.trades) WHERE id = ?")
    }

    init(tables: Tables, db: Database) {
        let sql = Self.sql[tables.mode]
        self.tables = tables
        held = PreparedStatement(sql.held, in: db)
        heldOf = PreparedStatement(sql.heldOf, in: db)
        byNumber = PreparedStatement(sql.byNumber, in: db)
        part = PreparedStatement(sql.part, in: db)
        inserting = PreparedStatement(sql.inserting, in: db)
        growing = PreparedStatement(sql.growing, in: db)
        ending = PreparedStatement(sql.ending, in: db)
        deleting = PreparedStatement(sql.deleting, in: db)
    }

    /// The open trades of a symbol, oldest first.
    func open(_ symbol: Symbol) throws -> [BookedTrade] {
        try heldOf.all({ $0.add(symbol.description) }, of: tables.trades, read: read)
    }

    /// All open trades, oldest first.
    func open() throws -> [BookedTrade] { try held.all(of: tables.trades, read: read) }

    func trade(_ id: Int64) throws -> BookedTrade? {
        try byNumber.first({ $0.add(id) }, of: tables.trades, read: read)
    }

    /// What this exit has closed of this lot before, by earlier fills.
    func part(of lot: ClientOrderID, closedBy exit: ClientOrderID) throws -> BookedTrade? {
        try part.first(
            { row in
                row.add(exit.description)
                row.add(lot.description)
            }, of: tables.trades, read: read)
    }

    /// Writes a new trade under the number that it has.
    func insert(_ trade: BookedTrade) throws {
        try inserting.run { row in
            row.add(trade.id)
            trade.bindGrowth(to: &row)
            trade.bindEnd(to: &row)
            trade.bindFixed(to: &row)
            trade.bindOwn(in: tables.mode, to: &row)
            if tables.mode == .paper { row.add(trade.epoch) }
        }
    }

    /// Writes what changed; of a trade that is still open, only what can have changed.
    func update(_ trade: BookedTrade) throws {
        let isOpen = trade.status == .open
        try (isOpen ? growing : ending).run { row in
            trade.bindGrowth(to: &row)
            if !isOpen { trade.bindEnd(to: &row) }
            trade.bindOwn(in: tables.mode, to: &row)
            row.add(trade.id)
        }
    }

    /// Takes away a part that was folded into its whole.
    func delete(_ id: Int64) throws { try deleting.run { $0.add(id) } }

    private func read(_ cells: inout Cells) throws -> BookedTrade {
        try BookedTrade(from: &cells, mode: tables.mode)
    }
}
