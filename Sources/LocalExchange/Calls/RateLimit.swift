import Domain

/// How many calls were made in the minute under way; counted apart for trading and for data.
struct RateLimit: Sendable {
    let perMinute: Int?
    private var minute: Int64 = 0
    private var counts: [Bool: Int] = [:]

    init(perMinute: Int?) { self.perMinute = perMinute }

    /// Counts a call.
    ///
    /// - Returns: whether it is one too many, and what the answer's header says.
    mutating func count(isData: Bool, at wall: Timestamp) -> (
        isOver: Bool, fields: [String: String]
    ) {
        if wall.seconds / 60 != minute {
            minute = wall.seconds / 60
            counts = [:]
        }
        guard let perMinute else { return (false, header(of: 1_000_000, left: 999_999)) }
        let used = counts[isData, default: 0] + 1
        counts[isData] = min(used, perMinute + 1)
        return (used > perMinute, header(of: perMinute, left: max(0, perMinute - used)))
    }

    private func header(of limit: Int, left: Int) -> [String: String] {
        [
            "X-RateLimit-Limit": String(limit), "X-RateLimit-Remaining": String(left),
            "X-RateLimit-Reset": String((minute + 1) * 60),
        ]
    }
}
