import ArgumentParser
import Desk
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
        let dated = try actions.map(Self.dated) ?? []
        let end = try until.map { text in
            try Self.parsed(text, as: "--until", allowed: "a date such as 2004-08-27") { Day($0) }
        }
        let symbols = try symbols()
        let timeframe = try Self.timeframe(timeframe)
        _ = try database.existing()
        let account = try await database.writing { ledger in
            let series = try await series(of: symbols, timeframe, in: ledger)
            let costs = try await bind(series, dated, in: ledger)
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

    /// The stored bars of each symbol.
    private func series(
        of symbols: [Symbol], _ timeframe: Timeframe?, in ledger: Ledger
    ) async throws -> [ReplaySeries] {
        let held = try await ledger.bars.series()
        var series: [ReplaySeries] = []
        for symbol in symbols {
            let kinds = held.filter {
                $0.symbol == symbol && (timeframe == nil || $0.timeframe == timeframe)
            }
            guard let kind = kinds.first else {
                throw CommandFault("there are no bars of \(symbol): import some first")
            }
            guard kinds.count == 1 else {
                let names = kinds.map(\.timeframe.rawValue).joined(separator: ", ")
                throw CommandFault("\(symbol) has bars of \(names): give --timeframe")
            }
            let bars = try await ledger.bars.load(symbol, kind.timeframe)
            series.append(ReplaySeries(symbol: symbol, timeframe: kind.timeframe, bars: bars))
        }
        return series
    }

    /// Binds the paper epoch to these bars, or checks that it goes on with what it traded on;
    /// returns what trading costs it.
    private func bind(
        _ series: [ReplaySeries], _ dated: [DatedAction], in ledger: Ledger
    ) async throws -> CostPreset {
        let state = try await ledger.openState(.paper)
        let bound = CostPreset.allCases.first { $0.settings == state.settings }
        if let bound, let costs, state.cursor != nil, bound != costs {
            throw CommandFault(
                "the paper account has traded with --costs \(bound.rawValue). \(Self.waysOut)")
        }
        let feed = ReplayFeed(series: series, actions: dated)
        if let earlier = state.feed, state.cursor != nil,
            let why = feed.contradiction(of: earlier, through: state.cursor?.time)
        {
            throw CommandFault("the paper account cannot go on: \(why). \(Self.waysOut)")
        }
        let costs = costs ?? bound ?? .optimistic
        try await ledger.bindPaper(
            to: feed.binding, continuing: state.feed, settings: costs.settings)
        return costs
    }

    private static let waysOut = """
        Go on with what it has traded on, use another --database, or start over with tandem clear.
        """

    private static func dated(_ path: String) throws(CommandFault) -> [DatedAction] {
        do throws(BarFileError) {
            return try ActionFile(path: path).actions
        } catch {
            throw CommandFault(error.isOfPath ? "\(error)" : "\(path): \(error)")
        }
    }

    private static func endOfDay(_ day: Day) -> Timestamp {
        NewYork.instant(of: day, secondsOfDay: 86_399)
    }
}

/// The named cost models.
enum CostPreset: String, CaseIterable, ExpressibleByArgument {
    case optimistic, realistic, harsh

    /// As an epoch notes them.
    var settings: String { "{\"costs\":\"\(rawValue)\"}" }

    var model: CostModel {
        switch self {
        case .optimistic: .optimistic
        case .realistic: .realistic
        case .harsh: .harsh
        }
    }
}
