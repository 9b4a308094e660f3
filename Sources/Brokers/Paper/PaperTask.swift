public import Domain
import Simulation
public import Storage

/// An event of a feed, and how far the feed has been read with it.
public struct PlacedEvent: Hashable, Sendable {
    /// What happened in the market.
    public var event: MarketEvent
    /// The place after it.
    public var cursor: FeedCursor

    /// An event at its place.
    public init(_ event: MarketEvent, at cursor: FeedCursor) {
        self.event = event
        self.cursor = cursor
    }
}

/// What the paper broker has booked.
public enum PaperNews: Sendable {
    /// A batch is on disk.
    case booked(Batch, BatchReceipt)
    /// The account was reset.
    case reset(PaperEpoch)
}

/// Something that was asked of the paper broker, and who waits for it.
struct PaperTask: Sendable {
    enum Kind: Sendable {
        case submit(OrderTicket)
        case cancel(ClientOrderID)
        case replace(ClientOrderID, Replacement)
        case advance([PlacedEvent])
        case defaultStop(Rate?)
        case reset(Money)
        case flush
    }

    let kind: Kind
    let answer: @Sendable (Result<Void, BrokerError>) -> Void

    var isReset: Bool {
        if case .reset = kind { true } else { false }
    }

    var isFlush: Bool {
        if case .flush = kind { true } else { false }
    }

    /// Does it on a copy of the account.
    func apply(to account: inout PaperAccount, at time: Timestamp) -> Result<Void, BrokerError> {
        switch kind {
        case .submit(let ticket):
            account.submit(ticket, at: account.cursor?.time ?? time)
        case .cancel(let id):
            guard account.cancel(id, at: account.cursor?.time ?? time) else {
                return .failure(.notWorking(id))
            }
        case .replace(let id, let change):
            do throws(ReplaceRefusal) {
                try account.replace(id, with: change, at: account.cursor?.time ?? time)
            } catch {
                switch error {
                case .notWorking: return .failure(.notWorking(id))
                case .invalid(let fault): return .failure(.invalid(fault))
                }
            }
        case .advance(let events):
            for placed in events { account.handle(placed.event, upTo: placed.cursor) }
        case .defaultStop(let rate): account.defaultStop = rate
        case .reset, .flush: break
        }
        return .success(())
    }
}
