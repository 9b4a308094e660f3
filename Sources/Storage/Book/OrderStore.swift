import Domain
import GRDB

/// Reads and writes the orders of one mode, inside a transaction.
final class OrderStore {
    private let tables: Tables
    private let byName: PreparedStatement
    private let byNumber: PreparedStatement
    private let byParent: PreparedStatement
    private let open: PreparedStatement
    private let newest: PreparedStatement
    private let inserting: PreparedStatement
    private let updating: PreparedStatement

    private struct SQL {
        let byName, byNumber, byParent, open, newest, updating: String
    }

    private static let sql = PerMode { tables in
        let select = "SELECT \(BookedOrder.columns) FROM \(tables.orders.name)"
        let progress = BookedOrder.progressColumns.map { "\($0) = ?" }.joined(separator: ", ")
        return SQL(
            byName: "\(select) WHERE client_order_id = ?", byNumber: "\(select) WHERE id = ?",
            byParent: "\(select) WHERE parent_client_order_id = ? ORDER BY id",
            // Named, for SQLite would rather walk all orders of the epoch.
            open: """
                \(select) INDEXED BY idx_\(tables.orders.name)_open
                WHERE (status = 'pending' OR status = 'working' OR status = 'partially_filled'
                    OR status = 'unknown') AND epoch = ?
                ORDER BY accepted_sequence IS NULL, accepted_sequence, id
                """, newest: "\(select) WHERE epoch = ? AND id < ? ORDER BY id DESC LIMIT ?",
            updating: "UPDATE \(tables.orders.name) SET \(progress) WHERE id = ?")
    }

    init(tables: Tables, db: Database) {
        let sql = Self.sql[tables.mode]
        self.tables = tables
        byName = PreparedStatement(sql.byName, in: db)
        byNumber = PreparedStatement(sql.byNumber, in: db)
        byParent = PreparedStatement(sql.byParent, in: db)
        open = PreparedStatement(sql.open, in: db)
        newest = PreparedStatement(sql.newest, in: db)
        inserting = PreparedStatement(tables.orders.insertSQL, in: db)
        updating = PreparedStatement(sql.updating, in: db)
    }

    func order(_ id: ClientOrderID) throws -> BookedOrder? {
        try byName.first({ $0.add(id.description) }, of: table) { try BookedOrder(from: &$0) }
    }

    func order(number: Int64) throws -> BookedOrder? {
        try byNumber.first({ $0.add(number) }, of: table) { try BookedOrder(from: &$0) }
    }

    /// The newest orders of an epoch.
    func newest(in epoch: Int64, before number: Int64, limit: Int) throws -> [BookedOrder] {
        try newest.all(
            { row in
                row.add(epoch)
                row.add(number)
                row.add(Int64(limit))
            }, of: table
        ) { try BookedOrder(from: &$0) }
    }

    /// The protective orders of an entry, oldest first.
    func legs(of parent: ClientOrderID) throws -> [BookedOrder] {
        try byParent.all({ $0.add(parent.description) }, of: table) { try BookedOrder(from: &$0) }
    }

    /// The orders that a venue may still fill, by the age that the venue gives them.
    func open(_ epoch: Int64) throws -> [BookedOrder] {
        try open.all({ $0.add(epoch) }, of: table) { try BookedOrder(from: &$0) }
    }

    func insert(_ order: BookedOrder) throws {
        let name = order.ticket.id.description
        try inserting.run { row in
            row.beginSeal(tables.orders.runningSeal { $0.add(name) })
            order.bindTicket(to: &row)
            row.endSeal()
            order.bindProgress(to: &row)
        }
    }

    func update(_ order: BookedOrder) throws {
        try updating.run { row in
            order.bindProgress(to: &row)
            row.add(order.id)
        }
    }

    private var table: String { tables.orders.name }
}
