import Backtest
import Domain
import MarketData
import Strategies

@main
struct Program {
    static func main() throws {
        let path = CommandLine.arguments.dropFirst().first ?? "../../samples/goog_daily.csv"
        guard let symbol = Symbol("GOOG") else { return }
        let bars = try BarFile(path: path).bars
        let data = try BacktestData([BacktestSeries(symbol: symbol, bars: bars)])
        let values = try ParameterValues(["count": "4"], for: RisingCloses.description)
        let config = BacktestConfig(RisingCloses.self, values)
        let outcome = try BacktestRun(config, on: data).run()
        print(outcome.trades.count, outcome.finalEquity, outcome.digest)
        let proof = try Lookahead(config, on: data)
        print(proof.findings.isEmpty ? "uses no future" : "uses the future")
    }
}
