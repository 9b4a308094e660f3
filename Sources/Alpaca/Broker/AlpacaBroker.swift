public import Brokers
public import Domain
import Simulation
public import Storage
import AlpacaWire
import Synchronization

/// The broker of live trading: Alpaca's account, with its books in the ledger.
///
/// An order's intent is on disk before it is sent. Whatever Alpaca says happened is read from its
/// orders and executions, never from an event alone, and is on disk before anyone hears of it. What
/// went out and was not answered is in doubt: it is asked for, and never sent again.
public actor AlpacaBroker: LiveAccount {
    let client: AlpacaClient
    let ledger: Ledger
    let surroundings: Surroundings
    /// The last price of a symbol, as far as the desk knows it.
    let lastPrice: @Sendable (Symbol) -> Price?
    var tell: LiveAccount.Listener = { _, _ in }
    /// The stop of entries by hand that bring none.
    var defaultStop: Rate?
    /// Orders whose answer was lost.
    var doubts: [ClientOrderID: Doubt] = [:]
    /// Orders that are being sent by this process.
    private var sending: [ClientOrderID: Sending] = [:]
    /// Orders at the broker that belong to orders of the desk, by its ids.
    var known: [String: ClientOrderID] = [:]
    /// Orders of which something was heard while they were being sent.
    private var heardOf: Set<ClientOrderID> = []
    var isBooking = false
    var waitingToBook: [CheckedContinuation<Void, Never>] = []
    /// Orders of which the ledger has the intent and nothing else, as it has them, while they are
    /// being sent.
    var intended: [ClientOrderID: BookedOrder] = [:]
    /// The number of the account, once it is known to be the right one.
    var pinned: String?
    nonisolated let status = Mutex(LiveStanding.unknown)

    private struct Sending {
        let ticket: OrderTicket
        let task: Task<Void, any Error>
    }

    /// Why protective orders end that were cancelled from here.
    var asked: [ClientOrderID: OrderEnding] = [:]
    /// Orders that the stream told of and that nobody here knew.
    var strangers: Set<String> = []
    /// Lots whose stop is being exchanged for another.
    var changing: Set<ClientOrderID> = []

    /// A broker that nobody has asked yet.
    ///
    /// - Parameter lastPrice: what the default stop of a market order is reckoned from.
    public init(
        _ transport: any AlpacaTransport, time: AlpacaTime, ledger: Ledger,
        surroundings: Surroundings,
        lastPrice: @escaping @Sendable (Symbol) -> Price? = { _ in nil }
    ) {
        self.lastPrice = lastPrice
        client = AlpacaClient(transport, time: time)
        self.ledger = ledger
        self.surroundings = surroundings
    }

    /// How the books and the broker stand to each other.
    public nonisolated var standing: LiveStanding { status.withLock { $0 } }

    /// Names who hears of what is booked.
    public func connect(_ tell: @escaping LiveAccount.Listener) { self.tell = tell }

    /// Makes the default stop of entries by hand another one.
    public func setDefaultStop(_ rate: Rate?) { defaultStop = rate }

    /// Sends an order; the same name and terms again is the same order.
    public func submit(_ ticket: OrderTicket) async throws(BrokerError) {
        let task: Task<Void, any Error>
        if let other = sending[ticket.id] {
            guard other.ticket == ticket else { throw Self.conflict(ticket.id) }
            task = other.task
        } else {
            task = Task.immediate { try await self.carryOut(ticket) }
            sending[ticket.id] = Sending(ticket: ticket, task: task)
        }
        defer {
            sending[ticket.id] = nil
            intended[ticket.id] = nil
            heardOf.remove(ticket.id)
        }
        do {
            try await task.value
            if heardOf.remove(ticket.id) != nil { _ = try? await sync(ticket.id) }
        } catch let error as BrokerError {
            throw error
        } catch {
            throw .outcomeUnknown("\(error)")
        }
    }

    /// Whether any order is being sent just now.
    var isSendingAny: Bool { !sending.isEmpty }

    /// Whether this process is sending an order just now.
    func isSending(_ id: ClientOrderID) -> Bool { sending[id] != nil }

    /// Notes that something was heard of an order that is being sent.
    func missed(_ id: ClientOrderID) { heardOf.insert(id) }

    static func conflict(_ id: ClientOrderID) -> BrokerError {
        .refused("order \(id) exists with other terms")
    }

    /// Wall time: Alpaca's market goes by it.
    nonisolated var now: Timestamp { surroundings.wallNow() }
}

/// An order whose answer was lost.
struct Doubt: Sendable {
    /// When it is asked for next.
    var dueAt: Timestamp
    /// Seconds until the time after.
    var waitSeconds: Int64 = 1
    /// Since when every answer was that there is none.
    var absentSince: Timestamp?

    /// Through how many seconds of good answers an order must be absent to have never arrived.
    static let patienceSeconds: Int64 = 60
}
