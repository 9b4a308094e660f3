import Domain
import MarketCalendar
import MarketData
import Testing

@Suite struct SyntheticBarsTests {
    private let market = SyntheticMarket(seed: 42)

    private func bars(
        _ name: String, _ timeframe: Timeframe, _ start: String, _ end: String
    ) throws -> [Bar] {
        market.bars(
            of: try symbol(name), timeframe: timeframe,
            in: try instant(start)..<(try instant(end)))
    }

    /// Some bars put together.
    private func merged(_ bars: some Collection<Bar>) throws -> Bar {
        var whole = try #require(bars.first)
        for bar in bars.dropFirst() {
            whole.high = max(whole.high, bar.high)
            whole.low = min(whole.low, bar.low)
            whole.close = bar.close
            whole.volume = try whole.volume + bar.volume
        }
        return whole
    }

    @Test func `a minute is the last prices of its quarters, its end included`() throws {
        let symbol = try symbol("NVDA")
        let minutes = try bars("NVDA", .minute1, "2026-01-22T14:25:00Z", "2026-01-22T14:45:00Z")
        #expect(minutes.count == 20)
        for bar in minutes {
            let prices = try (0...4).map { quarter in
                let time = bar.start.advanced(bySeconds: 15 * Int64(quarter))
                return try #require(market.quote(of: symbol, at: time)).last
            }
            #expect([bar.open, bar.close] == [prices[0], prices[4]])
            #expect([bar.low, bar.high] == [prices.min(), prices.max()])
        }
        #expect(zip(minutes, minutes.dropFirst()).allSatisfy { $0.close == $1.open })
    }

    @Test(arguments: [Timeframe.minute5, .minute15, .minute30, .hour1])
    func `longer bars are their minutes put together`(_ timeframe: Timeframe) throws {
        let (start, end) = ("2026-01-22T13:00:00Z", "2026-01-22T16:00:00Z")
        let minutes = try bars("IBM", .minute1, start, end)
        let long = try bars("IBM", timeframe, start, end)
        let count = timeframe.seconds / 60
        #expect(long.count == 180 / count)
        for (index, bar) in long.enumerated() {
            #expect(try merged(minutes[(index * count)..<((index + 1) * count)]) == bar)
        }
    }

    @Test(arguments: [
        ("2026-01-24T05:00:00Z", "2026-01-25T05:00:00Z", 24),  // A Saturday is open too.
        ("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", 23),
        ("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", 25),
    ])
    func `a day is its hours put together, from midnight to midnight`(
        _ start: String, _ end: String, _ count: Int
    ) throws {
        let days = try bars("SPY", .day1, start, end)
        let hours = try bars("SPY", .hour1, start, end)
        #expect(hours.count == count)
        #expect(days == [try merged(hours)])
        #expect(try instant(start) == days.first?.start)
    }

    @Test func `a range gives the bars that lie in it wholly, so none that is not over`() throws {
        let whole = try bars("F", .hour1, "2026-01-22T13:00:00Z", "2026-01-22T16:00:00Z")
        #expect(whole.count == 3)
        #expect(
            try bars("F", .hour1, "2026-01-22T12:00:00.001Z", "2026-01-22T16:59:59.999Z") == whole)
        #expect(try bars("F", .hour1, "2026-01-22T13:00:01Z", "2026-01-22T13:59:59Z").isEmpty)
        #expect(try bars("F", .hour1, "2026-01-22T13:00:00Z", "2026-01-22T13:00:00Z").isEmpty)
        let days = try bars("F", .day1, "2026-01-22T05:00:00.001Z", "2026-01-25T04:59:59.999Z")
        #expect(days.map(\.start) == [try instant("2026-01-23T05:00:00Z")])
        #expect(try bars("TSLA", .hour1, "2026-01-22T13:00:00Z", "2026-01-22T16:00:00Z").isEmpty)
    }

    @Test func `bars end with the years that have quotes`() throws {
        let symbol = try symbol("F")
        let all = SyntheticMarket.times
        let ever = Timestamp(nanoseconds: .min)..<Timestamp(nanoseconds: .max)
        #expect(
            market.bars(of: symbol, timeframe: .minute1, in: ever).first?.start == all.lowerBound)
        let last = all.upperBound.advanced(bySeconds: -86_400)..<ever.upperBound
        let days = market.bars(of: symbol, timeframe: .day1, in: last)
        #expect(days.map(\.start) == [last.lowerBound])
        for outside in [all.upperBound..<ever.upperBound, ever.lowerBound..<all.lowerBound] {
            for timeframe in Timeframe.allCases {
                #expect(market.bars(of: symbol, timeframe: timeframe, in: outside).isEmpty)
            }
        }
    }

    @Test func `too many bars are cut after the first, and can be asked for from there`() throws {
        let symbol = try symbol("F")
        let start = try instant("2026-01-22T13:00:00Z")
        let most = Int64(SyntheticMarket.barsMax)
        let end = start.advanced(bySeconds: 60 * (most + 5))
        let first = market.bars(of: symbol, timeframe: .minute1, in: start..<end)
        #expect(first.count == SyntheticMarket.barsMax)
        let next = try #require(first.last).start.advanced(bySeconds: 60)
        let rest = market.bars(of: symbol, timeframe: .minute1, in: next..<end)
        #expect(rest.count == 5)
        #expect(rest.first?.open == first.last?.close)
    }

    @Test func `bars are possible, and the session has most of the volume`() throws {
        for name in ["AAPL", "F", "SPY"] {
            let hours = try bars(name, .hour1, "2026-01-20T05:00:00Z", "2026-01-25T05:00:00Z")
            #expect(hours.allSatisfy { $0.fault == nil && $0.volume > .zero })
            #expect(hours.allSatisfy { $0.volume.thousandths % 1_000 == 0 })
            // From 09:00 to 16:00 in New York.
            let session = hours.filter {
                (32_400..<57_600).contains(NewYork.secondsOfDay(at: $0.start))
            }
            let share =
                try merged(session).volume.approximate / merged(hours).volume.approximate
            #expect((0.6...0.95).contains(share), "\(name): \(share)")
            let volumes = Set(hours.map(\.volume))
            #expect(volumes.count > hours.count * 9 / 10)
        }
    }
}
