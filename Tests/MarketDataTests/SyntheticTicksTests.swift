import Domain
import MarketData
import Testing

@Suite struct SyntheticTicksTests {
    private let market = SyntheticMarket(seed: 42)

    private func time(_ event: MarketEvent) -> Timestamp {
        switch event {
        case .opened(let time), .closed(let time), .action(_, _, let time): time
        case .quote(_, let quote): quote.time
        case .bar(_, let bar): bar.start
        }
    }

    /// An event in one line: `05:00:00.125 AMZN`.
    private func line(_ event: MarketEvent) -> String {
        let clock = time(event).description.dropFirst(11).prefix(12)
        return switch event {
        case .opened: "\(clock) open"
        case .closed: "\(clock) close"
        case .quote(let symbol, _): "\(clock) \(symbol)"
        case .bar, .action: "neither"
        }
    }

    @Test func `a day ends and begins at midnight in New York, before its first quote`() throws {
        let ticks = SyntheticTicks(
            SyntheticMarket(seed: 42, symbols: try ["SPY", "F"].map(symbol)))
        let events = ticks.events(
            after: try instant("2026-01-22T04:59:59Z"), through: try instant("2026-01-22T05:00:01Z")
        )
        #expect(
            events.map(line) == [
                "04:59:59.500 SPY", "05:00:00.000 close", "05:00:00.000 open", "05:00:00.000 F",
                "05:00:00.500 SPY", "05:00:01.000 F",
            ])
    }

    @Test func `every symbol has its quote at its own moment of each step`() throws {
        let start = try instant("2026-01-22T14:30:00Z")
        let ticks = SyntheticTicks(market, stepNanoseconds: 250_000_000)
        let events = ticks.events(after: start, through: start.advanced(bySeconds: 10))
        #expect(events.count == 8 * 40)
        var last: [Symbol: Timestamp] = [:]
        for case .quote(let symbol, let quote) in events {
            #expect(market.quote(of: symbol, at: quote.time) == quote)
            if let last = last[symbol] {
                #expect(last.advanced(byNanoseconds: 250_000_000) == quote.time)
            }
            last[symbol] = quote.time
        }
        #expect(Set(last.values).count == 8)
    }

    @Test(arguments: [Int64(1_000_000_000), 700_000_000, 7_777_777_777, 3_600_000_000_000])
    func `the rest after any cut is exactly the rest`(_ step: Int64) throws {
        let ticks = SyntheticTicks(market, stepNanoseconds: step)
        let midnight = try instant("2026-01-22T05:00:00Z")
        let start = midnight.advanced(byNanoseconds: -7 * step - 1)
        let end = midnight.advanced(byNanoseconds: 5 * step + 3)
        let all = ticks.events(after: start, through: end)
        let times = all.map(time)
        #expect(times == times.sorted())
        #expect(Set(all).count == all.count)
        let moments = Set(times + times.map { $0.advanced(byNanoseconds: 1) })
        for cut in moments.union([start, end, midnight]) {
            let before = ticks.events(after: start, through: cut)
            let after = ticks.events(after: cut, through: end)
            #expect(before + after == all, "cut at \(cut)")
            #expect(before.allSatisfy { time($0) <= cut } && after.allSatisfy { time($0) > cut })
        }
    }

    @Test func `symbols of the same moment come by name`() throws {
        let names = (0..<26).flatMap { first in
            (0..<40).map { "\(String(UnicodeScalar(UInt8(65 + first))))\($0)" }
        }
        let wide = SyntheticMarket(seed: 1, symbols: try names.map(symbol))
        let start = try instant("2026-01-22T14:30:00Z")
        let events = SyntheticTicks(wide, stepNanoseconds: 1_000_000).events(
            after: start, through: start.advanced(byNanoseconds: 1_000_000))
        let keys = events.compactMap { event -> (Timestamp, Symbol)? in
            guard case .quote(let symbol, let quote) = event else { return nil }
            return (quote.time, symbol)
        }
        #expect(keys.count == names.count)
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `days of 23 and 25 hours have one end each, with or without symbols`() throws {
        let none = SyntheticTicks(SyntheticMarket(seed: 1, symbols: []))
        for (start, end, ends) in [
            ("2026-03-07T05:00:00Z", "2026-03-10T04:00:00Z", 3),
            ("2026-10-31T04:00:00Z", "2026-11-03T05:00:00Z", 3),
        ] {
            let events = none.events(after: try instant(start), through: try instant(end))
            #expect(events.count == 2 * ends)
            let midnights = events.map(time)
            #expect(try instant(end) == midnights.last)
            #expect(Set(midnights).count == ends)
        }
    }

    @Test func `nothing comes outside the years that have quotes, nor backwards`() throws {
        let ticks = SyntheticTicks(market, stepNanoseconds: 86_400_000_000_000)
        let all = SyntheticMarket.times
        let (ever, never) = (Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max))
        #expect(ticks.events(after: ever, through: all.lowerBound).map(line).count == 2)
        #expect(ticks.events(after: all.upperBound, through: never).isEmpty)
        let last = all.upperBound.advanced(byNanoseconds: -1)
        #expect(ticks.events(after: last, through: never).isEmpty)
        #expect(ticks.events(after: never, through: ever).isEmpty)
        #expect(ticks.events(after: last, through: last).isEmpty)
        let rest = ticks.events(after: all.upperBound.advanced(bySeconds: -86_400), through: never)
        #expect(rest.count == 8)
    }
}
