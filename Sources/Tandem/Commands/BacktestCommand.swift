import ArgumentParser
import Backtest
import Desk
import Domain
import ExactJSON
import Foundation
import Storage
import Strategies

/// `tandem backtest`: a strategy on bars of the past.
struct BacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Run a strategy on bars of the past.",
        discussion: """
            Orders decided at a bar's close fill on the next bar, by the same engine as paper. The \
            same data and config give the same result, and the same hash.

            \(strategies)

            EXAMPLE: tandem backtest --bars samples/goog_daily.csv --strategy sma-cross \
            --set fast=10 --set slow=30 --plot equity.svg
            """)

    @OptionGroup var options: BacktestOptions

    @Flag(name: .long, help: "Print stats, trades, open trades, equity and timing as JSON.")
    var json = false

    @Flag(name: .long, help: "List orders in the JSON too.")
    var orders = false

    @Option(name: .long, help: "Write the curves of equity and drawdown to this SVG file.")
    var plot: String?

    @Flag(name: .long, help: "Keep the result in the database, where the desk shows it.")
    var save = false

    @Option(name: .long, help: "How many trades to print.")
    var trades = 20

    @OptionGroup var database: DatabaseOption

    /// What strategies there are, for the help.
    private static var strategies: String {
        StrategyCatalog.builtIn.strategies.map { strategy in
            let names = strategy.description.parameters.map {
                "\($0.name)=\($0.standard)"
            }
            return "\(strategy.description.name): \(names.joined(separator: " "))"
        }.joined(separator: "\n")
    }

    func run() async throws {
        var config = try options.backtestConfig()
        config.keepsOrders = orders
        let loading = Stopwatch()
        let input = try await BacktestInput(options, database)
        let loadSeconds = loading.seconds
        let running = Stopwatch()
        let outcome = try Self.run(config, on: input.data)
        let timing = BacktestTiming(
            loadSeconds: loadSeconds, engineSeconds: running.seconds,
            engineComputedSeconds: running.computedSeconds, bars: outcome.barCount)
        let report = try BacktestReport(outcome, on: input.data)
        if let plot { try EquityPlot(report, on: input).write(to: plot) }
        var answer = BacktestAnswer(
            config: config, input: input, report: report, timing: timing, hash: outcome.digest)
        if save { answer.runID = try await keep(report, of: config, on: input.data) }
        if json {
            FileHandle.standardOutput.write(Data(answer.json + [10]))
        } else {
            print(answer.text(trades: trades))
        }
    }

    /// Saves the result.
    ///
    /// - Returns: the name it is kept by.
    private func keep(
        _ report: BacktestReport, of config: BacktestConfig, on data: BacktestData
    ) async throws -> String {
        var asked = try options.configFields()
        asked["symbols"] = .array(data.series.map { .string($0.symbol.description) })
        if let timeframe = options.timeframe { asked["timeframe"] = .string(timeframe) }
        if let bytes = options.actions.flatMap({ FileManager.default.contents(atPath: $0) }) {
            asked["actions"] = .string(String(decoding: bytes, as: UTF8.self))
        }
        let archive = BacktestArchive(
            report, of: config, on: data, asked: JSONValue.object(JSONObject(fields: asked)).text)
        return try await database.writing { ledger in
            let runID = Surroundings.real.newOrderID().description
            try await ledger.save(archive.result(named: runID, at: Surroundings.real.wallNow()))
            return runID
        }
    }

    private static func run(
        _ config: BacktestConfig, on data: BacktestData
    ) throws -> BacktestOutcome {
        let total = data.series.reduce(0) { $0 + $1.bars.count }
        var progress = ProgressBar("Running")
        defer { progress.end() }
        return try BacktestRun(config, on: data).run { done in
            progress.show(Double(done) / Double(max(1, total)))
            return true
        }
    }
}
