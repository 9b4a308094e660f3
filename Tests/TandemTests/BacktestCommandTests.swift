import Foundation
import Testing

/// `tandem backtest`, `sweep` and `lookahead`: what they print, and what they refuse.
struct BacktestCommandTests {
    private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")

    private static let goog = samples.appending(path: "goog_daily.csv").path

    private struct Answer: Decodable {
        struct Stats: Decodable {
            let final_equity, total_return, buy_and_hold_return: Double
            let n_closed_trades: Int
        }
        struct Trade: Decodable {
            let entry_time, exit_reason, signal_reason, signal_explanation: String
            let mae, mfe: Double
        }
        struct Timing: Decodable {
            let load_seconds, engine_seconds, engine_cpu_seconds: Double
            let bars: Int
        }
        let stats: Stats
        let trades: [Trade]
        let equity: [Double]
        let timing: Timing
        let result_hash: String
    }

    private func run(_ terminal: Terminal, _ more: String...) throws -> Answer {
        let launch = try terminal.tandem(
            ["backtest", "--bars", Self.goog, "--strategy", "sma-cross", "--json"] + more)
        #expect(launch.status == 0, "\(launch.errors)")
        return try JSONDecoder().decode(Answer.self, from: Data(launch.output.utf8))
    }

    @Test func `a run prints the shape of the reference, with timing and hash`() throws {
        let terminal = try Terminal()
        let answer = try run(terminal, "--commission", "0.001")
        #expect(answer.stats.n_closed_trades == 32)
        #expect(answer.trades[0].entry_time.hasPrefix("2004-"))
        #expect(answer.trades[0].signal_explanation.hasPrefix("The 10 bar average rose to "))
        #expect(answer.trades.allSatisfy { $0.mae <= 0 && $0.mfe >= 0 })
        #expect(answer.equity.last == answer.stats.final_equity)
        #expect(answer.timing.bars == 2_148)
        #expect(try run(terminal, "--commission", "0.001").result_hash == answer.result_hash)
        #expect(try run(terminal, "--set", "fast=5").result_hash != answer.result_hash)
    }

    @Test func `a config file and flags say the same`() throws {
        let terminal = try Terminal()
        let file = try terminal.write(
            #"{"initial_cash": 100000, "commission_rate": 0.001, "strategy": {"kind": "sma_cross", "#
                + #""fast": 5}, "sizing": {"kind": "fixed", "fixed": 10}}"#, to: "config.json")
        let launch = try terminal.tandem(
            ["backtest", "--bars", Self.goog, "--config", file, "--json"])
        let own = try JSONDecoder().decode(Answer.self, from: Data(launch.output.utf8))
        let flags = try run(
            terminal, "--set", "fast=5", "--sizing", "fixed:10", "--commission", "0.001")
        #expect(own.result_hash == flags.result_hash)
    }

    @Test func `text has figures, tables and trades, and the plot is a picture`() throws {
        let terminal = try Terminal()
        let plot = terminal.path("equity.svg")
        let launch = try terminal.tandem([
            "backtest", "--bars", Self.goog, "--strategy", "donchian_atr", "--plot", plot,
        ])
        #expect(launch.status == 0)
        for word in ["Buy and hold", "By exit reason", "stop", "Last trades", "Result "] {
            #expect(launch.output.contains(word), "\(word)")
        }
        let svg = try String(contentsOfFile: plot, encoding: .utf8)
        #expect(svg.hasPrefix("<svg") && svg.contains("<polyline"))
        #expect(!svg.contains("nan"))
    }

    @Test(arguments: [
        (["--strategy", "magic"], "sma_cross"),
        (["--strategy", "sma-cross", "--set", "fast=0"], "fast"),
        (["--strategy", "sma-cross", "--set", "fast"], "name=value"),
        (["--strategy", "sma-cross", "--from", "2030-01-01"], "2013-03-01"),
        (["--strategy", "sma-cross", "--sizing", "half"], "--sizing"),
        (["--strategy", "sma-cross", "--cash", "0"], "initial_cash"),
        (["--strategy", "opening-range-breakout"], "one bar a day"),
        (["--config", "/absent.json"], "/absent.json"),
        ([], "--strategy"),
    ])
    func `what cannot be run is refused in words`(_ words: [String], _ part: String) throws {
        let terminal = try Terminal()
        let launch = try terminal.tandem(["backtest", "--bars", Self.goog] + words)
        #expect(launch.status != 0)
        #expect(launch.output.isEmpty)
        #expect(launch.errors.contains(part), "\(launch.errors)")
    }

    @Test func `a sweep that was broken off goes on, and comes to the same`() throws {
        let terminal = try Terminal()
        func sweep(_ file: String) throws -> String {
            let launch = try terminal.tandem([
                "sweep", "--bars", Self.goog, "--strategy", "sma-cross", "--set", "fast=5:20:5",
                "--set", "slow=30,50", "--out", file,
            ])
            #expect(launch.status == 0, "\(launch.errors)")
            return try String(contentsOfFile: file, encoding: .utf8)
        }
        let whole = try sweep(terminal.path("whole.csv"))
        let lines = whole.split(separator: "\n")
        #expect(lines.count == 9)
        let part = terminal.path("part.csv")
        let broken = lines.prefix(4).joined(separator: "\n") + "\n" + lines[4].prefix(5)
        try broken.write(toFile: part, atomically: true, encoding: .utf8)
        #expect(try Set(sweep(part).split(separator: "\n")) == Set(lines))
        let other = try terminal.tandem([
            "sweep", "--bars", Self.goog, "--strategy", "sma-cross", "--set", "fast=5:20:5",
            "--set", "slow=30,50", "--out", part, "--cash", "5000",
        ])
        #expect(other.status != 0 && other.errors.contains("another sweep"))
    }

    @Test func `a walk forward tells what is left on days it had not seen`() throws {
        let terminal = try Terminal()
        let launch = try terminal.tandem([
            "sweep", "--bars", Self.goog, "--strategy", "sma-cross", "--set", "fast=5,10",
            "--set", "slow=30,50", "--walk-forward", "3",
        ])
        #expect(launch.status == 0, "\(launch.errors)")
        #expect(launch.output.contains("deflated Sharpe for 4 trials"))
    }

    @Test func `lookahead finds nothing in a strategy that sees the past only`() throws {
        let terminal = try Terminal()
        let launch = try terminal.tandem(["lookahead", "donchian-atr", "--bars", Self.goog])
        #expect(launch.status == 0, "\(launch.errors)")
        #expect(launch.output.contains("50 cuts changed nothing before them"))
    }

    @Test func `a result that was saved is kept with the name that was told`() throws {
        let terminal = try Terminal()
        let launch = try terminal.tandem([
            "backtest", "--bars", Self.goog, "--strategy", "sma-cross", "--save",
        ])
        #expect(launch.status == 0, "\(launch.errors)")
        let told = launch.output.split(separator: "\n").last.map { $0.dropFirst("Saved as ".count) }
        #expect(told?.count == 36)
        #expect(try terminal.isHealthy())
    }

    @Test func `sessions without bars are counted`() throws {
        let terminal = try Terminal()
        let launch = try terminal.tandem([
            "backtest", "--bars", Self.goog, "--strategy", "sma-cross",
        ])
        #expect(launch.output.contains("Missing days"), "\(launch.output)")
    }

    @Test func `symbols of the database are run like files`() throws {
        let terminal = try Terminal()
        let imported = try terminal.tandem(["import", Self.goog, "--symbol", "GOOG"])
        #expect(imported.status == 0)
        let stored = try terminal.tandem([
            "backtest", "--symbol", "GOOG", "--strategy", "sma-cross", "--json",
        ])
        #expect(stored.status == 0, "\(stored.errors)")
        let own = try JSONDecoder().decode(Answer.self, from: Data(stored.output.utf8))
        #expect(try run(terminal).result_hash == own.result_hash)
    }
}

extension Terminal {
    /// The same for arguments in a list.
    fileprivate func tandem(_ arguments: [String]) throws -> Launch {
        let launch = try Launch(
            try Launch.path(of: "tandem"), arguments, in: self,
            environment: ["TANDEM_DATABASE": database])
        #expect(!launch.isKilled, "tandem \(arguments) died of signal \(launch.status)")
        return launch
    }
}
