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

/// What belongs to a row of the journal in the tables beside it.
struct JournalSource {
    let tables: Tables
    let db: Database

    func fill(_ sequence: Int64, of ticket: OrderTicket) throws -> Fill? {
        let sql = """
            SELECT quantity_billionths, cumulative_billionths, is_last, price_nanos, fee_nanos,
                slippage_nanos, rule, source, time_ns
            FROM \(tables.fills.name) WHERE sequence = ?
            """
        return try PreparedStatement(sql, in: db).first({ $0.add(sequence) }, of: tables.fills.name)
        {
            try Fill(of: ticket, from: &$0)
        }
    }

    func adjustment(_ sequence: Int64) throws -> Adjustment? {
        let sql = """
            SELECT symbol, kind, new, old, per_share_nanos, reference_nanos, unit_billionths,
                time_ns
            FROM \(tables.actions.name) WHERE sequence = ?
            """
        let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [sequence])
        guard let row else { return nil }
        var cells = Cells(row, of: tables.actions.name)
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
