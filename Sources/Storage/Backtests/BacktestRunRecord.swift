public import Domain

/// A backtest that the desk was asked for, and what has become of it.
public struct BacktestRunRecord: Hashable, Sendable {
    /// How far it is.
    public enum State: String, CaseIterable, Sendable {
        /// It waits for those before it.
        case queued
        /// It is on its way.
        case running
        /// Its result is kept.
        case finished
        /// It could not be run to its end, or the desk ended before it did.
        case failed
        /// Somebody cancelled it.
        case cancelled

        /// Whether nothing more will happen to it.
        public var isFinal: Bool { self != .queued && self != .running }
    }

    /// Its name, which its result bears too.
    public let runID: String
    /// How far it is.
    public var state = State.queued
    /// The part of its bars that are done, 0 to 1.
    public var progress = 0.0
    /// Why it failed.
    public var error: String?
    /// What was asked for, as a JSON object.
    public let config: String
    /// The hash of what it came to.
    public var resultHash: String?
    /// Wall time.
    public let createdAt: Timestamp
    /// Wall time of the last change.
    public var updatedAt: Timestamp

    /// A run that waits.
    public init(runID: String, config: String, createdAt: Timestamp) {
        self.runID = runID
        self.config = config
        self.createdAt = createdAt
        updatedAt = createdAt
    }
}
