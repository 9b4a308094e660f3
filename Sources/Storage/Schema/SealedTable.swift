import Foundation
import GRDB

/// A table of truth: which of its columns the seal covers, and the one way to write its rows.
final class SealedTable: Sendable {
    /// The table's name.
    let name: String
    /// The columns that name a row, all of them sealed.
    let key: [String]
    /// The sealed columns, in the order of their checksums.
    let columns: [String]

    private let seal: Seal
    private let keyPositions: [Int]
    /// Writes a new row: all sealed columns, the seal, then the derived columns.
    let insertSQL: String
    /// Writes a row, or all sealed columns of the row with its key.
    let replaceSQL: String

    /// A table by name; `columns` are all sealed ones, those of the key among them, and `derived`
    /// those that are written with a new row but carry no checksum.
    init(_ name: String, key: [String], columns: [String], derived: [String] = []) {
        self.name = name
        self.key = key
        self.columns = columns
        seal = Seal(table: name, columns: columns)
        keyPositions = key.compactMap { columns.firstIndex(of: $0) }
        let names = columns + ["seal"] + derived
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        insertSQL = "INSERT INTO \(name) (\(names.joined(separator: ", "))) VALUES (\(marks))"
        let updates = (columns + ["seal"]).filter { !key.contains($0) }
            .map { "\($0) = excluded.\($0)" }
        replaceSQL =
            insertSQL + " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET "
            + updates.joined(separator: ", ")
    }

    /// The seal of a row whose values are about to be bound in the order of `columns`.
    func runningSeal(key: (inout Checksum) -> Void) -> RunningSeal { seal.running(key: key) }

    /// Writes a new row; `values` are in the order of `columns`, `derived` follow them unsealed.
    func insert(
        _ values: [DatabaseValue], derived: [DatabaseValue] = [], into db: Database
    ) throws {
        try db.cachedStatement(sql: insertSQL).execute(arguments: arguments(values, derived))
    }

    /// Writes a row, or all sealed columns of the row with this key.
    func replace(_ values: [DatabaseValue], in db: Database) throws {
        try db.cachedStatement(sql: replaceSQL).execute(arguments: arguments(values))
    }

    /// The names of the columns that were changed since the row was written; `seal` where the
    /// checksums were.
    func changedColumns(of row: Row) -> [String] {
        let values = columns.map { row[$0] as DatabaseValue }
        let stored: Data? = row["seal"]
        let changed = seal.changedColumns(
            seal: Array(stored ?? Data()), key: keyPositions.map { values[$0] }, values: values)
        return changed.map { positions in positions.map { columns[$0] } } ?? ["seal"]
    }

    private func arguments(
        _ values: [DatabaseValue], _ derived: [DatabaseValue] = []
    ) -> StatementArguments {
        precondition(values.count == columns.count, "\(name) has other columns")
        let bytes = seal.bytes(key: keyPositions.map { values[$0] }, values: values)
        return StatementArguments(values + [Data(bytes).databaseValue] + derived)
    }
}
