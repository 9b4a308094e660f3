public import Domain
import GRDB

/// Which mode's orders are open, and the paper account in short.
public struct ModeState: Hashable, Sendable {
    /// The active mode.
    public let mode: TradingMode
    /// Wall time of the last change; nil before the first.
    public let changedAt: Timestamp?
    /// How often the mode was changed: it tells an old picture from a new one.
    public let changes: Int64
    /// Paper's cash.
    public let paperCash: Money
    /// Paper's realized profit or loss.
    public let paperRealized: Money
}

extension Ledger {
    /// The active mode, as it was last set.
    public func modeState() async throws(StorageError) -> ModeState {
        try await read { db in try ModeState(in: db) }
    }

    /// Makes a mode the active one, and notes it in the audit chain; nothing where it is already.
    @discardableResult
    public func activate(_ mode: TradingMode) async throws(StorageError) -> ModeState {
        try await write { [surroundings] db in
            let before = try ModeState(in: db)
            guard before.mode != mode else { return before }
            let now = surroundings.wallNow()
            try db.execute(
                sql: "UPDATE mode_state SET active_mode = ?, last_mode_change = ?",
                arguments: [mode.rawValue, now.description])
            try AuditChain.append(
                AuditEntry(kind: ModeState.auditKind, detail: "{\"mode\":\"\(mode)\"}", time: now),
                in: db)
            return try ModeState(in: db)
        }
    }
}

extension ModeState {
    /// The state in a file that may be in use, without changing it.
    public static func read(at path: String) throws(StorageError) -> ModeState {
        do {
            try FileCheck.examine(path)
            let file = try FileCheck.reader(of: path)
            defer { try? file.close() }
            return try file.read { db in try ModeState(in: db) }
        } catch {
            throw StorageError(from: error)
        }
    }

    /// The word for a change of mode in the audit chain.
    static let auditKind = "mode_changed"

    init(in db: Database) throws {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT active_mode, last_mode_change FROM mode_state")
        else { throw StorageError.corrupt("mode_state has no row") }
        var cells = Cells(row, of: "mode_state")
        mode = try cells.parsed { TradingMode(rawValue: $0) }
        changedAt = try cells.optionalParsed { Timestamp($0) }
        changes =
            try Int64.fetchOne(
                db, sql: "SELECT count(*) FROM audit_log WHERE kind = ?",
                arguments: [Self.auditKind]) ?? 0
        let epoch = try Epochs.current(.paper, in: db)
        let totals = try BookTotals.load(epoch, .of(.paper), in: db)
        paperCash = totals.cash
        paperRealized = totals.realized
    }
}
