import Backtest
import Domain
import ExactJSON
import Foundation
import MarketData
import Testing

/// The reference cases, found beside the tests whatever folder the tests run in.
@Suite struct GoldenBacktestTests {
    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/goldens")

    private static let cases =
        ((try? FileManager.default.contentsOfDirectory(atPath: fixtures.path)) ?? [])
        .filter { $0.hasPrefix("backtest_") }.sorted()

    @Test func `there are reference cases`() { #expect(Self.cases.count >= 24) }

    @Test(arguments: cases)
    func `trades and equity are those of the reference`(_ name: String) throws {
        let golden = try Golden(name, in: Self.fixtures)
        let data = try Scene.data(golden.bars)
        let outcome = try BacktestRun(golden.config, on: data).run()
        #expect(outcome.trades.count == golden.trades.count)
        for (own, trade) in zip(outcome.trades, golden.trades) {
            #expect(own.entryBar == trade.entry_bar)
            #expect(own.exitBar == trade.exit_bar)
            #expect(own.quantity.wholeShares == trade.size)
            #expect(own.side.name == trade.side)
            #expect(own.cause.rawValue == trade.exit_reason)
            #expect(near(own.entryPrice.approximate, trade.entry_price))
            #expect(near(own.exitPrice.approximate, trade.exit_price))
            #expect(near(own.profit.approximate, trade.pnl))
        }
        #expect(outcome.equity.count == golden.equity.count)
        let isSame = zip(outcome.equity, golden.equity).allSatisfy { near($0.approximate, $1) }
        #expect(isSame)
    }

    private func near(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-7 + 1e-8 * abs(right)
    }
}

private struct Golden {
    struct Trade: Decodable {
        let entry_bar, exit_bar: Int
        let size: Int64
        let side, exit_reason: String
        let entry_price, exit_price, pnl: Double
    }
    private struct File: Decodable {
        struct Input: Decodable { let series: String }
        let input: Input
        let trades: [Trade]
        let equity: [Double]
    }

    let config: BacktestConfig
    let bars: [Bar]
    let trades: [Trade]
    let equity: [Double]

    init(_ name: String, in fixtures: URL) throws {
        let bytes = try Data(contentsOf: fixtures.appendingPathComponent(name))
        let file = try JSONDecoder().decode(File.self, from: bytes)
        guard case .object(let root) = try JSONReader.read([UInt8](bytes)) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        config = try BacktestConfig(try #require(root.fields["config"]))
        bars = try BarFile(path: fixtures.appendingPathComponent(file.input.series).path).bars
        trades = file.trades
        equity = file.equity
    }
}
