import ArgumentParser
import Domain
import MarketData
import Storage

/// `tandem import`: bars from a CSV file.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import bars from a CSV file.",
        discussion: """
            Takes what Yahoo, Stooq and Alpaca write, and our own samples. The file is stored \
            whole or not at all: a line that cannot be is named, and nothing has changed. \
            Importing again adds what is new.

            EXAMPLE: tandem import samples/goog_daily.csv --symbol GOOG
            """)

    @Argument(help: "The CSV file.")
    var file: String

    @Option(name: .long, help: "Whose bars these are.")
    var symbol: String

    @Option(name: .long, help: "1m, 5m, 15m, 30m, 1h or 1d; found in the file when left out.")
    var timeframe: String?

    @Option(name: .long, help: "The zone of times without one: UTC or America/New_York.")
    var zone: String?

    @Flag(name: .long, help: "Replace stored bars that differ; without it they are an error.")
    var replace = false

    @Flag(name: .long, help: "Print the report as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let symbol = try Self.symbol(symbol)
        var options = BarFileOptions()
        options.timeframe = try Self.timeframe(timeframe)
        options.zone = try zone.map {
            try Self.parsed($0, as: "--zone", allowed: "UTC and America/New_York") {
                StampZone(rawValue: $0)
            }
        }
        // The file first: a bad one then neither makes a database nor keeps one from others.
        let imported = try read(options)
        guard let timeframe = imported.timeframe else {
            throw CommandFault("\(file): a single bar tells no timeframe; give --timeframe")
        }
        let report = try await database.writing { ledger in
            let stored = try await ledger.bars.load(symbol, timeframe)
            let merge = try merged(imported, into: stored)
            try await ledger.bars.save(merge.bars, of: symbol, timeframe)
            return ImportAnswer(symbol: symbol, timeframe: timeframe, report: merge.report)
        }
        json ? try JSONOutput.print(report) : print(report.text)
    }

    private func read(_ options: BarFileOptions) throws -> BarFile {
        var progress = ProgressBar("Reading \(file)")
        defer { progress.end() }
        do {
            return try BarFile(path: file, options: options) { progress.show($0) }
        } catch let error as BarFileError {
            throw CommandFault(error.isOfPath ? "\(error)" : "\(file): \(error)")
        }
    }

    private func merged(_ imported: BarFile, into stored: [Bar]) throws(CommandFault) -> BarMerge {
        do throws(BarConflict) {
            return try BarMerge(imported, into: stored, isReplacing: replace)
        } catch {
            throw CommandFault("\(error) Give --replace if the file is right.")
        }
    }
}

extension BarFileError {
    /// Whether the sentence names the file itself.
    var isOfPath: Bool {
        switch self {
        case .unreadable, .isDirectory, .tooLarge: true
        default: false
        }
    }
}

/// What an import did.
struct ImportAnswer: Encodable {
    let symbol: String
    let timeframe: String
    let read, added, known, replaced, rounded_prices: Int
    let first, last: String?

    init(symbol: Symbol, timeframe: Timeframe, report: ImportReport) {
        self.symbol = symbol.description
        self.timeframe = timeframe.rawValue
        read = report.read
        added = report.added
        known = report.known
        replaced = report.replaced
        rounded_prices = report.roundedPrices
        first = report.first?.description
        last = report.last?.description
    }

    var text: String {
        var lines = [
            "\(symbol) \(timeframe): \(read) bars read, \(added) added, \(known) known,"
                + " \(replaced) replaced"
        ]
        if let first, let last { lines.append("from \(first) to \(last)") }
        if rounded_prices > 0 {
            lines.append("\(rounded_prices) prices were finer than a nanodollar and were rounded")
        }
        return lines.joined(separator: "\n")
    }
}
