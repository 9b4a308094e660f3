import Domain
import MarketCalendar
import MarketData
import Testing

@Suite struct ReplayTests {
    /// A step in one line: `14:30 open`, `14:31 GOOG 14:30`.
    private func line(_ step: ReplayStep) -> String {
        func clock(_ time: Timestamp) -> Substring { time.description.dropFirst(5).prefix(11) }
        return switch step.event {
        case .opened(let time): "\(clock(step.time)) open \(time == step.time)"
        case .closed(let time): "\(clock(step.time)) close \(time == step.time)"
        case .bar(let symbol, let bar): "\(clock(step.time)) \(symbol) \(clock(bar.start))"
        case .action(let symbol, _, let time):
            "\(clock(step.time)) action \(symbol) \(time == step.time)"
        case .quote: "quote"
        }
    }

    private func series(
        _ name: String, _ timeframe: Timeframe, _ starts: [String]
    ) throws -> ReplaySeries {
        ReplaySeries(
            symbol: try symbol(name), timeframe: timeframe,
            bars: try starts.map { try bar(instant($0)) })
    }

    @Test func `intraday bars come at their end, between opening and close`() throws {
        let bars = try series(
            "GOOG", .minute1,
            [
                "2024-07-01T13:28:00Z", "2024-07-01T13:29:00Z", "2024-07-01T13:30:00Z",
                "2024-07-01T19:59:00Z", "2024-07-01T20:00:00Z",
            ])
        #expect(
            Replay([bars]).map(line) == [
                "07-01T13:29 GOOG 07-01T13:28", "07-01T13:30 GOOG 07-01T13:29",
                "07-01T13:30 open true", "07-01T13:31 GOOG 07-01T13:30",
                "07-01T20:00 GOOG 07-01T19:59", "07-01T20:00 close true",
                "07-01T20:01 GOOG 07-01T20:00",
            ])
    }

    @Test func `bars of days start with their session and end with it, half days included`() throws
    {
        let midnights = [
            "2024-07-02T04:00:00Z", "2024-07-03T04:00:00Z", "2024-07-05T04:00:00Z",
        ]
        #expect(
            Replay([try series("GOOG", .day1, midnights)]).map(line) == [
                "07-02T13:30 open true", "07-02T20:00 GOOG 07-02T13:30", "07-02T20:00 close true",
                "07-03T13:30 open true", "07-03T17:00 GOOG 07-03T13:30", "07-03T17:00 close true",
                "07-05T13:30 open true", "07-05T20:00 GOOG 07-05T13:30", "07-05T20:00 close true",
            ])
    }

    @Test func `sessions keep New York's time across a change of clocks`() throws {
        let days = try ["2024-03-08", "2024-03-11", "2024-11-01", "2024-11-04"].map {
            NewYork.instant(of: try day($0), secondsOfDay: 0).description
        }
        #expect(
            Replay([try series("GOOG", .day1, days)]).map(line).filter { !$0.contains("GOOG") } == [
                "03-08T14:30 open true", "03-08T21:00 close true", "03-11T13:30 open true",
                "03-11T20:00 close true", "11-01T13:30 open true", "11-01T20:00 close true",
                "11-04T14:30 open true", "11-04T21:00 close true",
            ])
    }

    @Test func `bars outside sessions come without opening and close`() throws {
        let weekend = try series("BTC/USD", .hour1, ["2024-07-06T15:00:00Z"])
        #expect(Replay([weekend]).map(line) == ["07-06T16:00 BTC/USD 07-06T15:00"])
        let holiday = try series("GOOG", .day1, ["2024-07-04T04:00:00Z"])
        #expect(Replay([holiday]).map(line) == ["07-05T04:00 GOOG 07-04T04:00"])
        let unknown = try series("GOOG", .day1, ["1885-07-01T05:00:00Z"])
        #expect(Replay([unknown]).map(line) == ["07-02T05:00 GOOG 07-01T05:00"])
        let early = try series("GOOG", .minute1, ["2024-07-01T13:29:00Z", "2024-07-01T20:00:00Z"])
        #expect(Replay([early]).map(line).allSatisfy { $0.contains("GOOG") })
    }

    @Test func `the last hour of a session ends with it`() throws {
        let hours = try series(
            "GOOG", .hour1,
            ["2024-07-03T15:30:00Z", "2024-07-03T16:30:00Z", "2024-07-03T17:30:00Z"])
        #expect(
            Replay([hours]).map(line) == [
                "07-03T13:30 open true", "07-03T16:30 GOOG 07-03T15:30",
                "07-03T17:00 GOOG 07-03T16:30", "07-03T17:00 close true",
                "07-03T18:30 GOOG 07-03T17:30",
            ])
    }

    @Test func `symbols take turns by name, and actions come before any price of their day`() throws
    {
        let starts = ["2024-07-01T19:59:00Z", "2024-07-02T13:30:00Z"]
        let all = try ["B", "A"].map { try series($0, .minute1, starts) }
        let actions = try [("2024-07-02", "B"), ("2024-07-02", "A"), ("2024-07-01", "C")].map {
            DatedAction(
                day: try day($0.0), symbol: try symbol($0.1), action: .split(new: 2, old: 1))
        }
        let late = DatedAction(
            day: try day("2024-07-03"), symbol: try symbol("A"), action: .split(new: 2, old: 1))
        #expect(
            Replay(all, actions: actions + [late]).map(line) == [
                "07-01T13:30 open true", "07-01T20:00 A 07-01T19:59",
                "07-01T20:00 B 07-01T19:59", "07-01T20:00 close true",
                "07-02T04:00 action A true", "07-02T04:00 action B true",
                "07-02T13:30 open true", "07-02T13:31 A 07-02T13:30",
                "07-02T13:31 B 07-02T13:30", "07-02T20:00 close true",
            ])
    }

    @Test func `nothing gives nothing`() throws {
        #expect(Array(Replay([])).isEmpty)
        #expect(Array(Replay([try series("GOOG", .minute1, [])])).isEmpty)
    }
}
