import Backtest
import Domain
import ExactJSON
import Foundation

extension Answerer {
    /// Backtests: the config of the case, run on the bars that it names.
    static let backtests = Answerer(
        takes: { $0.schema() == "backtest-golden/1" },
        answer: { file in
            let question = try BacktestQuestion(file)
            let series = try GoldenSeries(file.other(question.series))
            guard let symbol = Symbol("GOLDEN") else { throw GoldensFault("no symbol") }
            let data = try BacktestData([BacktestSeries(symbol: symbol, bars: series.bars)])
            let outcome = try BacktestRun(question.config, on: data).run()
            let report = try BacktestReport(outcome, on: data)
            var json = JSONWriter()
            json.object { json in
                json.name("schema")
                json.string("backtest-golden/1")
                json.name("id")
                json.string(question.id)
                report.write(into: &json) { series.labels[$1] }
            }
            return Data(json.bytes + [10])
        })
}

/// The questions of a file: its config and the name of its series. The answers beside them are not
/// looked at.
private struct BacktestQuestion {
    let id: String
    let config: BacktestConfig
    let series: String

    init(_ file: GoldenFile) throws {
        guard case .object(let root) = try JSONReader.read([UInt8](file.data())),
            case .object(let input)? = root.fields["input"],
            case .string(let series)? = input.fields["series"],
            case .string(let id)? = root.fields["id"], let config = root.fields["config"]
        else { throw GoldensFault("\(file.path): no id, config or series") }
        self.id = id
        self.series = series
        self.config = try BacktestConfig(config)
    }
}
