import Domain
import GRDB

/// Reads and writes the positions and marks of one mode, inside a transaction.
struct PositionStore {
    let tables: Tables
    let db: Database

    private static let names = [
        "id", "symbol", "side", "shares", "entry_price", "current_price", "unrealized_pnl",
        "stop_loss", "take_profit", "entry_time", "updated_at", "quantity_billionths",
        "entry_value_nanos", "current_nanos", "unrealized_nanos", "stop_loss_nanos",
        "take_profit_nanos", "entry_ns",
    ]
    private static let list = names.joined(separator: ", ")
    private static let marks = names.map { _ in "?" }.joined(separator: ", ")
    private static let updates = names.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")

    func position(_ symbol: Symbol) throws -> BookedPosition? {
        let sql = "SELECT \(BookedPosition.columns) FROM \(tables.positions) WHERE symbol = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [symbol.description])
            .map { try BookedPosition(from: $0, table: tables.positions) }
    }

    /// Writes a position over the one of its symbol.
    func replace(_ position: BookedPosition) throws {
        let sql = """
            INSERT INTO \(tables.positions) (\(Self.list)) VALUES (\(Self.marks))
            ON CONFLICT (symbol) DO UPDATE SET \(Self.updates)
            """
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(position.values))
    }

    func delete(_ symbol: Symbol) throws {
        try db.cachedStatement(sql: "DELETE FROM \(tables.positions) WHERE symbol = ?")
            .execute(arguments: [symbol.description])
    }

    /// The last price of a symbol that was written.
    func mark(_ symbol: Symbol) throws -> Price? {
        let sql = "SELECT price_nanos FROM \(tables.marks.name) WHERE symbol = ?"
        return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [symbol.description])
            .map { Price(nanos: $0) }
    }

    /// All prices that were written.
    func marks() throws -> [Symbol: Mark] {
        let sql = "SELECT symbol, price_nanos, at_ns FROM \(tables.marks.name)"
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql))
        var marks: [Symbol: Mark] = [:]
        while let row = try rows.next() {
            var cells = Cells(row, of: tables.marks.name)
            let symbol = try cells.parsed { Symbol($0) }
            marks[symbol] = Mark(
                symbol: symbol, price: try cells.amount(), time: try cells.time())
        }
        return marks
    }
}
