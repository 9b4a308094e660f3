import Domain
import GRDB
import GRDBSQLite

/// Reads the cells of a row from left to right, and trusts none: a cell that does not fit is
/// reported as damage instead of ending the process.
struct Cells {
    private let source: Source
    private let table: String
    private var index = 0

    private enum Source {
        case row(Row)
        /// A statement of SQLite's that has a row.
        case statement(OpaquePointer)
    }

    init(_ row: Row, of table: String) {
        source = .row(row)
        self.table = table
    }

    /// The row that a statement is at; it must not outlive it.
    init(_ statement: OpaquePointer, of table: String) {
        source = .statement(statement)
        self.table = table
    }

    mutating func integer() throws -> Int64 {
        guard let number = optionalInteger() else { throw damage("is no integer") }
        return number
    }

    mutating func optionalInteger() -> Int64? {
        defer { index += 1 }
        switch source {
        case .row(let row): return Int64.fromDatabaseValue(row[index])
        case .statement(let pointer):
            guard sqlite3_column_type(pointer, CInt(index)) == SQLITE_INTEGER else { return nil }
            return sqlite3_column_int64(pointer, CInt(index))
        }
    }

    mutating func flag() throws -> Bool { try integer() != 0 }

    mutating func text() throws -> String {
        guard let text = optionalText() else { throw damage("is no text") }
        return text
    }

    mutating func optionalText() -> String? {
        guard case .row(let row) = source else {
            return withText { $0.map { String(decoding: $0, as: UTF8.self) } }
        }
        defer { index += 1 }
        return String.fromDatabaseValue(row[index])
    }

    mutating func amount<A: Amount>() throws -> A { A(units: try integer()) }

    mutating func optionalAmount<A: Amount>() -> A? { optionalInteger().map { A(units: $0) } }

    mutating func time() throws -> Timestamp { Timestamp(nanoseconds: try integer()) }

    mutating func optionalTime() -> Timestamp? {
        optionalInteger().map { Timestamp(nanoseconds: $0) }
    }

    /// An instant that was written as text.
    mutating func isoTime() throws -> Timestamp {
        guard case .row = source else {
            guard let time = withText({ $0.flatMap { Timestamp(iso8601: $0) } }) else {
                throw damage("says nothing that is known")
            }
            return time
        }
        return try parsed { Timestamp($0) }
    }

    /// A text that `make` understands.
    mutating func parsed<T>(_ make: (String) -> T?) throws -> T {
        guard let value = make(try text()) else { throw damage("says nothing that is known") }
        return value
    }

    /// A text that `make` understands, or NULL.
    mutating func optionalParsed<T>(_ make: (String) -> T?) throws -> T? {
        guard let text = optionalText() else { return nil }
        guard let value = make(text) else { throw damage("says nothing that is known") }
        return value
    }

    /// The bytes of the next cell of a statement's row, nil where it is no text.
    private mutating func withText<T>(
        _ body: (UnsafeBufferPointer<UInt8>?) -> T
    ) -> T {
        defer { index += 1 }
        guard case .statement(let pointer) = source,
            sqlite3_column_type(pointer, CInt(index)) == SQLITE_TEXT
        else { return body(nil) }
        let start = sqlite3_column_text(pointer, CInt(index))
        let count = sqlite3_column_bytes(pointer, CInt(index))
        return body(UnsafeBufferPointer(start: start, count: Int(count)))
    }

    private func damage(_ what: String) -> StorageError {
        let column: String? =
            switch source {
            case .row(let row): row.columnNames.dropFirst(index - 1).first
            case .statement(let pointer):
                sqlite3_column_name(pointer, CInt(index - 1)).map { String(cString: $0) }
            }
        return .corrupt("\(column ?? "?") of a row of \(table) \(what)")
    }
}

extension Amount {
    /// The amount as the tables hold it.
    var databaseValue: DatabaseValue { units.databaseValue }
}

extension Optional where Wrapped: Amount {
    /// The amount as the tables hold it, or NULL.
    var databaseValue: DatabaseValue { map(\.databaseValue) ?? .null }
}

extension Timestamp {
    /// Nanoseconds, as the tables hold them.
    var databaseValue: DatabaseValue { nanoseconds.databaseValue }
}

extension Optional where Wrapped == Timestamp {
    /// Nanoseconds, or NULL.
    var databaseValue: DatabaseValue { map(\.databaseValue) ?? .null }
}
