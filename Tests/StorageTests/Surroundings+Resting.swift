import Domain

extension Surroundings {
    /// Surroundings in which no time passes: 2026-01-22, 15:00 UTC, a Thursday of trading.
    static var resting: Surroundings { resting(at: 1_769_094_000_000_000_000) }

    static func resting(at nanoseconds: Int64) -> Surroundings {
        let now = Timestamp(nanoseconds: nanoseconds)
        return Surroundings(
            wallNow: { now }, marketNow: { now },
            newOrderID: {
                guard let id = ClientOrderID("resting-\(nanoseconds)") else {
                    preconditionFailure("A word and digits make a name.")
                }
                return id
            })
    }
}
