import Domain
import MarketCalendar

/// New York's wall clock as text.
struct NewYorkText {
    /// `2026-01-22`.
    let day: String
    /// `09:30:00`.
    let clock: String
    /// `EST` or `EDT`.
    let zone: String

    init(_ time: Timestamp) {
        let seconds = NewYork.secondsOfDay(at: time)
        day = NewYork.day(of: time).description
        clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map(Self.twoDigits)
            .joined(separator: ":")
        zone = NewYork.utcOffset(at: time) == -14_400 ? "EDT" : "EST"
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
