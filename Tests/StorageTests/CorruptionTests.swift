import Domain
import FoundationEssentials
import GRDB
import Testing

@testable import Storage

/// No cell of the file can be altered without the doctor naming its table and column.
struct CorruptionTests {
    @Test func `a sound file with every kind of row has no finding`() async throws {
        let folder = try TemporaryFolder()
        let path = try await soundFile(in: folder)
        #expect(try Doctor.examine(path: path) == [])
        let ledger = try Ledger.open(at: path, surroundings: tickingSurroundings())
        #expect(try await ledger.examine() == [])
        try await ledger.write { db in
            try db.execute(sql: "UPDATE paper_cash SET amount_nanos = amount_nanos + 1")
        }
        #expect(try await !ledger.examine().isEmpty)
    }

    @Test(arguments: TableGroup.allCases)
    fileprivate func `whichever cell is altered, the doctor names its table and column`(
        _ group: TableGroup
    ) async throws {
        let folder = try TemporaryFolder()
        let file = try DatabaseQueue(path: try await soundFile(in: folder))
        let (missed, count) = try await file.writeWithoutTransaction { db in
            // As a careless hand would: without the rules that the tables have.
            try db.execute(
                sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
            var missed: [String] = []
            var count = 0
            for cell in try Cell.all(of: group, in: db) {
                for altered in cell.alterations.prefix(cell.isFirst ? 9 : 1) {
                    count += 1
                    guard let named = try cell.isNamed(when: altered, in: db) else { continue }
                    if !named { missed.append("\(cell) altered to \(altered.shown)") }
                }
            }
            return (missed, count)
        }
        #expect(missed == [])
        #expect(count > 200)
        #expect(try await file.read { try Doctor.examine($0) } == [])
    }

    @Test(arguments: TradingMode.allCases)
    func `a row that is missing or too many is found`(_ mode: TradingMode) async throws {
        let folder = try TemporaryFolder()
        let file = try DatabaseQueue(path: try await soundFile(in: folder))
        try await file.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ?",
                arguments: ["\(mode.rawValue)_%"])
            for table in tables where !table.hasSuffix("_marks") && !table.hasSuffix("_equity") {
                try db.inSavepoint {
                    let key = try db.primaryKey(table).columns[0]
                    try db.execute(
                        sql: """
                            DELETE FROM \(table)
                            WHERE \(key) = (SELECT max(\(key)) FROM \(table))
                            """)
                    let findings = try Doctor.examine(db)
                    #expect(!findings.isEmpty, "\(table) without its last row")
                    return .rollback
                }
            }
        }
    }

    private func soundFile(in folder: TemporaryFolder) async throws -> String {
        let path = folder.path("desk.sqlite")
        let ledger = try Ledger.open(at: path, surroundings: tickingSurroundings())
        try await EveryKindOfRow(ledger: ledger).write()
        try ledger.close()
        return path
    }
}

/// A part of the tables, so that the parts run beside each other.
private enum TableGroup: String, CaseIterable {
    case paper
    case live
    case desk

    func includes(_ table: String) -> Bool {
        let mode = TableGroup(rawValue: String(table.prefix { $0 != "_" }))
        return self == (mode ?? .desk) && !table.hasPrefix("sqlite_")
    }
}

/// A cell of the file, and what it might be altered to.
private struct Cell: CustomStringConvertible {
    let table: String
    let column: String
    let condition: String
    let value: DatabaseValue
    let isNullable: Bool
    let type: String
    /// Whether it is the one of its column to be altered in every way.
    let isFirst: Bool

    var description: String { "\(table).\(column) \(condition) of \(value.shown)" }

    /// The first and last row of each column, and the first that is not NULL there.
    static func all(of group: TableGroup, in db: Database) throws -> [Cell] {
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        let tables = try String.fetchAll(db, sql: sql).filter(group.includes)
        return try tables.flatMap { table in
            let keys = try db.primaryKey(table).columns
            return try db.columns(in: table).flatMap { column in
                var conditions: [String] = []
                for order in [
                    "\(column.name) IS NULL, \(keys.joined(separator: ","))",
                    keys.joined(separator: ","), keys.joined(separator: " DESC,") + " DESC",
                ] {
                    let sql = """
                        SELECT \(keys.joined(separator: ",")), \(column.name) FROM \(table)
                        ORDER BY \(order) LIMIT 1
                        """
                    let row = try #require(try Row.fetchOne(db, sql: sql), "\(table) is empty")
                    conditions.append(
                        try zip(keys, row.databaseValues).map { key, value in
                            "\(key) = \(try value.sqlExpression(in: db))"
                        }.joined(separator: " AND "))
                }
                return try Set(conditions).sorted().map { condition in
                    let sql = "SELECT \(column.name) FROM \(table) WHERE \(condition)"
                    return Cell(
                        table: table, column: column.name, condition: condition,
                        value: try DatabaseValue.fetchOne(db, sql: sql) ?? .null,
                        isNullable: !column.isNotNull && column.primaryKeyIndex == 0,
                        type: column.type, isFirst: condition == conditions[0])
                }
            }
        }
    }

    var alterations: [DatabaseValue] {
        var altered: [DatabaseValue] =
            switch value.storage {
            case .null:
                switch type {
                case "INTEGER": [Int64(0), 1].map(\.databaseValue)
                case "REAL": [0.0, 1.5].map(\.databaseValue)
                default: ["".databaseValue, "x".databaseValue]
                }
            case .int64(let number):
                [
                    (number == .max ? 0 : number + 1).databaseValue, (~number).databaseValue,
                    Int64.max.databaseValue, Int64.min.databaseValue,
                ]
            case .double(let number):
                [number.nextUp.databaseValue, (-number - 1).databaseValue]
            case .string(let text):
                ["\(text)x".databaseValue, "".databaseValue, String(text.reversed()).databaseValue]
            case .blob(let data): [flipped(data).databaseValue, data.dropLast().databaseValue]
            }
        if isNullable, !value.isNull { altered.append(.null) }
        return altered.filter { $0 != value }
    }

    private func flipped(_ data: Data) -> Data {
        var bytes = Array(data)
        bytes[bytes.count / 2] ^= 0x10
        return Data(bytes)
    }

    private static func isNamed(
        _ table: String, _ column: String, byAll isThorough: Bool, _ db: Database
    ) throws -> Bool {
        if isThorough {
            return try Doctor.examine(db).contains { $0.table == table && $0.column == column }
        }
        // Those of the file and the schema last: they name few cells and take their time.
        for run in Doctor.examinations.dropFirst(2) + Doctor.examinations.prefix(2) {
            var findings = Findings()
            do { try run(db, &findings) } catch { continue }
            if findings.list.contains(where: { $0.table == table && $0.column == column }) {
                return true
            }
        }
        return false
    }

    /// Whether the doctor names the cell; nil where the table itself refuses the alteration.
    func isNamed(when altered: DatabaseValue, in db: Database) throws -> Bool? {
        var isNamed: Bool?
        try db.inSavepoint {
            do {
                try db.execute(
                    sql: "UPDATE \(table) SET \(column) = ? WHERE \(condition)",
                    arguments: [altered])
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                return .rollback
            }
            // An extreme value must pass all examinations without ending the process; for the
            // others it is enough that one names the cell.
            isNamed = try Self.isNamed(table, column, byAll: altered == Int64.min.databaseValue, db)
            return .rollback
        }
        return isNamed
    }
}

extension DatabaseValue {
    /// The value as it is written in a statement.
    fileprivate func sqlExpression(in db: Database) throws -> String {
        let sql = "SELECT quote(?)"
        return try String.fetchOne(db, sql: sql, arguments: [self]) ?? "NULL"
    }
}
