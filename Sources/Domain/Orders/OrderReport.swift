/// What a venue says happened, in the order it happened; the ledger books it.
public enum OrderReport: Hashable, Sendable {
    /// A protective order came into being with its entry's first fill.
    case placed(OrderTicket, at: Timestamp)
    /// An order was taken.
    case accepted(ClientOrderID, at: Timestamp)
    /// An order was refused.
    case rejected(ClientOrderID, OrderEnding, at: Timestamp)
    /// Shares changed hands.
    case filled(Fill)
    /// A working order has other terms now.
    case changed(ClientOrderID, WorkingTerms, at: Timestamp)
    /// An order ended before it was filled whole.
    case cancelled(ClientOrderID, OrderEnding, at: Timestamp)
    /// An order's time in force ended.
    case expired(ClientOrderID, at: Timestamp)
    /// A split or dividend changed lots or cash of a symbol that is held.
    case adjusted(Adjustment)

    /// The order that it is about; nil for what happened to a symbol.
    public var order: ClientOrderID? {
        switch self {
        case .placed(let ticket, _): ticket.id
        case .accepted(let id, _), .rejected(let id, _, _), .changed(let id, _, _),
            .cancelled(let id, _, _), .expired(let id, _):
            id
        case .filled(let fill): fill.order
        case .adjusted: nil
        }
    }
}

/// The terms of a working order that may change while it works.
public struct WorkingTerms: Hashable, Sendable {
    /// The whole size in shares; nil while the size is known only at the fill.
    public var quantity: Quantity?
    /// The type with the prices now in force.
    public var type: OrderType
    /// The best price since acceptance, of a trailing stop.
    public var best: Price?
    /// Whether the stop has triggered.
    public var isTriggered: Bool

    /// Terms of these parts.
    public init(
        quantity: Quantity?, type: OrderType, best: Price? = nil, isTriggered: Bool = false
    ) {
        self.quantity = quantity
        self.type = type
        self.best = best
        self.isTriggered = isTriggered
    }
}
