import Domain
import MarketCalendar
import MarketData
import Testing

/// What holds for any replay, on random bars of several symbols and timeframes.
@Suite struct ReplayPropertyTests {
    private func replay(_ seed: UInt64) throws -> Replay {
        var chance = SeededGenerator(seed: seed)
        let timeframes: [Timeframe] = [.minute1, .minute30, .hour1, .day1]
        let series = try ["A", "B", "C"].map { name in
            let timeframe = timeframes[Int.random(in: 0..<4, using: &chance)]
            // Around a half day, a holiday, a weekend and the change of clocks.
            var start = try instant("2023-11-03T04:00:00Z")
            var bars: [Bar] = []
            for _ in 0..<Int.random(in: 0...40, using: &chance) {
                let steps = Int64.random(in: 1...12, using: &chance)
                start = start.advanced(bySeconds: steps * Int64(timeframe.seconds))
                if timeframe == .day1 {
                    start = NewYork.instant(of: NewYork.day(of: start), secondsOfDay: 0)
                }
                bars.append(try bar(start))
            }
            return ReplaySeries(symbol: try symbol(name), timeframe: timeframe, bars: bars)
        }
        let first = try day("2023-11-03")
        let actions = try (0..<20).map { number in
            DatedAction(
                day: first.advanced(by: number / 2),
                symbol: try symbol(number % 3 == 0 ? "B" : "A"),
                action: .split(new: Int64(number + 1), old: 1))
        }
        return Replay(series, actions: actions)
    }

    @Test(arguments: 1...40)
    func `the rest after any step is exactly the rest`(_ seed: UInt64) throws {
        let replay = try replay(seed)
        let steps = Array(replay)
        for (index, step) in steps.enumerated() {
            #expect(
                Array(replay.after(step.cursor)) == Array(steps[(index + 1)...]), "seed \(seed)")
            #expect(
                Array(replay.after(step.time)) == steps.filter { $0.time > step.time },
                "seed \(seed)")
        }
        let never = ReplayCursor(time: Timestamp(nanoseconds: 0), count: 5)
        #expect(Array(replay.after(never)) == steps)
    }

    @Test(arguments: 1...40)
    func `time never goes back, and no bar is lost or early`(_ seed: UInt64) throws {
        let replay = try replay(seed)
        let steps = Array(replay)
        #expect(steps.map(\.time) == steps.map(\.time).sorted())
        #expect(Set(steps.map(\.cursor)).count == steps.count)
        var barCount = 0
        for case (let step, .bar(_, let bar)) in steps.map({ ($0, $0.event) }) {
            barCount += 1
            #expect(step.time > bar.start)
        }
        #expect(barCount == replay.barCount)
    }

    @Test(arguments: 1...40)
    func `openings and closes take turns`(_ seed: UInt64) throws {
        var isOpen = false
        for step in try replay(seed) {
            switch step.event {
            case .opened:
                #expect(!isOpen)
                isOpen = true
            case .closed:
                #expect(isOpen)
                isOpen = false
            default: break
            }
        }
        #expect(!isOpen)
    }
}
