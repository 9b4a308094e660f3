import ArgumentParser
import Backtest
import Desk
import Domain
import Foundation
import MarketData
import Storage

/// The bars that a command runs on.
struct BacktestInput {
    let data: BacktestData
    /// Whether bars are days, which are named by their date.
    let isDaily: Bool

    /// Reads files, or loads stored bars where no file is given.
    init(_ options: BacktestOptions, _ database: DatabaseOption) async throws {
        let actions = try options.actions.map(ActionFile.dated) ?? []
        let timeframe = try BacktestCommand.timeframe(options.timeframe)
        let symbols = try options.symbol.map { try BacktestCommand.symbol($0) }
        let series: [ReplaySeries]
        if options.bars.isEmpty {
            _ = try database.existing()
            series = try await database.writing { ledger in
                try await PaperBinding.series(of: symbols, timeframe, in: ledger)
            }
        } else {
            series = try Self.files(options, symbols, timeframe)
        }
        data = try BacktestData(
            series.map { BacktestSeries(symbol: $0.symbol, bars: $0.bars) }, actions: actions)
        isDaily = series.allSatisfy { $0.timeframe == .day1 }
    }

    /// The date of a bar of a day, the instant of another.
    func label(_ lane: Int, _ bar: Int) -> String {
        let start = data.series[lane].bars[bar].start
        return isDaily ? NewYorkText.date(start) : start.description
    }

    private static func files(
        _ options: BacktestOptions, _ symbols: [Symbol], _ timeframe: Timeframe?
    ) throws -> [ReplaySeries] {
        guard symbols.isEmpty || symbols.count == options.bars.count else {
            throw ValidationError("give one --symbol for each --bars, or none")
        }
        var read = BarFileOptions()
        read.timeframe = timeframe
        read.zone = try options.zone.map {
            try BacktestCommand.parsed(
                $0, as: "--zone", allowed: "UTC and America/New_York"
            ) { StampZone(rawValue: $0) }
        }
        return try options.bars.enumerated().map { index, path in
            let file = try bars(path, read)
            let symbol = try symbols.isEmpty ? Self.symbol(of: path) : symbols[index]
            return ReplaySeries(
                symbol: symbol, timeframe: file.timeframe ?? .day1, bars: file.bars)
        }
    }

    private static func bars(_ path: String, _ options: BarFileOptions) throws -> BarFile {
        var progress = ProgressBar("Reading \(path)")
        defer { progress.end() }
        do {
            return try BarFile(path: path, options: options) { progress.show($0) }
        } catch let error as BarFileError {
            throw CommandFault(error.isOfPath ? "\(error)" : "\(path): \(error)")
        }
    }

    /// `samples/goog_daily.csv` holds bars of GOOG.
    private static func symbol(of path: String) throws -> Symbol {
        let name = (path as NSString).lastPathComponent.uppercased()
        guard let symbol = Symbol(name.prefix { $0 != "_" && $0 != "." && $0 != " " }) else {
            throw ValidationError("\(path): its name tells no symbol; give --symbol")
        }
        return symbol
    }
}
