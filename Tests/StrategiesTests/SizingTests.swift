import Domain
import Strategies
import Testing

@Suite struct SizingTests {
    private func entry(risk: Double?) -> Entry {
        var entry = Entry(.long, because: Reason("x", "x"))
        entry.riskPerShare = risk
        return entry
    }

    private let equity = Money(nanos: 100_000_000_000_000)
    private let close = Price(nanos: 50_000_000_000)

    @Test func `all in is sized at the fill, fixed is what it says`() throws {
        #expect(
            try Sizing.allIn.size(of: entry(risk: nil), equity: equity, close: close) == .allCash)
        let fixed = try Sizing.fixed(shares: 7)
            .size(of: entry(risk: nil), equity: equity, close: close)
        #expect(try fixed == .shares(Quantity(shares: 7)))
    }

    @Test func `risk is the part of equity over the risk a share, and at most the cap`() throws {
        let sizing = Sizing.risk(fraction: 0.01, cap: 0.5)
        let byRisk = try sizing.size(of: entry(risk: 3), equity: equity, close: close)
        #expect(try byRisk == .shares(Quantity(shares: 333)))
        let byCap = try sizing.size(of: entry(risk: 0.1), equity: equity, close: close)
        #expect(try byCap == .shares(Quantity(shares: 1_000)))
        #expect(try sizing.size(of: entry(risk: 2_000), equity: equity, close: close) == nil)
    }

    @Test(arguments: [nil, 0, -1, Double.nan])
    func `risk sizing without a risk is a fault`(_ risk: Double?) {
        #expect(throws: StrategyFault.self) {
            try Sizing.risk(fraction: 0.01, cap: 1)
                .size(of: entry(risk: risk), equity: equity, close: close)
        }
    }

    @Test func `more shares than an order can have are a fault, not a trap`() {
        #expect(throws: StrategyFault.self) {
            try Sizing.risk(fraction: 1, cap: 1)
                .size(of: entry(risk: 1e-12), equity: equity, close: Price(nanos: 1))
        }
    }
}
