/// Where time and names come from, so that tests and replays choose them.
public struct Surroundings: Sendable {
    /// The wall clock: audit, `created_at`, time-outs, staleness.
    public var wallNow: @Sendable () -> Timestamp
    /// What the feed says the time is: fills, trades, days.
    public var marketNow: @Sendable () -> Timestamp
    /// A name for an order that came without one.
    public var newOrderID: @Sendable () -> ClientOrderID
    /// Called as each named step is passed; fault tests end the process here.
    public var checkpoint: @Sendable (Checkpoint) -> Void

    /// Surroundings of these parts.
    public init(
        wallNow: @escaping @Sendable () -> Timestamp,
        marketNow: @escaping @Sendable () -> Timestamp,
        newOrderID: @escaping @Sendable () -> ClientOrderID,
        checkpoint: @escaping @Sendable (Checkpoint) -> Void = { _ in }
    ) {
        self.wallNow = wallNow
        self.marketNow = marketNow
        self.newOrderID = newOrderID
        self.checkpoint = checkpoint
    }
}

/// The steps between which a crash must lose nothing.
public enum Checkpoint: String, CaseIterable, Sendable {
    /// An order's intent is in the open transaction.
    case intentWritten
    /// A fill is in the open transaction, its projections not yet.
    case fillWritten
    /// Trades, positions and totals are in the open transaction.
    case projectionWritten
    /// All is written, nothing committed.
    case commitReady
    /// The transaction is on disk; nobody has been told.
    case committed
}
