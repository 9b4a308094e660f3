import Glibc

/// `bench [--list] [--repetitions N] [--write-bars FILE] [PART-OF-A-NAME …]`
@main
struct Bench {
    /// All benchmarks; one is made, with its input, when it is chosen. To add one: write a file
    /// that returns a `Benchmark`, as `AmountBenchmarks.swift` does, and list it here.
    ///
    /// Prefer `.ratio` to a plain loop that does the least the work must do: both run in turns in
    /// one process, so the figure means the same on any machine. Let the work take 5 to 50 ms, make
    /// its input outside of it, and return something that depends on every step. Measure, then
    /// allow about half as much again. A target that is new here needs a library in `products:` of
    /// the root's Package.swift, and a dependency in this package's.
    private static let all: [(name: String, make: @Sendable () async throws -> Benchmark)] = [
        ("price-parse", AmountBenchmarks.priceParsing),
        ("engine-orders", EngineBenchmarks.backtest),
        ("engine-quiet", EngineBenchmarks.quietBars),
        ("backtest-cross", BacktestBenchmarks.cross),
        ("backtest-breakout", BacktestBenchmarks.breakout),
        ("backtest-sweep", BacktestBenchmarks.sweep),
        ("backtest-hundred", BacktestBenchmarks.hundredSymbols),
        ("import-million", BarBenchmarks.importing),
        ("load-million", BarBenchmarks.loading),
        ("ledger", LedgerBenchmarks.groupCommit),
        ("ledger-orders", OrderBenchmarks.wholeOrders),
        ("million-first-page", MillionBenchmarks.firstPage),
        ("million-deep-page", MillionBenchmarks.deepPage),
        ("million-last-page", MillionBenchmarks.lastPage),
        ("million-cursor", MillionBenchmarks.cursor),
        ("million-symbol-page", MillionBenchmarks.symbolPage),
        ("million-days", MillionBenchmarks.days),
        ("million-start", MillionBenchmarks.start),
        ("million-doctor", MillionBenchmarks.doctor),
    ]

    static func main() async {
        do {
            try await Bench(Array(CommandLine.arguments.dropFirst())).run()
        } catch {
            print("bench: \(error)")
            exit(2)
        }
    }

    private var isList = false
    private var repetitions = 20
    /// Where the made-up bars are written to, instead of running anything.
    private var barsPath: String?
    private var parts: [String] = []

    private init(_ arguments: [String]) throws(UsageFault) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--list": isList = true
            case "--repetitions":
                guard let count = rest.popFirst().flatMap(Int.init), count > 0 else {
                    throw .noCount
                }
                repetitions = count
            case "--write-bars":
                guard let path = rest.popFirst() else { throw .noPath }
                barsPath = path
            case _ where argument.hasPrefix("-"): throw .unknown(argument)
            default: parts.append(argument)
            }
        }
    }

    private func run() async throws {
        if let barsPath { return try GeneratedBars.minutes.write(to: barsPath) }
        let chosen = Self.all.filter { entry in
            parts.isEmpty || parts.contains { entry.name.contains($0) }
        }
        guard !chosen.isEmpty else { throw UsageFault.nothingChosen }
        guard !isList else { return print(chosen.map(\.name).joined(separator: "\n")) }
        var measurements: [Measurement] = []
        for entry in chosen {
            let benchmark = try await entry.make()
            measurements.append(
                try await benchmark.measured(
                    repetitions: benchmark.repetitionsMax.map { min($0, repetitions) }
                        ?? repetitions))
        }
        var table = Table(header: ["benchmark", "minimum", "median", "bound"])
        for measurement in measurements { table.append(measurement.row) }
        print(table.text)
        if !measurements.allSatisfy(\.holds) { exit(1) }
    }
}

/// What is wrong with the arguments.
enum UsageFault: Error, CustomStringConvertible {
    case noCount
    case noPath
    case unknown(String)
    case nothingChosen

    var description: String {
        switch self {
        case .noCount: "--repetitions needs a number above 0"
        case .noPath: "--write-bars needs a file"
        case .unknown(let option): "unknown option \(option); there are --list, --repetitions N"
        case .nothingChosen: "no benchmark has that in its name; --list shows all"
        }
    }
}
