import Domain
import FoundationEssentials
import GRDB
import Testing

@testable import Storage

struct DoctorTests {
    @Test func `a new file is sound`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("desk.sqlite")
        let ledger = try Ledger.open(at: path, surroundings: .resting)
        #expect(try await ledger.examine() == [])
        #expect(try Doctor.examine(path: path) == [])  // While it is in use.
    }

    @Test func `a cleared desk is sound, and what follows too`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("desk.sqlite")
        let ledger = try Ledger.open(at: path, surroundings: tickingSurroundings())
        for round in 1...2 {
            for mode in TradingMode.allCases {
                let entry = try buy("\(mode)-\(round)-a", 10)
                let exit = try sell("\(mode)-\(round)-b", 10)
                try await ledger.trade(entry, entry.filled(at: "100", fee: "1"), mode: mode)
                try await ledger.trade(
                    exit, exit.fill(3, to: 3, at: "101"), exit.fill(7, to: 10, at: "102"),
                    mode: mode)
            }
            #expect(try await ledger.examine() == [])
            try await ledger.clearAllTradingData()
            #expect(try await ledger.examine() == [])
        }
    }

    @Test func `a finding says in one line what stands where and what should`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let entry = try buy("a", 10)
        try await ledger.trade(entry, entry.filled(at: "100"))
        try await ledger.write { db in
            try db.execute(sql: "UPDATE paper_trades SET shares = 11")
        }
        #expect(
            try await ledger.examine().map(\.description) == [
                "paper_trades, row 1, shares: found 11, expected 10"
            ])
    }

    @Test func `it keeps no more in mind than what is open`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        for number in 0..<20 {
            let entry = try buy("\(number)-a", 10)
            let exit = try sell("\(number)-b", 10, lots: .lot(entry.id))
            let stop = entry.leg(.stop, type: .stop(try price("9")), quantity: try shares(10))
            try await ledger.trade(entry, entry.filled(at: "100"))
            try await ledger.book(
                [.placed(stop, at: opening), .accepted(stop.id, at: opening)], mode: .paper)
            guard number > 0 else { continue }
            try await ledger.trade(
                exit, exit.fill(4, to: 4, at: "101"), exit.fill(6, to: 10, at: "101"))
            try await ledger.book(
                [.cancelled(stop.id, .positionClosed, at: opening)], mode: .paper)
        }
        let held = try await ledger.read { db in
            let fold = try BookExamination(tables: .of(.paper), db: db).followed()
            return (
                orders: fold.orders.values.map { $0.ticket.id.description }.sorted(),
                trades: fold.trades.count, names: fold.numbers.count, parts: fold.closed.count
            )
        }
        // Nothing more happens to the orders of the one that is held.
        #expect(held.orders == [] && held.names == 0)
        #expect(held.trades == 1 && held.parts == 0)
        #expect(try await ledger.examine() == [])
    }

    @Test func `a changed schema is found`() async throws {
        let statements = [
            "DROP INDEX idx_paper_trades_symbol", "CREATE TABLE mine (x)",
            "ALTER TABLE signals ADD COLUMN mine TEXT", "PRAGMA user_version = 0",
            "DELETE FROM grdb_migrations",
        ]
        for statement in statements {
            let ledger = try Ledger.inMemory(surroundings: .resting)
            try await ledger.write { db in try db.execute(sql: statement) }
            #expect(try await !ledger.examine().isEmpty, "\(statement)")
        }
    }

    @Test func `a file that is cut off, foreign or absent is refused and stays as it was`()
        async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path("desk.sqlite")
        let ledger = try Ledger.open(at: path, surroundings: .resting)
        try ledger.close()
        let whole = try Data(contentsOf: URL(filePath: path))
        let texts = [Data("not a database at all".utf8), Data(count: 5_000)]
        let cuts = [0.9, 0.5, 0.1].map { whole.prefix(Int(Double(whole.count) * $0)) }
        for (index, content) in (texts + cuts + [whole.prefix(50)]).enumerated() {
            let file = folder.path("\(index).sqlite")
            try content.write(to: URL(filePath: file))
            let isRefused: Bool
            do {
                isRefused = try !Doctor.examine(path: file).isEmpty
            } catch {
                isRefused = true
            }
            #expect(isRefused, "file \(index)")
            #expect(try Data(contentsOf: URL(filePath: file)) == content)
        }
        #expect(throws: StorageError.self) { try Doctor.examine(path: folder.path("none")) }
        #expect(!FileManager.default.fileExists(atPath: folder.path("none")))
    }

    @Test func `damaged pages end in findings, never in a crash`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("desk.sqlite")
        let ledger = try Ledger.open(at: path, surroundings: tickingSurroundings())
        try await EveryKindOfRow(ledger: ledger).write()
        try ledger.close()
        let whole = try Data(contentsOf: URL(filePath: path))
        for page in stride(from: 1, to: whole.count / 4_096, by: 3) {
            var damaged = whole
            for offset in stride(from: page * 4_096, to: (page + 1) * 4_096, by: 7) {
                damaged[offset] ^= 0x55
            }
            let file = folder.path("damaged.sqlite")
            try damaged.write(to: URL(filePath: file))
            let isFound = (try? !Doctor.examine(path: file).isEmpty) ?? true
            #expect(isFound, "page \(page)")
        }
    }
}
