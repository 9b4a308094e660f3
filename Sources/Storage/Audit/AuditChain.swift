import Crypto
import Domain
import FoundationEssentials
import GRDB

/// The rows of `audit_log`: each holds the SHA-256 of the one before, so none can be changed, taken
/// out or put in between without all later ones giving it away.
enum AuditChain {
    static let table = SealedTable(
        "audit_log", key: ["id"],
        columns: ["id", "at_ns", "kind", "detail", "previous_hash", "hash"])

    /// What stands as the hash before the first entry.
    static let start = Data(count: SHA256.byteCount)

    /// Adds an entry within the transaction of what it tells of.
    @discardableResult
    static func append(_ entry: AuditEntry, in db: Database) throws -> AuditRecord {
        let last = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT hash FROM audit_log ORDER BY id DESC LIMIT 1"))
        let previous: Data = last.map { $0[0] } ?? start
        // Not the number after the last row's: entries cut off at the end leave a gap for ever.
        let id = try NextNumber.of(table.name, in: db)
        let hash = hash(of: entry, id: id, previous: previous)
        try table.insert(
            [
                id.databaseValue, entry.time.databaseValue, entry.kind.databaseValue,
                entry.detail.databaseValue, previous.databaseValue, hash.databaseValue,
            ], into: db)
        return AuditRecord(id: id, entry: entry, hash: hash.map(hexadecimal).joined())
    }

    /// Texts go in with their length before them, so that no two entries read alike.
    static func hash(of entry: AuditEntry, id: Int64, previous: Data) -> Data {
        var hash = SHA256()
        func add(_ number: Int64) {
            withUnsafeBytes(of: number.littleEndian) { hash.update(bufferPointer: $0) }
        }
        func add(_ bytes: Data) {
            add(Int64(bytes.count))
            hash.update(data: bytes)
        }
        add(id)
        add(entry.time.nanoseconds)
        add(Data(entry.kind.utf8))
        add(Data(entry.detail.utf8))
        add(previous)
        return Data(hash.finalize())
    }

    /// Entries before `id`, newest first.
    static func page(before id: Int64?, limit: Int, in db: Database) throws -> [AuditRecord] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, at_ns, kind, detail, hash FROM audit_log
                    WHERE id < ? ORDER BY id DESC LIMIT ?
                    """), arguments: [id ?? .max, limit])
        return try rows.map { row in
            var cells = Cells(row, of: table.name)
            let id = try cells.integer()
            let time = try cells.time()
            let entry = AuditEntry(kind: try cells.text(), detail: try cells.text(), time: time)
            let hash: Data? = row[4]
            return AuditRecord(
                id: id, entry: entry, hash: (hash ?? Data()).map(hexadecimal).joined())
        }
    }
}
