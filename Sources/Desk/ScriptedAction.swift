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

        /// What no order takes: no change at all, a fraction of a share, a price between two steps.
        public var fault: TicketFault? {
            guard quantity != nil || limit != nil || stop != nil else {
                return TicketFault("replace", "needs qty, limit_price or stop_price")
            }
            if let quantity, let fault = OrderRequest.fault(of: quantity) { return fault }
            return OrderRequest.fault(of: [("limit_price", limit), ("stop_price", stop)])
        }

        /// The replacement of an order's terms.
        ///
        /// - Throws: the price that such an order does not have.
        func replacement(of type: OrderType) throws(TicketFault) -> Replacement {
            if let fault { throw fault }
            if limit != nil, type.limit == nil {
                throw TicketFault("limit_price", "does not belong to a \(type.name) order")
            }
            if stop != nil, type.stop == nil {
                throw TicketFault("stop_price", "does not belong to a \(type.name) order")
            }
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
