import Domain
import Testing

@Suite struct DayTests {
    @Test func `every day from 1600 to 2400 follows the one before`() throws {
        var number = try #require(Day(year: 1600, month: 1, day: 1)).number
        for year in 1600...2400 {
            for month in 1...12 {
                let days = (1...31).compactMap { Day(year: year, month: month, day: $0) }
                let numbers = days.indices.map { number + Int32($0) }
                try #require(days.map(\.number) == numbers)
                try #require(
                    days.indices.allSatisfy { days[$0].civil == (year, month, $0 + 1) })
                number += Int32(days.count)
            }
        }
    }

    @Test func `leap years are every fourth, but for three centuries in four`() {
        #expect([2000, 2024, 1600, 4].allSatisfy { Day(year: $0, month: 2, day: 29) != nil })
        #expect([1900, 2023, 2100, 1].allSatisfy { Day(year: $0, month: 2, day: 29) == nil })
    }

    @Test(arguments: [
        "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01", "2026-1-1",
        "2026/01/01", "26-01-01", "2026-01-011", "-026-01-01", "+026-01-01", "", " 026-01-01",
        "２０２６-01-01",
    ])
    func `what is no date is refused`(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `text and date agree`() throws {
        for number in stride(from: Int32(-719_000), to: 2_932_000, by: 997) {
            let day = Day(number: number)
            #expect(Day(day.description) == day)
        }
        #expect(Day("0001-01-01")?.description == "0001-01-01")
        #expect(Day("9999-12-31")?.description == "9999-12-31")
    }

    @Test func `weekdays count from Sunday, before 1970 too`() throws {
        #expect(Day(number: 0).weekday == 4)
        #expect(try #require(Day("2026-11-22")).weekday == 0)
        #expect(try #require(Day("1969-12-28")).weekday == 0)
        for number in Int32(-20)...20 {
            #expect(Day(number: number + 1).weekday == (Day(number: number).weekday + 1) % 7)
        }
    }

    @Test func `days move, and stop at the ends`() {
        #expect(Day(number: 5).advanced(by: -10).number == -5)
        #expect(Day(number: .max).advanced(by: 1).number == .max)
        #expect(Day(number: 0).advanced(by: .max).number == .max)
        #expect(Day(number: 0).advanced(by: .min).number == .min)
    }
}
