import Domain
import GRDB

/// Reads and writes the orders of one mode, inside a transaction.
struct OrderStore {
    let tables: Tables
    let db: Database

    private static let set =
        BookedOrder.progressColumns.map { "\($0) = ?" }.joined(separator: ", ")

    /// Most names that are asked for are new: the index alone tells, and no row is built.
    func order(_ id: ClientOrderID) throws -> BookedOrder? {
        let sql = "SELECT id FROM \(tables.orders.name) WHERE client_order_id = ?"
        let number = try Int64.fetchOne(
            db.cachedStatement(sql: sql), arguments: [id.description])
        return try number.flatMap { try order(number: $0) }
    }

    func order(number: Int64) throws -> BookedOrder? {
        let sql = "SELECT \(BookedOrder.columns) FROM \(tables.orders.name) WHERE id = ?"
        return try all(sql, [number]).first
    }

    /// The newest orders of an epoch.
    func newest(in epoch: Int64, before number: Int64, limit: Int) throws -> [BookedOrder] {
        let sql = """
            SELECT \(BookedOrder.columns) FROM \(tables.orders.name)
            WHERE epoch = ? AND id < ? ORDER BY id DESC LIMIT ?
            """
        return try all(sql, [epoch, number, limit])
    }

    /// The protective orders of an entry, oldest first.
    func legs(of parent: ClientOrderID) throws -> [BookedOrder] {
        let sql = """
            SELECT \(BookedOrder.columns) FROM \(tables.orders.name)
            WHERE parent_client_order_id = ? ORDER BY id
            """
        return try all(sql, [parent.description])
    }

    /// The orders that a venue may still fill, by the age that the venue gives them.
    func open(_ epoch: Int64) throws -> [BookedOrder] {
        let sql = """
            SELECT \(BookedOrder.columns) FROM \(tables.orders.name)
            WHERE status IN ('pending', 'working', 'partially_filled', 'unknown') AND epoch = ?
            ORDER BY accepted_sequence IS NULL, accepted_sequence, id
            """
        return try all(sql, [epoch])
    }

    func insert(_ order: BookedOrder) throws {
        try tables.orders.insert(order.ticketValues, derived: order.progressValues, into: db)
    }

    func update(_ order: BookedOrder) throws {
        let sql = "UPDATE \(tables.orders.name) SET \(Self.set) WHERE id = ?"
        try db.cachedStatement(sql: sql).execute(
            arguments: StatementArguments(order.progressValues + [order.id.databaseValue]))
    }

    func all(_ sql: String, _ arguments: StatementArguments) throws -> [BookedOrder] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var orders: [BookedOrder] = []
        while let row = try rows.next() {
            orders.append(try BookedOrder(from: row, table: tables.orders.name))
        }
        return orders
    }
}
