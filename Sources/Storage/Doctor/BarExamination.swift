import Domain
import FoundationEssentials
import GRDB

/// Compares each month of bars with its digest, and its bars with what the row says of them.
enum BarExamination {
    static func run(in db: Database, into findings: inout Findings) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM bars")
        while let row = try rows.next(), !findings.isFull {
            check(row, into: &findings)
        }
    }

    private static func check(_ row: Row, into findings: inout Findings) {
        let key = BarRows.table.key.map { (row[$0] as DatabaseValue).text }
            .joined(separator: " ")
        let payload = Data.fromDatabaseValue(row["payload"]) ?? Data()
        let digest = payload.withUnsafeBytes(PayloadChecksum.data)
        guard digest == Data.fromDatabaseValue(row["digest"]),
            payload.count % PackedMonth.bytesPerBar == 0
        else {
            findings.add(
                BarRows.table.name, row: key, column: "payload",
                found: digest.databaseValue.shown, expected: (row["digest"] as DatabaseValue).shown)
            return
        }
        var bars: [Bar] = []
        payload.withUnsafeBytes { PackedMonth.unpack($0, within: nil, into: &bars) }
        let month = PackedMonth.months(of: bars).map(\.month).joined(separator: ", ")
        findings.compare(
            row, of: BarRows.table.name, key: key,
            with: [
                ("month", month.databaseValue), ("count", bars.count.databaseValue),
                ("first_ns", (bars.first?.start).databaseValue),
                ("last_ns", (bars.last?.start).databaseValue),
            ])
    }
}
