import Foundation
import Testing

/// `tandem doctor` and `tandem clear`.
struct DoctorCommandTests {
    private static let orders = """
        [{"at": "2025-01-13", "symbol": "AAA", "side": "buy", "qty": 10, "client_order_id": "in"},
         {"at": "2025-01-15", "symbol": "AAA", "side": "sell", "qty": 4, "client_order_id": "out"}]
        """

    /// A database with a trade, a position and a fill.
    private static func traded() throws -> Terminal {
        let terminal = try Terminal.withBars()
        try #require(try terminal.paper(orders).status == 0)
        return terminal
    }

    @Test func `a sound database ends with status 0, and stays as it is`() throws {
        let terminal = try Self.traded()
        let before = try terminal.bytes()
        let run = try terminal.tandem("doctor")
        #expect(run.status == 0 && run.output == "Nothing found: all is as it should be.\n")
        #expect(try terminal.tandem("doctor", "--json").output == "[\n\n]\n")
        #expect(try terminal.bytes() == before)
    }

    @Test(arguments: [
        ("paper_fills", "price_nanos", "price_nanos + 1"),
        ("paper_trades", "realized_pnl", "1000000"),
        ("paper_positions", "shares", "7"),
        ("paper_cash", "amount_nanos", "amount_nanos * 2"),
        ("mode_state", "paper_balance", "1"),
        ("bars", "payload", "x'00'"),
    ])
    func `a cell that was changed is named, with status 1`(
        _ table: String, _ column: String, _ value: String
    ) throws {
        let terminal = try Self.traded()
        let change = """
            PRAGMA ignore_check_constraints = 1; UPDATE \(table) SET \(column) = \(value)
            WHERE rowid = (SELECT min(rowid) FROM \(table))
            """
        let sqlite = try Launch("/usr/bin/sqlite3", [terminal.database, change], in: terminal)
        try #require(sqlite.status == 0, "\(sqlite.errors)")
        let run = try terminal.tandem("doctor")
        #expect(run.status == 1)
        #expect(run.output.contains("\(table), row"), "\(run.output)")
        #expect(run.output.contains(". Keep this file as it is"))
        let json = try terminal.tandem("doctor", "--json")
        #expect(json.status == 1 && json.output.contains("\"table\" : \"\(table)\""))
    }

    @Test func `clear asks for its flag, empties the trading and keeps the bars`() throws {
        let terminal = try Self.traded()
        let before = try terminal.bytes()
        let refused = try terminal.tandem("clear")
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(
            refused.errors
                == "tandem: nothing was deleted: add --yes-delete-everything to confirm\n")
        #expect(try terminal.bytes() == before)
        #expect(try terminal.tandem("clear", "--yes-delete-everything").status == 0)
        #expect(try terminal.isHealthy())
        let account = try Account(terminal.paper(Self.orders, "--json").output)
        #expect(account.footer.closed == 1 && account.cash == 99_402)
        #expect(try terminal.isHealthy())
    }

    @Test(arguments: [
        "", "hello, this is a letter\n", String(repeating: "SQLite format 4\0", count: 400),
        "SQLite format 3\0", "SQLite format 3\0" + String(repeating: "\u{1}", count: 5_000),
    ])
    func `a file that is no database of ours is refused by each command and left as it is`(
        _ content: String
    ) throws {
        let terminal = try Terminal()
        let bars = try terminal.write(Terminal.csv(Terminal.bars), to: "bars.csv")
        _ = try terminal.write(content, to: "tandem.sqlite")
        guard !content.isEmpty else {  // An empty file is one that nobody has begun to use.
            #expect(try terminal.tandem("import", bars, "--symbol", "AAA").status == 0)
            return
        }
        let before = try terminal.bytes()
        for run in [
            try terminal.tandem("import", bars, "--symbol", "AAA"), try terminal.tandem("doctor"),
            try terminal.tandem("paper", "--symbol", "AAA"),
            try terminal.tandem("clear", "--yes-delete-everything"),
        ] {
            #expect(run.status == 1 && run.output.isEmpty)
            #expect(run.errors.hasPrefix("tandem: "), "\(run.errors)")
            #expect(run.errors.contains("database"), "\(run.errors)")
            #expect(!run.errors.contains("SQLite error"), "\(run.errors)")
        }
        #expect(try terminal.bytes() == before)
    }

    @Test func `another program's database and one that was cut off are refused and left`() throws {
        let terminal = try Self.traded()
        let whole = try #require(FileManager.default.contents(atPath: terminal.database))
        for length in [60, 99, 4_096, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(filePath: terminal.database))
            for path in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: terminal.database + path)
            }
            let before = try terminal.bytes()
            for run in [
                try terminal.tandem("doctor"), try terminal.tandem("paper", "--symbol", "AAA"),
            ] {
                #expect(run.status == 1 && run.errors.contains("is cut off"), "\(run.errors)")
            }
            #expect(try terminal.bytes() == before, "cut at \(length)")
        }
        let other = try Terminal()
        let make = "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')"
        _ = try Launch("/usr/bin/sqlite3", [other.database, make], in: other)
        let before = try other.bytes()
        let run = try other.tandem("paper", "--symbol", "AAA")
        #expect(run.status == 1 && run.errors.contains("belongs to another program"))
        #expect(try other.bytes() == before)
    }
}
