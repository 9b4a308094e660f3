import Domain
import GRDB

/// The rows of `settings`.
enum SettingRows {
    static let table = SealedTable(
        "settings", key: ["key"], columns: ["key", "value", "updated_ns"])

    static func put(
        _ value: String, for key: String, at time: Timestamp, in db: Database
    ) throws {
        try table.replace(
            [key.databaseValue, value.databaseValue, time.databaseValue], in: db)
    }

    static func value(for key: String, in db: Database) throws -> String? {
        let sql = "SELECT value FROM settings WHERE key = ?"
        return try String.fetchOne(db.cachedStatement(sql: sql), arguments: [key])
    }
}

/// A setting's name and how its value is written as text.
///
/// Declared once beside what it sets, so that no two places read one name as two types.
public struct Setting<Value: LosslessStringConvertible & Sendable>: Sendable {
    /// Its name in the table.
    public let key: String
    /// Its value until someone sets it.
    public let standard: Value

    /// A setting of this name.
    public init(_ key: String, standard: Value) {
        self.key = key
        self.standard = standard
    }
}

extension Ledger {
    /// The value of a setting, the standard one where none was put.
    ///
    /// - Throws: `.corrupt` where the stored text is no such value.
    public func value<Value>(of setting: Setting<Value>) async throws(StorageError) -> Value {
        let text = try await read { db in try SettingRows.value(for: setting.key, in: db) }
        guard let text else { return setting.standard }
        guard let value = Value(text) else {
            throw .corrupt("the setting \(setting.key) cannot be \(text)")
        }
        return value
    }

    /// Puts a setting and says so in the audit chain, in one transaction.
    public func put<Value>(
        _ value: Value, for setting: Setting<Value>, audit: AuditEntry
    ) async throws(StorageError) {
        let (text, key) = (value.description, setting.key)
        try await writeBeside { db in
            try SettingRows.put(text, for: key, at: audit.time, in: db)
            try AuditChain.append(audit, in: db)
        }
    }

    /// All settings that were put, by name.
    public func settings() async throws(StorageError) -> [String: String] {
        try await read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT key, value FROM settings")
            var settings: [String: String] = [:]
            for row in rows {
                var cells = Cells(row, of: "settings")
                settings[try cells.text()] = try cells.text()
            }
            return settings
        }
    }
}
