import Foundation
import Testing

/// `tandem import`: what it reports, and that it takes all or nothing.
struct ImportCommandTests {
    @Test func `each figure of the report is true, and nothing else is written`() throws {
        let terminal = try Terminal()
        let file = try terminal.write(Terminal.csv(Terminal.bars), to: "bars.csv")
        let first = try terminal.tandem("import", file, "--symbol", "AAA")
        #expect(first.status == 0 && first.errors.isEmpty)  // No progress without a terminal.
        #expect(
            first.output == """
                AAA 1d: 5 bars read, 5 added, 0 known, 0 replaced
                from 2025-01-13T05:00:00.000Z to 2025-01-17T05:00:00.000Z

                """)
        let again = try terminal.tandem("import", file, "--symbol", "AAA")
        #expect(again.output.hasPrefix("AAA 1d: 5 bars read, 0 added, 5 known, 0 replaced\n"))
        let more = try terminal.write(
            Terminal.csv(
                Terminal.bars[3...] + ["2025-01-21,104,105,103,104.1234567891,1000"]),
            to: "more.csv")
        let third = try terminal.tandem("import", more, "--symbol", "AAA", "--json")
        let report = try JSONDecoder().decode(Report.self, from: Data(third.output.utf8))
        #expect(
            report
                == Report(
                    symbol: "AAA", timeframe: "1d", read: 3, added: 1, known: 2, replaced: 0,
                    rounded_prices: 1, first: "2025-01-16T05:00:00.000Z",
                    last: "2025-01-21T05:00:00.000Z"))
        #expect(try terminal.isHealthy())
    }

    @Test func `bars that differ are an error that says how, and --replace takes them`() throws {
        let terminal = try Terminal.withBars()
        let before = try terminal.bytes()
        let file = try terminal.write(
            Terminal.csv(["2025-01-14,101,102,100,101.5,1000"]), to: "other.csv")
        let refused = try terminal.tandem("import", file, "--symbol", "AAA")
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(
            refused.errors == """
                tandem: The bar of 2025-01-14T05:00:00.000Z is stored with other values (close is \
                101, the file has 101.5); nothing was imported. Give --replace if the file is right.

                """)
        #expect(try terminal.bytes() == before)
        let replaced = try terminal.tandem("import", file, "--symbol", "AAA", "--replace")
        #expect(replaced.output.hasPrefix("AAA 1d: 1 bars read, 0 added, 0 known, 1 replaced"))
        #expect(try terminal.isHealthy())
    }

    @Test(arguments: [
        ("2025-01-14,101,102,100,nan,1", "close \"nan\""),
        ("2025-01-14,101,102,100,1e400,1", "close \"1e400\""),
        ("2025-01-14,101,102,100,-5,1", "close \"-5\""),
        ("2025-01-14,0,102,0,101,1", "\"0\""),
        ("2025-01-14,101,10000000000000000000,100,101,1", "high \"10000000000000000000\""),
        ("2025-01-14,101,99,100,101,1", "makes an impossible bar: high is below low"),
        ("2025-01-14,101,102,100,101,-1", "volume \"-1\""),
        ("2025-01-14,101,102,100,101,1\n2025-01-10,101,102,100,101,1", "is before the line above"),
        ("2025-01-13,101,102,100,101,1", "is the time of the line above once more"),
        ("2025-13-45,101,102,100,101,1", "is not a time"),
        ("2025-01-14,101,102", "Line 3 has 3 fields"),
        ("2025-01-14,101,102,100,\"101", "quote"),
        ("2025-01-14,101,102,100,1\u{0},1", "Line 3"),
    ])
    func `a line that cannot be is named with its value, and nothing is stored`(
        _ line: String, _ words: String
    ) throws {
        let terminal = try Terminal.withBars()
        let before = try terminal.bytes()
        let file = try terminal.write(Terminal.csv([Terminal.bars[0], line]), to: "bad.csv")
        let run = try terminal.tandem("import", file, "--symbol", "AAA")
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.errors.contains("\(file)") && run.errors.contains(words), "\(run.errors)")
        #expect(run.errors.contains("ine \(line.contains("\n") ? 4 : 3)"), "\(run.errors)")
        #expect(try terminal.bytes() == before)
    }

    @Test func `a symbol of 10,000 letters, an empty one and an unknown zone are refused`() throws {
        let terminal = try Terminal()
        let file = try terminal.write(Terminal.csv(Terminal.bars), to: "bars.csv")
        let long = String(repeating: "A", count: 10_000)
        for symbol in [long, "", "aaa", "A A", "../x"] {
            let run = try terminal.tandem("import", file, "--symbol", symbol)
            #expect(run.status == 64)
            #expect(run.errors.contains("--symbol cannot be '\(symbol.prefix(40))'"))
            #expect(run.errors.contains("A-Z 0-9 . - /") && run.errors.utf8.count < 1_000)
        }
        #expect(try terminal.tandem("import", file, "--symbol", "A", "--zone", "x").status == 64)
        let timeframe = try terminal.tandem("import", file, "--symbol", "A", "--timeframe", "2d")
        #expect(timeframe.errors.contains("1m, 5m, 15m, 30m, 1h, 1d"))
        #expect(!FileManager.default.fileExists(atPath: terminal.database))
    }

    @Test(arguments: ["/nowhere/at/all.csv", "/", "/dev/null"])
    func `a file that is none is an error that names it`(_ path: String) throws {
        let terminal = try Terminal()
        let run = try terminal.tandem("import", path, "--symbol", "AAA")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("tandem: \(path)"), "\(run.errors)")
    }

    private struct Report: Decodable, Equatable {
        let symbol, timeframe: String
        let read, added, known, replaced, rounded_prices: Int
        let first, last: String
    }
}
