import Domain
import GRDB

/// A row of the journal as the doctor reads it.
struct JournalRow {
    let sequence: Int64
    let epoch: Int64
    let kind: EventKind
    let order: Int64?
    let ending: OrderEnding?
    let brokerOrderID: String?
    let at: Timestamp
    let recordedAt: Timestamp
    let terms: WorkingTerms?

    static func sql(_ tables: Tables) -> String {
        """
        SELECT sequence, epoch, kind, order_id, ending, broker_order_id, at_ns, recorded_ns,
            order_type, limit_nanos, stop_nanos, trail_nanos, trail_billionths,
            quantity_billionths, best_nanos, is_triggered
        FROM \(tables.events.name) ORDER BY sequence
        """
    }

    init(_ row: Row, _ tables: Tables) throws {
        var cells = Cells(row, of: tables.events.name)
        sequence = try cells.integer()
        epoch = try cells.integer()
        kind = try cells.parsed { EventKind(rawValue: $0) }
        order = cells.optionalInteger()
        ending = try cells.optionalParsed { OrderEnding(rawValue: $0) }
        brokerOrderID = cells.optionalText()
        at = try cells.time()
        recordedAt = try cells.time()
        guard !(row[8] as DatabaseValue).isNull else {
            terms = nil
            return
        }
        let type = try OrderTypeColumns(from: &cells).type
        let quantity: Quantity? = cells.optionalAmount()
        let best: Price? = cells.optionalAmount()
        terms = WorkingTerms(
            quantity: quantity, type: type, best: best, isTriggered: try cells.flag())
    }
}
