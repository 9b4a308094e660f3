import Domain
import MarketCalendar
import Testing

@Suite struct TradingCalendarTests {
    private let xnys = TradingCalendar.xnys

    @Test func `the opening is open, the close is closed`() throws {
        let session = try #require(xnys.session(on: day("2026-11-27")))
        #expect(session.isEarlyClose && session.minutes == 210)
        #expect(xnys.isOpen(at: session.open) == true)
        #expect(xnys.isOpen(at: nanosecond(before: session.open)) == false)
        #expect(xnys.isOpen(at: session.close) == false)
        #expect(xnys.isOpen(at: nanosecond(before: session.close)) == true)
        #expect(xnys.session(at: session.open) == session)
        #expect(xnys.session(at: session.close) == nil)
    }

    @Test func `next and previous exclude the instant itself`() throws {
        let friday = try #require(xnys.session(on: day("2026-01-16")))
        let tuesday = try #require(xnys.session(on: day("2026-01-20")))
        #expect(xnys.nextOpen(after: friday.open) == tuesday.open)
        #expect(xnys.nextOpen(after: nanosecond(before: friday.open)) == friday.open)
        #expect(xnys.nextClose(after: friday.close) == tuesday.close)
        #expect(xnys.previousOpen(before: tuesday.open) == friday.open)
        #expect(xnys.previousClose(before: tuesday.close) == friday.close)
        #expect(xnys.closure(on: try day("2026-01-19"))?.kind == .regular)
        #expect(xnys.closure(on: try day("2026-01-18")) == nil, "a Sunday is no holiday")
    }

    @Test func `a day without a session counts as the next one that has one`() throws {
        let sunday = try day("2026-01-18")
        #expect(xnys.session(offset: 0, from: sunday)?.day == Day("2026-01-20"))
        #expect(xnys.session(offset: 1, from: sunday)?.day == Day("2026-01-21"))
        #expect(xnys.session(offset: -1, from: sunday)?.day == Day("2026-01-16"))
        #expect(xnys.nextSession(after: sunday)?.day == Day("2026-01-20"))
        #expect(xnys.nextSession(after: try day("2026-01-16"))?.day == Day("2026-01-20"))
        #expect(xnys.previousSession(before: try day("2026-01-20"))?.day == Day("2026-01-16"))
    }

    @Test(arguments: ["1999-12-31T15:00Z", "2000-01-01T04:59Z", "2028-01-01T05:00Z"])
    func `an instant outside the years has no answer`(_ text: String) throws {
        let outside = try instant(text)
        #expect(xnys.isOpen(at: outside) == nil)
        #expect(xnys.session(at: outside) == nil)
        #expect(xnys.nextOpen(after: outside) == nil)
        #expect(xnys.nextClose(after: outside) == nil)
        #expect(xnys.previousOpen(before: outside) == nil)
        #expect(xnys.previousClose(before: outside) == nil)
    }

    @Test func `what would lie outside the years is absent`() throws {
        let first = try #require(xnys.sessions.first)
        let last = try #require(xnys.sessions.last)
        #expect(xnys.nextOpen(after: try instant("2000-01-01T05:00Z")) == first.open)
        #expect(xnys.previousOpen(before: first.open) == nil)
        #expect(xnys.previousClose(before: first.close) == nil)
        #expect(xnys.nextOpen(after: last.open) == nil)
        #expect(xnys.nextClose(after: last.close) == nil)
        #expect(xnys.previousClose(before: try instant("2028-01-01T04:59Z")) == last.close)
        #expect(xnys.nextSession(after: last.day) == nil)
        #expect(xnys.previousSession(before: first.day) == nil)
        #expect(xnys.session(offset: .max, from: last.day) == nil)
        #expect(xnys.session(offset: .min, from: first.day) == nil)
    }

    @Test func `a range that leaves the years has no count`() throws {
        let (before, first) = (try day("1999-12-31"), try day("2000-01-01"))
        let (last, after) = (try day("2027-12-31"), try day("2028-01-01"))
        #expect(xnys.sessionCount(in: first...last) == xnys.sessions.count)
        #expect(xnys.sessionCount(in: before...last) == nil)
        #expect(xnys.sessionCount(in: first...after) == nil)
        #expect(xnys.session(on: before) == nil && xnys.session(on: after) == nil)
        #expect(xnys.closure(on: try day("2027-12-31")) == nil)
        #expect(xnys.sessionCount(in: first...first) == 0)
    }

    @Test func `at 20,000 instants the answers are what a plain search finds`() throws {
        var generator = SeededGenerator(state: 42)
        let range = try instant("2000-01-04T05:00Z").seconds...instant("2027-12-30T00:00Z").seconds
        let instants = (0..<20_000).map { _ in edgy(range, &generator) }.sorted()
        var (opened, closed) = (0, 0)  // How many sessions opened and closed before the instant.
        for instant in instants {
            while xnys.sessions[opened].open < instant { opened += 1 }
            while xnys.sessions[closed].close < instant { closed += 1 }
            let opensNow = xnys.sessions[opened].open == instant
            let closesNow = xnys.sessions[closed].close == instant
            #expect(xnys.previousOpen(before: instant) == xnys.sessions[opened - 1].open)
            #expect(xnys.previousClose(before: instant) == xnys.sessions[closed - 1].close)
            #expect(
                xnys.nextOpen(after: instant) == xnys.sessions[opened + (opensNow ? 1 : 0)].open)
            #expect(
                xnys.nextClose(after: instant) == xnys.sessions[closed + (closesNow ? 1 : 0)].close)
            #expect(xnys.isOpen(at: instant) == ((opened > closed || opensNow) && !closesNow))
        }
    }

    @Test func `counts and offsets of 2,000 ranges are what a plain search finds`() throws {
        var generator = SeededGenerator(state: 43)
        for _ in 0..<2_000 {
            let start = Int32.random(in: 10_957...21_000, using: &generator)
            let end = min(start + Int32.random(in: 0...400, using: &generator), 21_183)
            let range = Day(number: start)...Day(number: end)
            let found = (start...end).map(Day.init(number:)).filter { xnys.session(on: $0) != nil }
            #expect(xnys.sessions(in: range)?.map(\.day) == found)
            #expect(xnys.sessionCount(in: range) == found.count)
            guard let last = found.last else { continue }
            #expect(xnys.session(offset: found.count - 1, from: range.lowerBound)?.day == last)
            #expect(xnys.session(offset: 1 - found.count, from: last)?.day == found.first)
        }
    }

    @Test func `a weekday has a session or a closure, never both, and a weekend neither`() {
        for number in xnys.days.lowerBound.number...xnys.days.upperBound.number {
            let day = Day(number: number)
            let isWeekday = (1...5).contains(day.weekday)
            let facts = [xnys.session(on: day) != nil, xnys.closure(on: day) != nil]
            #expect(facts.count { $0 } == (isWeekday ? 1 : 0), "\(day)")
        }
    }

    private func nanosecond(before instant: Timestamp) -> Timestamp {
        Timestamp(nanoseconds: instant.nanoseconds - 1)
    }

    /// Any second, or exactly an opening or a close: those are where mistakes live.
    private func edgy(
        _ range: ClosedRange<Int64>, _ generator: inout SeededGenerator
    ) -> Timestamp {
        let any = Timestamp(
            nanoseconds: .random(in: range, using: &generator) * 1_000_000_000)
        guard let next = xnys.nextOpen(after: any), let close = xnys.nextClose(after: any) else {
            return any
        }
        return [any, any, next, close][Int.random(in: 0..<4, using: &generator)]
    }
}
