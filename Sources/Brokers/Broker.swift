public import Domain
public import Simulation

/// A place that takes orders.
///
/// What a broker promises, and `BrokerContract` in the tests holds for each:
///
/// 1. `submit` is idempotent: the same `ClientOrderID` never makes a second order, however often
///    and from how many tasks it is sent.
/// 2. When `submit` returns, the broker has the order or has refused it, and has reported which;
///    what it reports is told to the desk in the order in which it happened.
/// 3. When a call throws `.unreachable` or `.refused`, nothing has happened. When it throws
///    `.outcomeUnknown`, anything may have: `order(_:)` settles it.
/// 4. To cancel or replace an order that works no more is `.notWorking`, and changes nothing.
public protocol Broker: Sendable {
    /// Sends an order.
    func submit(_ ticket: OrderTicket) async throws(BrokerError)

    /// Asks for the end of a working order. It has ended once that is reported.
    func cancel(_ id: ClientOrderID) async throws(BrokerError)

    /// Gives a working order other terms.
    func replace(_ id: ClientOrderID, with change: Replacement) async throws(BrokerError)

    /// What the broker knows of an order; nil where it never had one of this name.
    func order(_ id: ClientOrderID) async throws(BrokerError) -> BrokerOrder?

    /// The orders that may still fill, oldest first.
    func openOrders() async throws(BrokerError) -> [BrokerOrder]

    /// What is held, by symbol.
    func positions() async throws(BrokerError) -> [BrokerPosition]

    /// The account's cash.
    func cash() async throws(BrokerError) -> Money
}

/// Why a broker did not do what it was asked, split by what the caller must do next.
public enum BrokerError: Error, Hashable, Sendable {
    /// The broker said no. Nothing is working; do not retry.
    case refused(String)
    /// The new terms are impossible; the order works on as it was.
    case invalid(TicketFault)
    /// There is no working order of this name.
    case notWorking(ClientOrderID)
    /// The request never left, or could not be written down. Safe to retry with the same name.
    case unreachable(String)
    /// The request may have arrived. Ask for the order before anything else is sent.
    case outcomeUnknown(String)
}

extension BrokerError: CustomStringConvertible {
    /// What happened, in a sentence.
    public var description: String {
        switch self {
        case .refused(let why): "the broker refused: \(why)"
        case .invalid(let fault): fault.description
        case .notWorking(let id): "order \(id) does not work any more"
        case .unreachable(let why): "nothing was sent: \(why)"
        case .outcomeUnknown(let why): "the answer was lost: \(why)"
        }
    }
}

/// An order as a broker tells of it.
public struct BrokerOrder: Hashable, Sendable {
    /// Our name of it.
    public var id: ClientOrderID
    /// Where it is in its life.
    public var state: OrderState
    /// The shares filled so far.
    public var filled: Quantity
    /// The broker's own name of it.
    public var brokerOrderID: String?

    /// An order of these parts.
    public init(
        id: ClientOrderID, state: OrderState, filled: Quantity, brokerOrderID: String? = nil
    ) {
        self.id = id
        self.state = state
        self.filled = filled
        self.brokerOrderID = brokerOrderID
    }
}

/// What is held of a symbol as a broker tells of it.
public struct BrokerPosition: Hashable, Sendable {
    /// Of what.
    public var symbol: Symbol
    /// The shares; below zero where they are owed.
    public var quantity: Quantity

    /// A position of these parts.
    public init(symbol: Symbol, quantity: Quantity) {
        self.symbol = symbol
        self.quantity = quantity
    }
}
