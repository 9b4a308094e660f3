import Domain
import FoundationEssentials
import GRDB

/// Follows the audit chain from its first entry to its last.
enum AuditExamination {
    static func run(in db: Database, into findings: inout Findings) throws {
        let table = AuditChain.table.name
        var previous = AuditChain.start
        var expectedID: Int64 = 1
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, at_ns, kind, detail, previous_hash, hash FROM audit_log ORDER BY id
                """)
        while let row = try rows.next() {
            let id: Int64 = row[0]
            if id != expectedID {
                findings.add(
                    table, row: "\(id)", column: "id", found: "\(id)", expected: "\(expectedID)")
            }
            check(row, id: id, previous: previous, into: &findings)
            previous = Data.fromDatabaseValue(row[5]) ?? Data()
            expectedID = id &+ 1  // A damaged number must not end the process.
        }
        // Entries cut off at the end break no link, but the file remembers its last number.
        let sql = "SELECT seq FROM sqlite_sequence WHERE name = 'audit_log'"
        let last = try DatabaseValue.fetchOne(db, sql: sql) ?? .null
        if expectedID > 1 || !last.isNull, last != (expectedID &- 1).databaseValue {
            findings.add(
                table, row: "\(expectedID &- 1)", column: "id",
                found: "the last entry", expected: "entries up to \(last.shown)")
        }
    }

    private static func check(
        _ row: Row, id: Int64, previous: Data, into findings: inout Findings
    ) {
        let table = AuditChain.table.name
        if Data.fromDatabaseValue(row[4]) != previous {
            findings.add(
                table, row: "\(id)", column: "previous_hash", found: row.shown(4),
                expected: previous.databaseValue.shown)
        }
        guard let time = Int64.fromDatabaseValue(row[1]),
            let kind = String.fromDatabaseValue(row[2]),
            let detail = String.fromDatabaseValue(row[3])
        else { return }  // STRICT tables hold nothing else; the seals name it all the same.
        let entry = AuditEntry(
            kind: kind, detail: detail, time: Timestamp(nanoseconds: time))
        let hash = AuditChain.hash(of: entry, id: id, previous: previous)
        if Data.fromDatabaseValue(row[5]) != hash {
            findings.add(
                table, row: "\(id)", column: "hash", found: row.shown(5),
                expected: hash.databaseValue.shown)
        }
    }
}
