public import Domain
public import Simulation
import Storage

/// What a paper run did.
public struct PaperOutcome: Hashable, Sendable {
    /// Market events taken.
    public internal(set) var steps = 0
    /// Bars among them.
    public internal(set) var bars = 0
    /// Orders placed, protective ones included.
    public internal(set) var orders = 0
    /// Fills.
    public internal(set) var fills = 0
    /// Orders that were refused, with the reason.
    public internal(set) var refused: [ClientOrderID: OrderEnding] = [:]
    /// What the script asks for at times that the bars have not reached.
    public internal(set) var notDue: [ScriptedAction] = []

    mutating func count(_ batch: Batch) {
        orders += batch.intents.count
        for report in batch.reports {
            switch report {
            case .placed: orders += 1
            case .filled: fills += 1
            case .rejected(let id, let ending, _): refused[id] = ending
            case .accepted, .changed, .cancelled, .expired, .adjusted: continue
            }
        }
    }
}

/// Why a paper run cannot go on.
public enum PaperReplayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// An order of this name was placed before, and it was another one.
    case orderChanged(ClientOrderID)
    /// A new order for a time that the account has already passed.
    case tooLate(ClientOrderID, at: Timestamp, market: Timestamp)
    /// An order for a symbol that the replay has no bars of.
    case notTraded(ClientOrderID, Symbol)
    /// A cancel or a replacement of an order that nobody placed, nor does the script.
    case unknownOrder(ClientOrderID)
    /// The bars do not contain the place where the account is.
    case placeNotFound(Timestamp)
    /// An order cannot take the terms that the script gives it.
    case refusedReplace(ClientOrderID, ReplaceRefusal)

    /// What is wrong, and the way out.
    public var description: String {
        switch self {
        case .orderChanged(let id):
            "order \(id) was placed before with other terms: give the new order a name of its own"
        case .tooLate(let id, let time, let market):
            """
            order \(id) is for \(time), and the account has traded through \(market): give it a \
            later time, or start over with a database of its own
            """
        case .notTraded(let id, let symbol):
            "order \(id) is for \(symbol), of which there are no bars here: trade on them too"
        case .unknownOrder(let id):
            "there is no order \(id) to cancel or to replace: check its name"
        case .placeNotFound(let time):
            """
            the account has traded through \(time), which these bars do not contain: import the \
            bars it traded on, or start over with a database of its own
            """
        case .refusedReplace(let id, .notWorking): "order \(id) does not work any more"
        case .refusedReplace(let id, .invalid(let fault)):
            "order \(id) cannot be replaced: \(fault)"
        }
    }
}
