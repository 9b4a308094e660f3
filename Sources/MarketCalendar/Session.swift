public import Domain

/// One trading session of an exchange: from its opening auction to its close on one New York day.
public struct Session: Hashable, Sendable {
    /// The New York day.
    public let day: Day
    /// The first instant at which the exchange is open.
    public let open: Timestamp
    /// The first instant at which it is closed again.
    public let close: Timestamp
    /// Whether it closes before its regular time: a half day.
    public let isEarlyClose: Bool

    /// The length in minutes: 390 on a regular day, 210 on a half day.
    public var minutes: Int { Int((close.seconds - open.seconds) / 60) }

    /// Whether the exchange is open at this instant: the opening included, the close excluded.
    public func contains(_ instant: Timestamp) -> Bool { open <= instant && instant < close }
}
