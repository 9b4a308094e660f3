public import Domain

/// Instants as Alpaca writes them.
public enum WireTime {
    /// RFC 3339 in UTC with nanoseconds: `2025-01-02T14:30:00.123456789Z`.
    public static func text(_ time: Timestamp) -> String {
        let rest = time.nanoseconds % 1_000_000_000
        let fraction = rest < 0 ? rest + 1_000_000_000 : rest
        guard fraction != 0 else { return "\(time.description.dropLast(5))Z" }
        let digits = String(fraction)
        let zeros = String(repeating: "0", count: 9 - digits.count)
        return "\(time.description.dropLast(5)).\(zeros)\(digits)Z"
    }

    /// Reads RFC 3339; digits finer than a nanosecond are dropped, and a date alone is its midnight
    /// in UTC.
    public static func read(_ text: String) -> Timestamp? {
        if let time = Timestamp(text) { return time }
        if let day = Day(text) { return Timestamp(day: day) }
        guard let point = text.firstIndex(of: ".") else { return nil }
        let digits = text[text.index(after: point)...].prefix { $0.isNumber }
        guard digits.count > 9 else { return nil }
        return Timestamp(text[...point] + digits.prefix(9) + text[digits.endIndex...])
    }
}
