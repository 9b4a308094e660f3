import Domain
import GRDB
import Storage

/// The rows of an order as a program would write them that keeps no journal, no seals and no sums:
/// into the ledger's own tables, by prepared statements, one transaction a batch.
final class PlainRows: Sendable {
    private let pool: DatabasePool

    init(at path: String) throws {
        try Ledger.open(at: path, surroundings: .benchmark).close()
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false  // There is no journal for fills to belong to.
        pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    }

    func write(_ entries: [OrderStream.Entry]) async throws {
        try await pool.write { db in
            for entry in entries { try Self.write(entry, in: db) }
        }
    }

    private static func write(_ entry: OrderStream.Entry, in db: Database) throws {
        try insertOrder(entry, in: db)
        try insertFill(entry, in: db)
        try insertCash(entry, in: db)
        if entry.isBuy {
            try insertTrade(entry, in: db)
            try upsertPosition(entry, in: db)
        } else {
            try closeTrade(entry, in: db)
            try db.cachedStatement(sql: "DELETE FROM paper_positions WHERE symbol = ?")
                .execute(arguments: [entry.ticket.symbol.description])
        }
    }

    private static func insertOrder(_ entry: OrderStream.Entry, in db: Database) throws {
        let (ticket, time) = (entry.ticket, entry.fill.time.nanoseconds)
        try db.cachedStatement(
            sql: """
                INSERT INTO paper_orders (id, client_order_id, epoch, symbol, side, effect, lots,
                    size_kind, quantity_billionths, order_type, time_in_force, extended_hours,
                    strategy, role, submitted_ns, created_ns, seal, status, terms_type,
                    terms_quantity_billionths, filled_billionths, filled_value_nanos, fees_nanos,
                    accepted_ns, accepted_sequence, updated_ns)
                VALUES (?, ?, 1, ?, ?, ?, ?, 'shares', ?, 'market', 'day', 0, 'manual', 'direct',
                    ?, ?, x'', 'filled', 'market', ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            entry.number + 1, ticket.id.description, ticket.symbol.description,
            ticket.side.rawValue, entry.isBuy ? "open" : "close", entry.isBuy ? nil : "all",
            entry.fill.quantity.billionths, time, time, entry.fill.quantity.billionths,
            entry.fill.quantity.billionths, entry.value.nanos, entry.fill.fee.nanos, time,
            entry.number, time,
        ])
    }

    private static func insertFill(_ entry: OrderStream.Entry, in db: Database) throws {
        let fill = entry.fill
        guard case .quote(let quote) = fill.source else { return }
        let source =
            "{\"quote\":[\(quote.time.nanoseconds),\(quote.bid.nanos),\(quote.ask.nanos),"
            + "\(quote.bidSize.billionths),\(quote.askSize.billionths),\(quote.last.nanos)]}"
        try db.cachedStatement(
            sql: """
                INSERT INTO paper_fills (sequence, epoch, order_id, cumulative_billionths,
                    quantity_billionths, price_nanos, fee_nanos, slippage_nanos, is_last, rule,
                    source, time_ns, seal)
                VALUES (?, 1, ?, ?, ?, ?, ?, ?, 1, 'quote', ?, ?, x'')
                """
        ).execute(arguments: [
            entry.number + 1, entry.number + 1, fill.quantity.billionths,
            fill.quantity.billionths, fill.price.nanos, fill.fee.nanos, fill.slippage.nanos,
            source, fill.time.nanoseconds,
        ])
    }

    private static func insertCash(_ entry: OrderStream.Entry, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO paper_cash (sequence, epoch, kind, amount_nanos, balance_nanos,
                    time_ns, recorded_ns, seal)
                VALUES (?, 1, 'fill', ?, ?, ?, ?, x'')
                """
        ).execute(arguments: [
            entry.number + 2, entry.value.nanos, entry.value.nanos, entry.fill.time.nanoseconds,
            entry.fill.time.nanoseconds,
        ])
    }

    private static func insertTrade(_ entry: OrderStream.Entry, in db: Database) throws {
        let (fill, time) = (entry.fill, entry.fill.time.description)
        try db.cachedStatement(
            sql: """
                INSERT INTO paper_trades (symbol, side, entry_price, entry_time, shares, stop_loss,
                    status, strategy, slippage_applied, created_at, updated_at, lot_id, fees,
                    slippage, listed_on, listed_at, quantity_billionths, entry_value_nanos,
                    fees_nanos, slippage_nanos, entry_ns, epoch)
                VALUES (?, 0, ?, ?, ?, 0.0, 0, 'manual', ?, ?, ?, ?, ?, ?, '2026-01-22', ?, ?, ?,
                    ?, ?, ?, 1)
                """
        ).execute(arguments: [
            fill.symbol.description, fill.price.approximate, time, OrderStream.shares,
            fill.slippage.approximate, time, time, entry.ticket.id.description,
            fill.fee.approximate, fill.slippage.approximate, fill.time.nanoseconds,
            fill.quantity.billionths, entry.value.nanos, fill.fee.nanos, fill.slippage.nanos,
            fill.time.nanoseconds,
        ])
    }

    private static func closeTrade(_ entry: OrderStream.Entry, in db: Database) throws {
        let (fill, time) = (entry.fill, entry.fill.time.description)
        try db.cachedStatement(
            sql: """
                UPDATE paper_trades SET status = 1, exit_price = ?, exit_time = ?, exit_ns = ?,
                    exit_value_nanos = ?, realized_pnl = ?, realized_nanos = ?, return_pct = ?,
                    exit_reason = 'manual', exit_client_order_id = ?, listed_on = '2026-01-22',
                    listed_at = ?, updated_at = ?
                WHERE status = 0 AND symbol = ?
                """
        ).execute(arguments: [
            fill.price.approximate, time, fill.time.nanoseconds, entry.value.nanos,
            entry.value.approximate, entry.value.nanos, 1.0, entry.ticket.id.description,
            fill.time.nanoseconds, time, fill.symbol.description,
        ])
    }

    private static func upsertPosition(_ entry: OrderStream.Entry, in db: Database) throws {
        let (fill, time) = (entry.fill, entry.fill.time.description)
        try db.cachedStatement(
            sql: """
                INSERT INTO paper_positions (id, symbol, side, shares, entry_price, current_price,
                    unrealized_pnl, stop_loss, entry_time, updated_at, quantity_billionths,
                    entry_value_nanos, current_nanos, unrealized_nanos, entry_ns)
                VALUES (?, ?, 0, ?, ?, ?, 0.0, 0.0, ?, ?, ?, ?, ?, 0, ?)
                ON CONFLICT (symbol) DO UPDATE SET shares = excluded.shares
                """
        ).execute(arguments: [
            entry.number + 1, fill.symbol.description, OrderStream.shares,
            fill.price.approximate, fill.price.approximate, time, time,
            fill.quantity.billionths, entry.value.nanos, fill.price.nanos,
            fill.time.nanoseconds,
        ])
    }
}

extension OrderStream.Entry {
    /// What the fill comes to: whole shares, so exact.
    fileprivate var value: Money { Money(nanos: fill.price.nanos * OrderStream.shares) }
}
