import Domain
import Foundation
import MarketCalendar
import Testing

@Suite struct NewYorkTests {
    /// The last instant of winter time and the last of summer time, by the years' rules.
    @Test(arguments: [
        ("1974-01-06", "1974-10-27"), ("1975-02-23", "1975-10-26"), ("1986-04-27", "1986-10-26"),
        ("1987-04-05", "1987-10-25"), ("2006-04-02", "2006-10-29"), ("2007-03-11", "2007-11-04"),
        ("2026-03-08", "2026-11-01"), ("2027-03-14", "2027-11-07"),
    ])
    func `the clock changes on the day that the rule of its year names`(
        _ first: String, _ last: String
    ) throws {
        let spring = Timestamp(day: try day(first), seconds: 7 * 3_600)
        let autumn = Timestamp(day: try day(last), seconds: 6 * 3_600)
        #expect(NewYork.utcOffset(at: Timestamp(nanoseconds: spring.nanoseconds - 1)) == -18_000)
        #expect(NewYork.utcOffset(at: spring) == -14_400)
        #expect(NewYork.utcOffset(at: Timestamp(nanoseconds: autumn.nanoseconds - 1)) == -14_400)
        #expect(NewYork.utcOffset(at: autumn) == -18_000)
    }

    @Test func `a day ends at midnight in New York, not in Greenwich`() throws {
        #expect(NewYork.day(of: try instant("2026-01-22T04:59:59.999Z")) == Day("2026-01-21"))
        #expect(NewYork.day(of: try instant("2026-01-22T05:00:00Z")) == Day("2026-01-22"))
        #expect(NewYork.day(of: try instant("2026-07-22T03:59:59.999Z")) == Day("2026-07-21"))
        #expect(NewYork.day(of: try instant("2026-07-22T04:00:00Z")) == Day("2026-07-22"))
        #expect(NewYork.secondsOfDay(at: try instant("2026-07-22T13:30:00.9Z")) == 34_200)
    }

    @Test func `a time that occurs twice is the first, one that is skipped lies an hour later`()
        throws
    {
        let autumn = NewYork.instant(of: try day("2026-11-01"), secondsOfDay: 5_400)
        #expect(autumn == Timestamp("2026-11-01T05:30:00Z"))
        let spring = NewYork.instant(of: try day("2026-03-08"), secondsOfDay: 9_000)
        #expect(spring == Timestamp("2026-03-08T07:30:00Z"))
        #expect(NewYork.secondsOfDay(at: spring) == 12_600)
    }

    @Test func `the first and the last instant there is have a day`() {
        #expect(NewYork.day(of: Timestamp(nanoseconds: .min)) == Day("1677-09-20"))
        #expect(NewYork.day(of: Timestamp(nanoseconds: .max)) == Day("2262-04-11"))
    }

    @Test func `noon of every day from 1967 to 2100 is noon of that day`() throws {
        for number in try day("1967-01-01").number...day("2100-12-31").number {
            let noon = NewYork.instant(of: Day(number: number), secondsOfDay: 43_200)
            #expect(NewYork.day(of: noon) == Day(number: number))
            #expect(NewYork.secondsOfDay(at: noon) == 43_200)
        }
    }

    @Test func `around every New Year it is winter`() throws {
        for year in 1967...2260 {
            let midnight = Timestamp(day: try #require(Day(year: year, month: 1, day: 1)))
            for hours in -72...72 {
                let instant = midnight.advanced(bySeconds: Int64(hours) * 3_600)
                #expect(NewYork.utcOffset(at: instant) == -18_000)
            }
        }
    }

    /// An outside witness, used by no target: the zone data that Foundation carries.
    @Test(.enabled(if: TimeZone(identifier: "America/New_York") != nil))
    func `the offset agrees with the zone database at 20,000 instants`() throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        var generator = SeededGenerator(state: 7)
        // To 2037, where Foundation's tables end.
        let range = try instant("1967-01-01T06:00Z").seconds...instant("2037-01-01T00:00Z").seconds
        for _ in 0..<20_000 {
            let second = Int64.random(in: range, using: &generator)
            let expected = zone.secondsFromGMT(
                for: Date(timeIntervalSince1970: Double(second)))
            let own = NewYork.utcOffset(at: Timestamp(nanoseconds: second * 1_000_000_000))
            #expect(own == expected, "second \(second)")
        }
    }
}
