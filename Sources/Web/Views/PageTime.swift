import Domain

/// An instant as a page shows it.
struct PageTime {
    /// New York's wall clock with its zone: `2026-01-22 09:30:00 EST`.
    let text: String
    /// The same instant in UTC, for the tooltip.
    let utc: String
    /// Date and clock without seconds, for rows.
    let short: String

    init(_ time: Timestamp) {
        let wall = NewYorkText(time)
        text = "\(wall.day) \(wall.clock) \(wall.zone)"
        short = "\(wall.day) \(wall.clock.prefix(5))"
        utc = time.description
    }
}
