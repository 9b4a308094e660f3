import GRDB

/// The row of the journal after which nothing more happens to an order.
///
/// An entry is not done before the last of its protective orders is: what they are shows in its
/// trade.
struct LastMentions {
    private var sequences = NumberedValues<Int64>(0)

    init(_ tables: Tables, in db: Database) throws {
        let mentions = """
            SELECT order_id, sequence FROM \(tables.events.name) WHERE order_id IS NOT NULL
            ORDER BY sequence
            """
        try PreparedStatement(mentions, in: db).each(of: tables.events.name) { cells in
            sequences[try cells.integer()] = try cells.integer()
        }
        let legs = """
            SELECT leg.id, entry.id FROM \(tables.orders.name) leg
            JOIN \(tables.orders.name) entry
                ON entry.client_order_id = leg.parent_client_order_id
            WHERE leg.parent_client_order_id IS NOT NULL
            """
        try PreparedStatement(legs, in: db).each(of: tables.orders.name) { cells in
            let (leg, entry) = (try cells.integer(), try cells.integer())
            sequences[entry] = max(sequences[entry], sequences[leg])
        }
    }

    subscript(order: Int64) -> Int64 { sequences[order] }
}
