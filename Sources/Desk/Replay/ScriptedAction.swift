public import Domain

/// What a person wants done at a moment of a replay.
public struct ScriptedAction: Hashable, Sendable {
    /// What to do.
    public enum Kind: Hashable, Sendable {
        /// Place an order.
        case place(OrderRequest)
        /// Cancel an order, if it still works.
        case cancel(ClientOrderID)
        /// Give a working order other terms.
        case replace(ClientOrderID, OrderChange)
    }

    /// Market time: it is done after all that is known by then, before anything later.
    public var time: Timestamp
    /// What is done.
    public var kind: Kind

    /// An action at a time.
    public init(at time: Timestamp, _ kind: Kind) {
        self.time = time
        self.kind = kind
    }
}
