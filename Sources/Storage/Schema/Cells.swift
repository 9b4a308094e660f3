import Domain
import GRDB

/// Reads the cells of a row from left to right, and trusts none: a cell that does not fit is
/// reported as damage instead of ending the process.
struct Cells {
    private let row: Row
    private let table: String
    private var index = 0

    init(_ row: Row, of table: String) {
        self.row = row
        self.table = table
    }

    mutating func integer() throws -> Int64 {
        guard let number = optionalInteger() else { throw damage("is no integer") }
        return number
    }

    mutating func optionalInteger() -> Int64? { Int64.fromDatabaseValue(next()) }

    mutating func flag() throws -> Bool { try integer() != 0 }

    mutating func text() throws -> String {
        guard let text = optionalText() else { throw damage("is no text") }
        return text
    }

    mutating func optionalText() -> String? { String.fromDatabaseValue(next()) }

    mutating func amount<A: Amount>() throws -> A { A(units: try integer()) }

    mutating func optionalAmount<A: Amount>() -> A? { optionalInteger().map { A(units: $0) } }

    mutating func time() throws -> Timestamp { Timestamp(nanoseconds: try integer()) }

    mutating func optionalTime() -> Timestamp? {
        optionalInteger().map { Timestamp(nanoseconds: $0) }
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

    private mutating func next() -> DatabaseValue {
        defer { index += 1 }
        return row[index]
    }

    private func damage(_ what: String) -> StorageError {
        let column = row.columnNames.dropFirst(index - 1).first ?? "?"
        return .corrupt("\(column) of a row of \(table) \(what)")
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
