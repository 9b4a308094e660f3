import Domain
import GRDB

/// What belongs to a row of the journal in the tables beside it.
final class JournalSource {
    let tables: Tables
    let db: Database
    private let asked: PreparedStatement
    private let fill: PreparedStatement

    init(tables: Tables, db: Database) {
        self.tables = tables
        self.db = db
        let progress = """
            'pending', 'market', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL,
            0, NULL
            """
        asked = PreparedStatement(
            """
            SELECT \(tables.orders.columns.joined(separator: ", ")), \(progress)
            FROM \(tables.orders.name) WHERE id = ?
            """, in: db)
        fill = PreparedStatement(
            """
            SELECT quantity_billionths, cumulative_billionths, is_last, price_nanos, fee_nanos,
                slippage_nanos, rule, source, time_ns
            FROM \(tables.fills.name) WHERE sequence = ?
            """, in: db)
    }

    /// An order as it was asked for.
    func order(_ number: Int64) throws -> BookedOrder? {
        try asked.first({ $0.add(number) }, of: tables.orders.name) { try BookedOrder(from: &$0) }
    }

    /// The name of an order, whether or not the rest of it makes sense.
    func name(of order: Int64) throws -> String? {
        let sql = "SELECT client_order_id FROM \(tables.orders.name) WHERE id = ?"
        return try PreparedStatement(sql, in: db).first(
            { $0.add(order) }, of: tables.orders.name
        ) { try $0.text() }
    }

    func fill(_ sequence: Int64, of ticket: OrderTicket) throws -> Fill? {
        try fill.first({ $0.add(sequence) }, of: tables.fills.name) {
            try Fill(of: ticket, from: &$0)
        }
    }

    func adjustment(_ sequence: Int64) throws -> Adjustment? {
        let sql = """
            SELECT symbol, kind, new, old, per_share_nanos, reference_nanos, unit_billionths,
                time_ns
            FROM \(tables.actions.name) WHERE sequence = ?
            """
        return try PreparedStatement(sql, in: db).first(
            { $0.add(sequence) }, of: tables.actions.name, read: Self.adjustment)
    }

    private static func adjustment(_ cells: inout Cells) throws -> Adjustment {
        let symbol = try cells.parsed { Symbol($0) }
        let kind = try cells.text()
        let (new, old) = (cells.optionalInteger(), cells.optionalInteger())
        let perShare: Price? = cells.optionalAmount()
        let action: CorporateAction
        switch (kind, new, old, perShare) {
        case ("split", let new?, let old?, nil): action = .split(new: new, old: old)
        case ("dividend", nil, nil, let perShare?): action = .dividend(perShare: perShare)
        default: throw StorageError.corrupt("a corporate action has other figures than its kind")
        }
        if let fault = action.fault { throw StorageError.corrupt(fault) }
        let reference: Price? = cells.optionalAmount()
        let unit: Quantity = try cells.amount()
        return Adjustment(
            symbol: symbol, action: action, reference: reference, unit: unit,
            time: try cells.time())
    }

    func cash(_ sequence: Int64) throws -> Row? {
        let sql = "SELECT * FROM \(tables.cash.name) WHERE sequence = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [sequence])
    }
}
