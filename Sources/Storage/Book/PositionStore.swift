import Domain
import GRDB

/// Reads and writes the positions and marks of one mode, inside a transaction.
final class PositionStore {
    private let tables: Tables
    private let bySymbol: PreparedStatement
    private let all: PreparedStatement
    private let replacing: PreparedStatement
    private let deleting: PreparedStatement
    private let lastPrice: PreparedStatement
    private let lastPrices: PreparedStatement
    private let marking: PreparedStatement

    private static let names = [
        "id", "symbol", "side", "shares", "entry_price", "current_price", "unrealized_pnl",
        "stop_loss", "take_profit", "entry_time", "updated_at", "quantity_billionths",
        "entry_value_nanos", "current_nanos", "unrealized_nanos", "stop_loss_nanos",
        "take_profit_nanos", "entry_ns",
    ]

    private struct SQL {
        let bySymbol, all, replacing, deleting, lastPrice, lastPrices: String
    }

    private static let sql = PerMode { tables in
        let select = "SELECT \(BookedPosition.columns) FROM \(tables.positions)"
        let (marks, updates) = (
            names.map { _ in "?" }, names.map { "\($0) = excluded.\($0)" }
        )
        return SQL(
            bySymbol: "\(select) WHERE symbol = ?", all: "\(select) ORDER BY symbol",
            replacing: """
                INSERT INTO \(tables.positions) (\(names.joined(separator: ", ")))
                VALUES (\(marks.joined(separator: ", ")))
                ON CONFLICT (symbol) DO UPDATE SET \(updates.joined(separator: ", "))
                """, deleting: "DELETE FROM \(tables.positions) WHERE symbol = ?",
            lastPrice: "SELECT price_nanos FROM \(tables.marks.name) WHERE symbol = ?",
            lastPrices: "SELECT symbol, price_nanos, at_ns FROM \(tables.marks.name)")
    }

    init(tables: Tables, db: Database) {
        let sql = Self.sql[tables.mode]
        self.tables = tables
        bySymbol = PreparedStatement(sql.bySymbol, in: db)
        all = PreparedStatement(sql.all, in: db)
        replacing = PreparedStatement(sql.replacing, in: db)
        deleting = PreparedStatement(sql.deleting, in: db)
        lastPrice = PreparedStatement(sql.lastPrice, in: db)
        lastPrices = PreparedStatement(sql.lastPrices, in: db)
        marking = PreparedStatement(tables.marks.replaceSQL, in: db)
    }

    func position(_ symbol: Symbol) throws -> BookedPosition? {
        try bySymbol.first({ $0.add(symbol.description) }, of: tables.positions) {
            try BookedPosition(from: &$0)
        }
    }

    /// All positions, by symbol.
    func positions() throws -> [BookedPosition] {
        try all.all(of: tables.positions) { try BookedPosition(from: &$0) }
    }

    /// Writes a position over the one of its symbol.
    func replace(_ position: BookedPosition) throws {
        try replacing.run { position.bind(to: &$0) }
    }

    func delete(_ symbol: Symbol) throws { try deleting.run { $0.add(symbol.description) } }

    /// Writes the last price of a symbol.
    func write(_ mark: Mark, at recorded: Timestamp) throws {
        let symbol = mark.symbol.description
        try marking.run { row in
            row.beginSeal(tables.marks.runningSeal { $0.add(symbol) })
            row.add(symbol)
            row.add(mark.price)
            row.add(mark.time)
            row.add(recorded)
            row.endSeal()
        }
    }

    /// The last price of a symbol that was written.
    func mark(_ symbol: Symbol) throws -> Price? {
        try lastPrice.first({ $0.add(symbol.description) }, of: tables.marks.name) {
            try $0.amount()
        }
    }

    /// All prices that were written.
    func marks() throws -> [Symbol: Mark] {
        var marks: [Symbol: Mark] = [:]
        try lastPrices.each(of: tables.marks.name) { cells in
            let symbol = try cells.parsed { Symbol($0) }
            marks[symbol] = Mark(
                symbol: symbol, price: try cells.amount(), time: try cells.time())
        }
        return marks
    }
}
