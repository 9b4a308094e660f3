import Domain
import GRDB

/// Reads and writes the fills of one mode, inside a transaction.
struct FillStore {
    let tables: Tables
    let db: Database

    func insert(
        _ fill: Fill, order: BookedOrder, sequence: Int64, epoch: Int64
    ) throws {
        try tables.fills.insert(
            [
                sequence.databaseValue, epoch.databaseValue, order.id.databaseValue,
                fill.cumulative.databaseValue, fill.quantity.databaseValue,
                fill.price.databaseValue, fill.fee.databaseValue, fill.slippage.databaseValue,
                (fill.isLast ? 1 : 0).databaseValue, fill.rule.rawValue.databaseValue,
                PriceSourceText.write(fill.source).databaseValue, fill.time.databaseValue,
            ], into: db)
    }

    /// The fill that brought an order to so many shares.
    func fill(_ order: BookedOrder, cumulative: Quantity) throws -> Fill? {
        let sql = """
            SELECT \(Self.columns) FROM \(tables.fills.name)
            WHERE order_id = ? AND cumulative_billionths = ?
            """
        return try Row.fetchOne(
            db.cachedStatement(sql: sql), arguments: [order.id, cumulative.billionths]
        ).map { try fill($0, of: order) }
    }

    /// All fills of an order, in their sequence.
    func fills(of order: BookedOrder) throws -> [Fill] {
        let sql = """
            SELECT \(Self.columns) FROM \(tables.fills.name) WHERE order_id = ? ORDER BY sequence
            """
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [order.id])
        var fills: [Fill] = []
        while let row = try rows.next() { fills.append(try fill(row, of: order)) }
        return fills
    }

    private static let columns = """
        quantity_billionths, cumulative_billionths, is_last, price_nanos, fee_nanos,
        slippage_nanos, rule, source, time_ns
        """

    private func fill(_ row: Row, of order: BookedOrder) throws -> Fill {
        var cells = Cells(row, of: tables.fills.name)
        return Fill(
            ticket: order.ticket, quantity: try cells.amount(), cumulative: try cells.amount(),
            isLast: try cells.flag(), price: try cells.amount(), fee: try cells.amount(),
            slippage: try cells.amount(), rule: try cells.parsed { FillRule(rawValue: $0) },
            source: try cells.parsed { PriceSourceText.read($0) }, time: try cells.time())
    }
}
