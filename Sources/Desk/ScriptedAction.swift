public import Domain
import Simulation

/// What a person wants done at a moment of a replay.
public struct ScriptedAction: Hashable, Sendable {
    /// What to do.
    public enum Kind: Hashable, Sendable {
        /// Place an order.
        case place(OrderRequest)
        /// Cancel an order, if it still works.
        case cancel(ClientOrderID)
        /// Give a working order other terms.
        case replace(ClientOrderID, Change)
    }

    /// Other terms; what is nil stays.
    public struct Change: Hashable, Sendable {
        /// The whole size.
        public var quantity: Quantity?
        /// The limit.
        public var limit: Price?
        /// The stop.
        public var stop: Price?

        /// A change of these parts.
        public init(quantity: Quantity? = nil, limit: Price? = nil, stop: Price? = nil) {
            self.quantity = quantity
            self.limit = limit
            self.stop = stop
        }

        /// The replacement of an order's terms.
        func replacement(of type: OrderType) -> Replacement {
            let changed: OrderType =
                switch type {
                case .limit(let limit): .limit(self.limit ?? limit)
                case .stop(let stop): .stop(self.stop ?? stop)
                case .stopLimit(let stop, let limit):
                    .stopLimit(stop: self.stop ?? stop, limit: self.limit ?? limit)
                case .market, .trailingStop: type
                }
            return Replacement(quantity: quantity, type: changed)
        }
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
