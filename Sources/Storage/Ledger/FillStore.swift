import Domain
import GRDB

/// Reads and writes the fills of one mode, inside a transaction.
final class FillStore {
    private let tables: Tables
    private let one: PreparedStatement
    private let all: PreparedStatement
    private let inserting: PreparedStatement

    private struct SQL {
        let one, all: String
    }

    private static let sql = PerMode { tables in
        let select = """
            SELECT quantity_billionths, cumulative_billionths, is_last, price_nanos, fee_nanos,
                slippage_nanos, rule, source, time_ns
            FROM \(tables.fills.name)
            """
        return SQL(
            one: "\(select) WHERE order_id = ? AND cumulative_billionths = ?",
            all: "\(select) WHERE order_id = ? ORDER BY sequence")
    }

    init(tables: Tables, db: Database) {
        let sql = Self.sql[tables.mode]
        self.tables = tables
        one = PreparedStatement(sql.one, in: db)
        all = PreparedStatement(sql.all, in: db)
        inserting = PreparedStatement(tables.fills.insertSQL, in: db)
    }

    func insert(_ line: FillLine, epoch: Int64) throws {
        let fill = line.fill
        try inserting.run { row in
            row.beginSeal(tables.fills.runningSeal { $0.add(line.sequence) })
            row.add(line.sequence)
            row.add(epoch)
            row.add(line.order)
            row.add(fill.cumulative)
            row.add(fill.quantity)
            row.add(fill.price)
            row.add(fill.fee)
            row.add(fill.slippage)
            row.add(fill.isLast)
            row.add(fill.rule.rawValue)
            PriceSourceText.withUTF8(of: fill.source) { row.add(utf8: $0) }
            row.add(fill.time)
            row.endSeal()
        }
    }

    /// The fill that brought an order to so many shares.
    func fill(_ order: BookedOrder, cumulative: Quantity) throws -> Fill? {
        try one.first(
            { row in
                row.add(order.id)
                row.add(cumulative)
            }, of: tables.fills.name
        ) { try Fill(of: order.ticket, from: &$0) }
    }

    /// All fills of an order, in their sequence.
    func fills(of order: BookedOrder) throws -> [Fill] {
        try all.all({ $0.add(order.id) }, of: tables.fills.name) {
            try Fill(of: order.ticket, from: &$0)
        }
    }
}

/// A fill that was booked, before it is written.
struct FillLine {
    /// Its row of the journal.
    let sequence: Int64
    /// The number of its order.
    let order: Int64
    let fill: Fill
}

extension Fill {
    /// Reads the columns from `quantity_billionths` to `time_ns`.
    init(of ticket: OrderTicket, from cells: inout Cells) throws {
        self.init(
            ticket: ticket, quantity: try cells.amount(), cumulative: try cells.amount(),
            isLast: try cells.flag(), price: try cells.amount(), fee: try cells.amount(),
            slippage: try cells.amount(), rule: try cells.parsed { FillRule(rawValue: $0) },
            source: try cells.parsed { PriceSourceText.read($0) }, time: try cells.time())
    }
}
