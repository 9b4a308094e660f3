import Backtest
import Domain
import Foundation
import Storage
import Strategies

/// The rows of a sweep in a CSV file, which a broken off sweep goes on with.
struct SweepFile {
    /// The rows that the file holds already.
    private(set) var known: [SweepRow] = []
    private let path: String
    private let names: [String]
    /// Tells this sweep from others: strategy, fixed values, costs and bars.
    private let identity: String

    private static let figures = [
        "final_equity", "total_return", "period_sharpe", "max_drawdown", "trades", "win_rate",
        "failure", "sweep",
    ]

    /// Opens a file, or begins it.
    ///
    /// - Throws: where it holds something else, or the rows of another sweep.
    init(_ path: String, _ sweep: Sweep, _ data: BacktestData) throws(CommandFault) {
        self.path = path
        names = sweep.plan.axes.map(\.name)
        identity = Self.identity(of: sweep, data)
        let header = (["trial"] + names + Self.figures).joined(separator: ",")
        guard let bytes = FileManager.default.contents(atPath: path), !bytes.isEmpty else {
            guard FileManager.default.createFile(atPath: path, contents: Data("\(header)\n".utf8))
            else { throw CommandFault("\(path): cannot be written") }
            return
        }
        // The last line may have been broken off; what it was for is run again.
        let text = String(decoding: bytes, as: UTF8.self)
        let whole = text.prefix { _ in true }.lastIndex(of: "\n").map { text[...$0] } ?? ""
        let lines = whole.split(separator: "\n")
        guard lines.first.map(String.init) == header else {
            throw CommandFault("\(path): holds something else than rows of this sweep")
        }
        for (number, line) in lines.enumerated().dropFirst() {
            guard let row = row(String(line), of: sweep.plan) else {
                throw CommandFault("\(path), line \(number + 1): is of another sweep")
            }
            known.append(row)
        }
        if whole.utf8.count < bytes.count,
            !FileManager.default.createFile(
                atPath: path, contents: Data(whole.utf8))
        {
            throw CommandFault("\(path): cannot be written")
        }
    }

    /// Appends rows, each a line.
    func append(_ rows: [SweepRow]) throws(CommandFault) {
        let text = rows.map { line($0) + "\n" }.joined()
        do {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            defer { try? file.close() }
            try file.seekToEnd()
            try file.write(contentsOf: Data(text.utf8))
        } catch {
            throw CommandFault("\(path): cannot be written")
        }
    }

    private func line(_ row: SweepRow) -> String {
        let figures = row.figures
        let cells: [String?] = [
            figures?.finalEquity.description, figures.map { "\($0.totalReturn)" },
            figures?.periodSharpe.map { "\($0)" }, figures.map { "\($0.maxDrawdown)" },
            figures.map { "\($0.tradeCount)" }, figures?.winRate.map { "\($0)" },
            row.failure.map { $0.map { $0 == "," || $0.isNewline ? ";" : String($0) }.joined() },
            identity,
        ]
        return (["\(row.trial)"] + names.map { row.values[$0] ?? "" } + cells.map { $0 ?? "" })
            .joined(separator: ",")
    }

    private func row(_ line: String, of plan: SweepPlan) -> SweepRow? {
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 1 + names.count + Self.figures.count, cells.last == identity,
            let trial = Int(cells[0]), trial >= 0
        else { return nil }
        let values = plan.values(of: trial)
        let own = Array(cells[1...].prefix(names.count))
        guard own == names.map({ values[$0] ?? "" }) else { return nil }
        let rest = Array(cells.dropFirst(1 + names.count))
        guard let equity = try? Money(rest[0]), let total = Double(rest[1]),
            let drawdown = Double(rest[3]), let count = Int(rest[4])
        else {
            return rest[6].isEmpty
                ? nil : SweepRow(trial: trial, values: values, figures: nil, failure: rest[6])
        }
        return SweepRow(
            trial: trial, values: values,
            figures: SweepFigures(
                finalEquity: equity, totalReturn: total, periodSharpe: Double(rest[2]),
                maxDrawdown: drawdown, tradeCount: count, winRate: Double(rest[5])))
    }

    private static func identity(of sweep: Sweep, _ data: BacktestData) -> String {
        var digest = DataDigest()
        let config = sweep.config
        digest.add(config.strategy.description.name)
        for (name, value) in config.values.all { digest.add("\(name)=\(value)") }
        digest.add("\(config.sizing) \(config.cash) \(config.costs) \(config.tick)")
        digest.add("\(String(describing: config.from)) \(String(describing: config.to))")
        for one in data.series {
            digest.add(one.symbol.description)
            digest.add(one.bars)
        }
        for action in data.actions { digest.add("\(action)") }
        return String(digest.text.prefix(16))
    }
}
