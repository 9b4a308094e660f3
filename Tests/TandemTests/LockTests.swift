import Foundation
import Testing

/// A second writer beside a running one.
struct LockTests {
    @Test func `beside a running writer others are refused by a clear sentence, and it goes on`()
        throws
    {
        let terminal = try Terminal()
        let samples = "\(Terminal.root)/samples"
        let bars = try terminal.write(Terminal.csv(Terminal.bars), to: "bars.csv")
        try terminal.tandem("import", "\(samples)/goog_daily.csv", "--symbol", "GOOG")
        // The writer is stopped in the middle of its work, and so still holds its lock.
        let writer = try Launch(
            starting: try Launch.path(of: "tandem"), ["paper", "--symbol", "GOOG", "--json"],
            in: terminal, environment: ["TANDEM_DATABASE": terminal.database])
        let holder = "\(writer.pid)\n"
        for _ in 0..<1_000 {
            let held = FileManager.default.contents(atPath: "\(terminal.database).lock")
            if held.map({ String(decoding: $0, as: UTF8.self) }) == holder { break }
            usleep(2_000)
        }
        #expect(kill(writer.pid, SIGSTOP) == 0)
        for run in [
            try terminal.tandem("paper", "--symbol", "GOOG"),
            try terminal.tandem("import", bars, "--symbol", "AAA"),
            try terminal.tandem("clear", "--yes-delete-everything"),
        ] {
            #expect(run.status == 1 && run.output.isEmpty)
            #expect(
                run.errors == """
                    tandem: another tandem (process \(writer.pid)) is writing to this database: \
                    end it first

                    """)
        }
        // To look is allowed.
        #expect(try terminal.isHealthy())
        kill(writer.pid, SIGCONT)
        writer.wait()
        #expect(writer.status == 0 && !writer.isKilled)
        #expect(try Account(writer.output).cash == 100_000)
        #expect(try terminal.isHealthy())
        #expect(try terminal.tandem("import", bars, "--symbol", "AAA").status == 0)
    }

    @Test func `a lock of SQLite's own, held past the time-out, is told, and nothing is written`()
        throws
    {
        let terminal = try Terminal.withBars()
        // Another program that knows nothing of our lock file, in a write of its own.
        let sqlite = try Launch(
            starting: "/usr/bin/sqlite3",
            [
                terminal.database, "BEGIN IMMEDIATE", ".shell touch \(terminal.path("held"))",
                ".shell sleep 60",
            ],
            in: terminal)
        defer {
            kill(sqlite.pid, SIGKILL)
            sqlite.wait()
        }
        for _ in 0..<1_000 where !FileManager.default.fileExists(atPath: terminal.path("held")) {
            usleep(5_000)
        }
        let run = try terminal.paper(
            #"[{"at": "2025-01-13", "symbol": "AAA", "side": "buy", "qty": 1}]"#)
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(
            run.errors == """
                tandem: nothing was written: another program holds the database longer than the \
                time-out; try again once that is mended

                """)
        kill(sqlite.pid, SIGKILL)
        sqlite.wait()
        #expect(try terminal.isHealthy())
        #expect(try terminal.tandem("paper", "--symbol", "AAA").status == 0)
    }
}
