import Domain
import MarketCalendar

/// Dates for people.
enum NewYorkText {
    /// The date in New York.
    static func date(_ instant: Timestamp) -> String { NewYork.day(of: instant).description }
}
