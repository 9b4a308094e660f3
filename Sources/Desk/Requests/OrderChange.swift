public import Domain
import Simulation

/// Other terms for a working order; what is nil stays.
public struct OrderChange: Hashable, Sendable {
    /// The whole size, filled shares included.
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

    /// Whether everything stays.
    public var isEmpty: Bool { quantity == nil && limit == nil && stop == nil }

    /// What no order takes: no change at all, or a fraction of a share.
    public var fault: TicketFault? {
        guard !isEmpty else {
            return TicketFault("replace", "needs qty, limit_price or stop_price")
        }
        return quantity.flatMap { OrderRequest.fault(of: $0) }
    }

    /// A price between two steps of the market.
    public var stepFault: TicketFault? {
        OrderRequest.fault(of: [("limit_price", limit), ("stop_price", stop)])
    }

    /// The replacement of an order's terms.
    ///
    /// - Throws: the price that such an order does not have.
    func replacement(of type: OrderType) throws(TicketFault) -> Replacement {
        if let fault = fault ?? stepFault { throw fault }
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
