public import Domain
import Storage

/// What became of an order that somebody placed.
public struct OrderAnswer: Hashable, Sendable {
    /// The order as it is now.
    public let order: DeskOrder
    /// Whether it is new; an order that was asked for before is answered as it is.
    public let isNew: Bool
}

/// Why an order, a cancel or a change was not done. Nothing has happened then, unless it says so.
public enum DeskError: Error, Hashable, Sendable {
    /// A field cannot be so.
    case invalid(TicketFault)
    /// A price lies between two steps of the market.
    case priceStep(TicketFault)
    /// The name stands for another order.
    case conflict(ClientOrderID)
    /// The mode's orders are not open.
    case notActive(TradingMode)
    /// A check says no.
    case refused(Refusal)
    /// There is no such order, trade or position.
    case notFound(String)
    /// The order works no more.
    case notWorking(ClientOrderID)
    /// Entries stay stopped after a day that has lost too much.
    case notRearmed(String)
    /// There is no broker for this mode.
    case noBroker
    /// The broker says no.
    case brokerRefused(String)
    /// The ledger or the broker cannot be reached; try again with the same name.
    case unavailable(String)
    /// So many backtests wait that no more is taken.
    case tooManyBacktests(Int)
}

extension DeskError {
    init(_ error: StorageError) {
        switch error {
        case .conflict(let id): self = .conflict(id)
        case .unknownOrder(let id): self = .notFound("order \(id)")
        case .refused(let why): self = .refused(Refusal("storage", why))
        default: self = .unavailable(error.description)
        }
    }
}

extension DeskError: CustomStringConvertible {
    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .invalid(let fault), .priceStep(let fault): fault.description
        case .conflict(let id): "order \(id) exists with other terms: choose another name"
        case .notActive(let mode): "\(mode.rawValue) trading is not the active mode"
        case .refused(let refusal): refusal.message
        case .notFound(let what): "there is no \(what)"
        case .notWorking(let id): "order \(id) does not work any more"
        case .tooManyBacktests(let count):
            "\(count) backtests wait already: cancel some, or wait"
        case .noBroker: "no broker is configured for this mode"
        case .notRearmed(let why): why
        case .brokerRefused(let why): "the broker refused: \(why)"
        case .unavailable(let why): why
        }
    }
}
