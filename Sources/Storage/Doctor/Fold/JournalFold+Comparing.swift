import Domain
import GRDB

extension JournalFold {
    /// Compares what no later row can change, and lets go of it: so much is in memory as is open.
    mutating func settle(after row: JournalRow) throws {
        for id in ended.removing() { try compareTrade(id) }
        guard let number = row.order, let order = orders[number] else { return }
        let entry = order.ticket.parent.flatMap { numbers[$0] } ?? number
        guard mentions[entry] <= row.sequence else { return }
        try compareFamily(of: entry)
    }

    /// Compares what is left when all rows have been taken, and names the rows that are too many.
    mutating func compareRest() throws {
        for number in orders.keys.sorted() { try compareFamily(of: number) }
        for id in trades.keys.sorted() { try compareTrade(id) }
        try findStrayOrders()
        try findStrayTrades()
    }

    /// Compares an order and those that protect its lot, and the trades that they have closed.
    private mutating func compareFamily(of number: Int64) throws {
        guard let entry = orders[number] else { return }
        for number in [number] + (legs.removeValue(forKey: entry.ticket.id) ?? []) {
            guard let order = orders.removeValue(forKey: number) else { continue }
            numbers[order.ticket.id] = nil
            let parts = closed.removeValue(forKey: order.ticket.id) ?? [:]
            for id in parts.values.sorted() { try compareTrade(id) }
            comparedOrders[number] = true
            try compare(
                "SELECT * FROM \(tables.orders.name) WHERE id = ?", number, of: tables.orders.name,
                key: order.ticket.id.description, with: order.cells)
        }
    }

    private mutating func compareTrade(_ id: Int64) throws {
        guard let trade = trades.removeValue(forKey: id) else { return }
        comparedTrades[id] = true
        sums.count(trade)
        try compare(
            "SELECT * FROM \(tables.trades) WHERE id = ?", id, of: tables.trades, key: "\(id)",
            with: trade.cells(tables.mode))
    }

    private mutating func compare(
        _ sql: String, _ number: Int64, of table: String, key: String, with cells: ExpectedCells
    ) throws {
        let statement = try source.db.cachedStatement(sql: sql)
        let rows = try Row.fetchCursor(statement, arguments: [number])
        // The row is the cursor's own.
        try withExtendedLifetime(rows) {
            guard let row = try rows.next() else {
                return findings.add(table, row: key, found: "no row", expected: "one")
            }
            findings.compare(row, of: table, key: key, with: cells)
        }
    }

    private mutating func findStrayOrders() throws {
        let sql = "SELECT id, client_order_id FROM \(tables.orders.name) ORDER BY id"
        let rows = try Row.fetchCursor(source.db, sql: sql)
        while let row = try rows.next() {
            guard !comparedOrders[row[0]] else { continue }
            findings.add(
                tables.orders.name, row: (row[1] as DatabaseValue).text, found: "an order",
                expected: "none: no journal row made it")
        }
    }

    private mutating func findStrayTrades() throws {
        let ids = try Int64.fetchCursor(
            source.db, sql: "SELECT id FROM \(tables.trades) ORDER BY id")
        while let id = try ids.next() {
            guard !comparedTrades[id] else { continue }
            findings.add(
                tables.trades, row: "\(id)", column: "id", found: "\(id)",
                expected: "no such trade")
        }
    }
}

extension Array {
    /// All elements, of which none is left.
    fileprivate mutating func removing() -> [Element] {
        defer { removeAll() }
        return self
    }
}
