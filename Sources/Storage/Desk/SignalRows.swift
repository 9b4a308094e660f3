public import Domain
import GRDB

/// The rows of `signals`.
enum SignalRows {
    static let table = SealedTable(
        "signals", key: ["id"],
        columns: [
            "id", "at_ns", "recorded_ns", "mode", "symbol", "strategy", "action", "regime",
            "reason", "explanation", "price_nanos", "client_order_id", "outcome",
        ])

    static func insert(_ signal: Signal, at recorded: Timestamp, in db: Database) throws -> Int64 {
        let id = try NextNumber.of(table.name, in: db)
        let origin = signal.origin
        try table.insert(
            [
                id.databaseValue, signal.time.databaseValue, recorded.databaseValue,
                signal.mode.rawValue.databaseValue, signal.symbol.description.databaseValue,
                origin.strategy.description.databaseValue, signal.action.databaseValue,
                origin.regime?.databaseValue ?? .null, origin.reason?.databaseValue ?? .null,
                origin.explanation?.databaseValue ?? .null, signal.price.databaseValue,
                signal.order?.description.databaseValue ?? .null,
                signal.outcome?.databaseValue ?? .null,
            ], into: db)
        return id
    }

    static func page(
        of symbol: Symbol?, before id: Int64?, limit: Int, in db: Database
    ) throws -> [SignalRecord] {
        let columns = table.columns.joined(separator: ", ")
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(columns) FROM signals
                    WHERE \(symbol == nil ? "?1 IS NULL" : "symbol = ?1") AND id < ?2
                    ORDER BY id DESC LIMIT ?3
                    """), arguments: [symbol?.description, id ?? .max, limit])
        return try rows.map(record)
    }

    private static func record(_ row: Row) throws -> SignalRecord {
        var cells = Cells(row, of: table.name)
        let id = try cells.integer()
        let time = try cells.time()
        _ = try cells.time()
        let mode = try cells.parsed(TradingMode.init(rawValue:))
        let symbol = try cells.parsed { Symbol($0) }
        let strategy = try cells.parsed { StrategyName($0) }
        let action = try cells.text()
        let origin = OrderOrigin(
            strategy: strategy, regime: cells.optionalText(), reason: cells.optionalText(),
            explanation: cells.optionalText())
        var signal = Signal(
            time: time, mode: mode, symbol: symbol, action: action, origin: origin)
        signal.price = cells.optionalAmount()
        signal.order = try cells.optionalParsed(ClientOrderID.init(stored:))
        signal.outcome = cells.optionalText()
        return SignalRecord(id: id, signal: signal)
    }
}

extension Ledger {
    /// Writes a signal down.
    ///
    /// - Returns: its number.
    @discardableResult
    public func insert(_ signal: Signal) async throws(StorageError) -> Int64 {
        let recorded = surroundings.wallNow()
        return try await writeBeside { db in try SignalRows.insert(signal, at: recorded, in: db) }
    }

    /// Signals older than number `before`, newest first; the newest of all symbols without more.
    public func signals(
        of symbol: Symbol? = nil, before id: Int64? = nil, limit: Int = 50
    ) async throws(StorageError) -> [SignalRecord] {
        try await read { db in
            try SignalRows.page(of: symbol, before: id, limit: limit, in: db)
        }
    }
}
