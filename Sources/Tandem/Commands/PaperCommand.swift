public import ArgumentParser
public import Desk
import Domain
import MarketCalendar
import MarketData
import Simulation
import Storage

/// `tandem paper`: the paper account on a replay of stored bars.
struct PaperCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper",
        abstract: "Trade the paper account on stored bars, with orders from a file.",
        discussion: """
            Replays the bars of the symbols through the paper account and keeps its books: orders, \
            fills, trades, positions, cash and daily marks. A second run goes on where the first \
            stopped. An order placed at a date's close fills at the next bar.

            EXAMPLE: tandem paper --symbol GOOG --orders orders.json
            """)

    @Option(name: .long, help: "Whose bars to trade on; may be given several times.")
    var symbol: [String]

    @Option(name: .long, help: "A JSON list of orders, cancels and replacements.")
    var orders: String?

    @Option(name: .long, help: "A CSV file of splits and dividends.")
    var actions: String?

    @Option(name: .long, help: "Which bars, where a symbol has several kinds.")
    var timeframe: String?

    @Option(name: .long, help: "Stop after the close of this date; the next run goes on.")
    var until: String?

    @Option(
        name: .long,
        help: """
            What trading costs: optimistic (nothing; the default), realistic or harsh. An account \
            keeps the costs that it began with.
            """)
    var costs: CostPreset?

    @Option(name: .long, help: "How many day groups to print.")
    var days = 50

    @Flag(name: .long, help: "Print the account as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOption

    func validate() throws {
        guard !symbol.isEmpty else { throw ValidationError("give at least one --symbol") }
        guard (1...10_000).contains(days) else { throw ValidationError("--days is 1 to 10000") }
    }

    func run() async throws {
        let script = try orders.map { try OrdersFile(path: $0).actions } ?? []
        let dated = try actions.map(ActionFile.dated) ?? []
        let end = try until.map { text in
            try Self.parsed(text, as: "--until", allowed: "a date such as 2004-08-27") { Day($0) }
        }
        let symbols = try symbols()
        let timeframe = try Self.timeframe(timeframe)
        _ = try database.existing()
        let account = try await database.writing { ledger in
            let series = try await PaperBinding.series(of: symbols, timeframe, in: ledger)
            let costs = try await PaperBinding.bind(series, dated, costs: costs, in: ledger)
            let replay = Replay(series, actions: dated)
            let run = try await PaperReplay(
                replay, script: script, rules: EngineRules(costs: costs.model), ledger: ledger)
            let outcome = try await finish(run, of: replay.barCount, through: end)
            return try await AccountAnswer(of: ledger, days: days, outcome: outcome)
        }
        json ? try JSONOutput.print(account) : print(account.text)
    }

    private func finish(
        _ run: PaperReplay, of bars: Int, through end: Day?
    ) async throws -> PaperOutcome {
        var (run, progress) = (run, ProgressBar("Trading"))
        defer { progress.end() }
        return try await run.run(through: end.map(Self.endOfDay)) { done in
            progress.show(Double(done.bars) / Double(max(1, bars)))
        }
    }

    private func symbols() throws -> [Symbol] {
        var symbols: [Symbol] = []
        for text in symbol {
            let symbol = try Self.symbol(text)
            guard !symbols.contains(symbol) else {
                throw ValidationError("--symbol \(symbol) is given twice")
            }
            symbols.append(symbol)
        }
        return symbols
    }

    private static func endOfDay(_ day: Day) -> Timestamp {
        NewYork.instant(of: day, secondsOfDay: 86_399)
    }
}

extension CostPreset: ExpressibleByArgument {}
