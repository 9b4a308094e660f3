import Domain
import Strategies
import Testing

@Suite struct DecisionTests {
    @Test func `a cross up buys, and a cross down sells what is held`() throws {
        var scene = try StrategyScene("sma_cross", ["fast": "1", "slow": "2"])
        let codes = try scene.show([10, 10, 11, 12, 9, 8])
        #expect(codes == [nil, nil, "enter cross_up", nil, "exit cross_down", nil])
    }

    @Test func `averages that tie have not crossed`() throws {
        var scene = try StrategyScene("sma_cross", ["fast": "1", "slow": "2"])
        // Up from below, to a tie, and on: one cross, at the bar that leaves the tie.
        #expect(try scene.show([10, 9, 9, 10]) == [nil, nil, nil, "enter cross_up"])
    }

    @Test func `averages of prices whose sum no 64 bits hold cross like others`() throws {
        let walk = [10, 12, 11, 9, 10, 13, 18, 17, 14, 12, 11, 13, 16, 18, 15, 11, 9.5, 12]
        var low = try StrategyScene("sma_cross", ["fast": "2", "slow": "4"])
        var high = try StrategyScene("sma_cross", ["fast": "2", "slow": "4"])
        let codes = try low.show(walk)
        #expect(codes.compactMap { $0 }.count == 4)
        #expect(try high.show(walk.map { $0 * 5e8 }) == codes)
    }

    @Test func `long and short turns around`() throws {
        var scene = try StrategyScene(
            "sma_cross", ["fast": "1", "slow": "2", "mode": "long_short"])
        let codes = try scene.show([10, 10, 11, 9, 8, 12])
        #expect(
            codes.compactMap { $0 } == ["enter cross_up", "enter cross_down", "enter cross_up"])
        #expect(scene.strategy.mayShort)
    }

    @Test func `an opening range breakout buys once a session and leaves before its end`() throws {
        var scene = try StrategyScene(
            "opening_range_breakout", ["minutes": "30", "exit_minute": "720", "target": "0"])
        // 09:30, 10:00 and so on: the first bar is the range.
        let codes = try scene.show([10, 11, 9, 12, 13, 12], minutes: 30)
        #expect(codes == [nil, "enter range_breakout", nil, nil, nil, "exit session_end"])
        let again = try scene.show([10, 10, 11], minutes: 30, dayLater: true)
        #expect(again == [nil, nil, "enter range_breakout"])
        #expect(scene.lastEntry?.protection.stopLoss?.nanos == 9_500_000_000)
    }

    @Test func `VWAP reversion buys far below the price and sells when it is back`() throws {
        var scene = try StrategyScene("vwap_reversion", ["n": "5", "k": "1.5"])
        let quiet = [10, 10.1, 9.9, 10, 10.1, 9.9, 10, 10.1, 9.9, 10, 10.1]
        let codes = try scene.show(quiet + [9, 10.5])
        #expect(codes.suffix(2) == ["enter below_vwap", "exit back_at_vwap"])
        #expect(codes.dropLast(2).allSatisfy { $0 == nil })
    }

    @Test func `adaptive opens nothing before it knows the regime, and says in which it did`()
        throws
    {
        var scene = try StrategyScene("adaptive", [:])
        let codes = try scene.show((0..<200).map { 100 + Double($0) })
        let first = try #require(codes.firstIndex { $0 != nil })
        #expect(first >= 113)
        #expect(codes[first] == "enter breakout")
        #expect(scene.lastEntry?.regime == .trendCalm)
    }

    @Test func `a price that no order can have ends the run in words`() {
        #expect(throws: StrategyFault.self) { try Price.decided(-1) }
        #expect(throws: StrategyFault.self) { try Price.decided(.nan) }
        #expect(throws: StrategyFault.self) { try Price.decided(1e12) }
        #expect((try? Price.decided(0.1 + 0.2))?.nanos == 300_000_000)
    }
}

/// A strategy that is shown closes, and gets what it asks for with the next bar.
struct StrategyScene {
    private(set) var strategy: any Strategy
    private(set) var bars: [Bar] = []
    private(set) var holding: Holding?
    private(set) var lastEntry: Entry?

    init(_ name: String, _ values: [String: String]) throws {
        let type = try StrategyCatalog.builtIn.strategy(named: name)
        strategy = try type.init(ParameterValues(values, for: type.description))
    }

    /// - Parameter minutes: bars so long, the first at 09:30 in New York; days where nil.
    /// - Returns: for each close what the strategy asks for.
    mutating func show(
        _ closes: [Double], minutes: Int64? = nil, dayLater: Bool = false
    ) throws -> [String?] {
        let day: Int64 = 1_262_615_400 + (dayLater ? 86_400 : 0)  // 2010-01-04T09:30 in New York.
        return try closes.enumerated().map { index, close in
            let step = (minutes ?? 1_440) * 60
            let price = try Price.decided(close)
            bars.append(
                Bar(
                    start: Timestamp(nanoseconds: (day + Int64(index) * step) * 1_000_000_000),
                    open: price, high: price,
                    low: try Price.decided(close - 0.5), close: price,
                    volume: Volume(thousandths: 1_000_000)))
            let (past, held) = (bars, holding)
            return try carryOut(strategy.next(past.span, holding: held))
        }
    }

    private mutating func carryOut(_ decision: Decision) throws -> String? {
        switch decision {
        case .wait: return nil
        case .enter(let entry), .reverse(let entry):
            lastEntry = entry
            holding = Holding(
                side: entry.side, quantity: try Quantity(shares: 1), entryBar: bars.count,
                entryPrice: bars[bars.count - 1].close)
            holding?.stop = entry.protection.stopLoss
            holding?.regime = entry.regime
            return "enter \(entry.reason.name)"
        case .exit(let reason):
            holding = nil
            return "exit \(reason.name)"
        case .moveStop(let stop, let reason):
            holding?.stop = stop
            return "move \(reason.name)"
        }
    }
}
