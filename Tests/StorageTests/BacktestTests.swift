import Domain
import GRDB
import Testing

@testable import Storage

struct BacktestTests {
    @Test func `a result comes back with its figures, its curve and its trades`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let saved = try result("a", trades: 3)
        let id = try await ledger.save(saved)
        let detail = try #require(await ledger.backtest("a"))
        #expect(detail.summary.id == id && detail.summary.runID == "a")
        #expect(detail.summary.symbols.map(\.description) == ["GOOG", "IBM"])
        #expect(detail.summary.start == saved.start && detail.summary.end == saved.end)
        #expect(detail.summary.initialCapital == 100_000)
        #expect(detail.summary.finalEquity == 101_000.5)
        #expect(detail.summary.figures == saved.figures)
        #expect(detail.summary.tradeCount == 3 && detail.summary.createdAt == opening)
        #expect(detail.equity == saved.equity)
        #expect(detail.trades == "[{\"n\":0},{\"n\":1},{\"n\":2}]")
        #expect(detail.tradePages == 1 && detail.config == "{\"fast\":10}")
        #expect(try await ledger.backtest("b") == nil)
    }

    @Test(arguments: [0, 10_000, 10_001, 20_000, 25_000])
    func `trades beyond ten thousand lie in pages of their own`(_ count: Int) async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        try await ledger.save(try result("a", trades: count))
        let detail = try #require(await ledger.backtest("a"))
        #expect(detail.tradePages == max(1, (count + 9_999) / 10_000))
        #expect(detail.summary.tradeCount == count)
        var found: [Substring] = []
        for page in 1...detail.tradePages {
            let text = try #require(await ledger.backtestTrades("a", page: page))
            #expect(page > 1 || text == detail.trades)
            let objects = text.dropFirst().dropLast().split(separator: ",")
            #expect(objects.count <= 10_000)
            found += objects
        }
        #expect(found.count == count)
        #expect(found.last.map(String.init) == (count == 0 ? nil : "{\"n\":\(count - 1)}"))
        for page in [Int.min, -1, 0, detail.tradePages + 1] {
            #expect(try await ledger.backtestTrades("a", page: page) == nil)
        }
    }

    @Test func `a curve of any length is kept within its limit`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        var long = try result("a", trades: 1)
        long.equity = (0..<100_000 as Range<Int64>).map { index in
            EquityPoint(
                time: opening.advanced(bySeconds: index), equity: Money(nanos: index % 977))
        }
        try await ledger.save(long)
        let curve = try #require(await ledger.backtest("a")).equity
        #expect(curve.count <= 5_000)
        #expect(curve.first == long.equity.first && curve.last == long.equity.last)
        #expect(curve.map(\.equity).max() == Money(nanos: 976))
    }

    @Test func `figures that cannot be told are unknown, not numbers`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        var odd = try result("a", trades: 0)
        odd.figures.sharpeRatio = .nan
        odd.figures.totalReturnPercent = -.infinity
        odd.equity = []
        try await ledger.save(odd)
        let detail = try #require(await ledger.backtest("a"))
        #expect(detail.summary.figures.sharpeRatio == nil)
        #expect(detail.summary.figures.totalReturnPercent == nil)
        #expect(detail.equity == [])
        #expect(try await ledger.examine() == [])
    }

    @Test func `a run's result is saved once, and lists go backwards`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        for id in ["a", "b", "c"] { try await ledger.save(try result(id, trades: 1)) }
        await #expect(throws: StorageError.self) {
            try await ledger.save(try result("b", trades: 2))
        }
        var alone = try result("d", trades: 0)
        alone.symbols = [try symbol("IB")]
        try await ledger.save(alone)
        #expect(try await ledger.backtests(limit: 2).map(\.runID) == ["d", "c"])
        #expect(try await ledger.backtests(of: symbol("IBM")).map(\.runID) == ["c", "b", "a"])
        #expect(try await ledger.backtests(of: symbol("IB")).map(\.runID) == ["d"])
        #expect(try await ledger.backtests(before: 2).map(\.runID) == ["a"])
    }

    private func result(_ id: String, trades: Int) throws -> BacktestResult {
        let day = opening.utcDay
        var result = BacktestResult(
            runID: id, symbols: [try symbol("IBM"), try symbol()], strategyMode: "cross",
            days: day...day.advanced(by: 9), createdAt: opening)
        result.initialCapital = try money("100000")
        result.finalEquity = try money("101000.5")
        result.figures.sharpeRatio = 1.25
        result.figures.maxDrawdownPercent = -3
        result.equity = [
            EquityPoint(time: opening, equity: try money("100000")),
            EquityPoint(time: opening.advanced(bySeconds: 60), equity: try money("-0.000000001")),
        ]
        result.trades = (0..<trades).map { "{\"n\":\($0)}" }
        result.config = "{\"fast\":10}"
        return result
    }
}
