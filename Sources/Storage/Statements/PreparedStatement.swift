import GRDB
import GRDBSQLite

/// A statement that is bound and run through SQLite's own interface.
///
/// GRDB keeps the connection, its transactions and the compiled statements. What it does around
/// each run (arrays of arguments, their check, its observers) costs several times what SQLite takes
/// for a row, so the books, of which every order writes ten rows, are written and read past it.
/// GRDB's transaction observers hear nothing of that; there are none.
///
/// It is compiled at its first run and belongs to one transaction: whoever runs it drops it with
/// that.
final class PreparedStatement {
    private let sql: String
    private let db: Database
    private var compiled: Statement?

    init(_ sql: String, in db: Database) {
        self.sql = sql
        self.db = db
    }

    /// Runs a statement that returns no rows.
    func run(_ bind: (inout RowBinding) throws -> Void = { _ in }) throws {
        let pointer = try pointer()
        defer { sqlite3_reset(pointer) }
        try self.bind(pointer, bind)
        while try hasRow(pointer) {}
    }

    /// The first row, nil where there is none.
    func first<T>(
        _ bind: (inout RowBinding) throws -> Void = { _ in }, of table: String,
        read: (inout Cells) throws -> T
    ) throws -> T? {
        try firstMatch(bind, of: table, read: read)
    }

    /// What is read from the first row from which anything is; nil where there is none such.
    func firstMatch<T>(
        _ bind: (inout RowBinding) throws -> Void = { _ in }, of table: String,
        read: (inout Cells) throws -> T?
    ) throws -> T? {
        let pointer = try pointer()
        defer { sqlite3_reset(pointer) }
        try self.bind(pointer, bind)
        while try hasRow(pointer) {
            var cells = Cells(pointer, of: table)
            if let value = try read(&cells) { return value }
        }
        return nil
    }

    /// Hands out all rows, one by one.
    func each(
        _ bind: (inout RowBinding) throws -> Void = { _ in }, of table: String,
        read: (inout Cells) throws -> Void
    ) throws {
        let pointer = try pointer()
        defer { sqlite3_reset(pointer) }
        try self.bind(pointer, bind)
        while try hasRow(pointer) {
            var cells = Cells(pointer, of: table)
            try read(&cells)
        }
    }

    /// All rows.
    func all<T>(
        _ bind: (inout RowBinding) throws -> Void = { _ in }, of table: String,
        read: (inout Cells) throws -> T
    ) throws -> [T] {
        var rows: [T] = []
        try each(bind, of: table) { rows.append(try read(&$0)) }
        return rows
    }

    private func pointer() throws -> OpaquePointer {
        if let compiled { return compiled.sqliteStatement }
        let statement = try db.cachedStatement(sql: sql)
        compiled = statement
        return statement.sqliteStatement
    }

    private func bind(
        _ pointer: OpaquePointer, _ bind: (inout RowBinding) throws -> Void
    ) throws {
        var row = RowBinding(pointer)
        try bind(&row)
        guard let code = row.failure else { return }
        throw failure(code)
    }

    private func hasRow(_ pointer: OpaquePointer) throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    private func failure(_ code: CInt) -> DatabaseError {
        let message = sqlite3_errmsg(db.sqliteConnection).map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }
}
