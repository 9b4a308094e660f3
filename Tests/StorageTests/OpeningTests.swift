import Domain
import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct OpeningTests {
    @Test func `the writing connection waits for the disk at each commit`() async throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(at: folder.path("a.sqlite"), surroundings: .resting)
        let level = try await ledger.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(level == 2)
        let journal = try await ledger.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(journal == "wal")
        let keys = try await ledger.write { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") }
        #expect(keys == 1)
    }

    @Test func `a folder, a text and a database of another program are refused and left alone`()
        throws
    {
        let folder = try TemporaryFolder()
        #expect(throws: StorageError.notADatabase("\(folder.path) is a folder")) {
            try Ledger.open(at: folder.path, surroundings: .resting)
        }
        let text = folder.path("text.sqlite")
        try Data("no database at all, but a letter".utf8).write(to: URL(fileURLWithPath: text))
        let foreign = folder.path("foreign.sqlite")
        try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE a (b)") }
        for path in [text, foreign] {
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(throws: StorageError.self) {
                try Ledger.open(at: path, surroundings: .resting)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test func `a file that was cut off is named as damaged`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.sqlite")
        try Ledger.open(at: path, surroundings: .resting).close()
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for length in [50, 5_000, whole.count - 4_096] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            #expect(throws: StorageError.corrupt("\(path) is cut off")) {
                try Ledger.open(at: path, surroundings: .resting)
            }
        }
    }

    @Test func `an empty file becomes a ledger, and a newer one is left alone`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.sqlite")
        try Data().write(to: URL(fileURLWithPath: path))
        try Ledger.open(at: path, surroundings: .resting).close()
        try DatabaseQueue(path: path).writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA user_version = 9")
        }
        #expect(throws: StorageError.newerSchema(found: 9, known: 4)) {
            try Ledger.open(at: path, surroundings: .resting)
        }
    }

    @Test func `a path that cannot be written is unavailable`() {
        #expect(throws: StorageError.self) {
            try Ledger.open(at: "/proc/nothing/a.sqlite", surroundings: .resting)
        }
    }

    @Test func `what was booked is there after a restart`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.sqlite")
        var ledger = try Ledger.open(at: path, surroundings: .resting)
        let ticket = try buy("a", 10)
        try await ledger.trade(ticket, ticket.filled(at: "100"))
        let before = try await ledger.openState(.paper)
        try ledger.close()
        ledger = try Ledger.open(at: path, surroundings: .resting)
        #expect(try await ledger.openState(.paper) == before)
        #expect(before.lots[ticket.symbol]?.count == 1)
        #expect(try before.cash == money("99000"))
    }
}
