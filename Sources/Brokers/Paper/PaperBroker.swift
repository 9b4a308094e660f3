public import Domain
public import Simulation
public import Storage

/// The broker of paper trading: the matching engine, with its books in the ledger.
///
/// All that is asked of it while a commit is under way is done together by the next turn: on a copy
/// of the account, which is kept only when the batch is on disk. Nobody is answered, and nobody
/// hears of a fill, before that; where the disk fails, nothing has happened.
public actor PaperBroker: Broker {
    /// Called with each batch once it is on disk, before anyone who asked for it is answered.
    public typealias Listener = @Sendable (PaperNews) async -> Void

    private var account: PaperAccount
    private let ledger: Ledger
    private let surroundings: Surroundings
    private let openingTime: Timestamp
    private let tell: Listener
    private var waiting: [PaperTask] = []
    private var isTurning = false
    private var markedAt: Timestamp

    /// A broker for an account as the ledger left it.
    ///
    /// - Parameters:
    ///   - openingTime: market time until the feed has spoken.
    ///   - tell: hears of all that was booked, in its order.
    public init(
        _ account: PaperAccount, ledger: Ledger, surroundings: Surroundings,
        openingTime: Timestamp, tell: @escaping Listener
    ) {
        self.account = account
        self.ledger = ledger
        self.surroundings = surroundings
        self.openingTime = openingTime
        self.tell = tell
        markedAt = surroundings.wallNow()
    }

    /// How many tasks share a turn at most.
    static let sharedMax = 512

    /// The market's time: that of the last event.
    public var marketTime: Timestamp { account.cursor?.time ?? openingTime }

    /// How far the feed has been read.
    public var cursor: FeedCursor? { account.cursor }

    /// The last price of a symbol.
    public func lastPrice(of symbol: Symbol) -> Price? { account.exchange.lastPrice(of: symbol) }

    /// Takes an order in a turn of its own or of several: one commit books what came of it.
    public func submit(_ ticket: OrderTicket) async throws(BrokerError) {
        try await run(.submit(ticket))
    }

    /// Cancels an order and the legs that wait for it.
    public func cancel(_ id: ClientOrderID) async throws(BrokerError) {
        try await run(.cancel(id))
    }

    /// Changes an order that waits; it keeps its identity.
    public func replace(
        _ id: ClientOrderID, with change: Replacement
    ) async throws(BrokerError) {
        try await run(.replace(id, change))
    }

    /// Hands the next events of the feed to the orders; the last one's place is where a restart
    /// goes on.
    public func advance(_ events: [PlacedEvent]) async throws(BrokerError) {
        try await run(.advance(events))
    }

    /// Makes the default stop of entries by hand another one, for what fills from now on.
    public func setDefaultStop(_ rate: Rate?) async throws(BrokerError) {
        try await run(.defaultStop(rate))
    }

    /// Ends the account's epoch and opens a new one with so much cash; prices stay.
    public func reset(openingCash: Money) async throws(BrokerError) {
        try await run(.reset(openingCash))
    }

    /// Writes down what is only in memory: the feed's place and the last prices.
    public func flush() async throws(BrokerError) { try await run(.flush) }

    /// An order as the ledger has it.
    public func order(_ id: ClientOrderID) async throws(BrokerError) -> BrokerOrder? {
        let booked: BookedOrder?
        do throws(StorageError) {
            booked = try await ledger.order(id, mode: .paper)
        } catch {
            throw .unreachable(error.description)
        }
        return booked.map { BrokerOrder(id: id, state: $0.state, filled: $0.filled) }
    }

    /// What waits in the engine, legs included.
    public func openOrders() -> [BrokerOrder] {
        account.exchange.workingOrders.map { order in
            BrokerOrder(
                id: order.id, state: order.filled > .zero ? .partiallyFilled : .working,
                filled: order.filled)
        }
    }

    /// What the lots come to, short ones below zero.
    public func positions() throws(BrokerError) -> [BrokerPosition] {
        do throws(AmountOutOfRange) {
            return try account.exchange.heldSymbols.map { symbol throws(AmountOutOfRange) in
                let lots = LotBook(lots: account.exchange.lots(of: symbol))
                let held = try lots.quantity(in: .all)
                return BrokerPosition(
                    symbol: symbol, quantity: lots.side == .short ? try -held : held)
            }
        } catch {
            throw .refused(error.description)
        }
    }

    /// The account's cash after every fill that is booked.
    public func cash() -> Money { account.exchange.cash }
}

extension PaperBroker {
    private func run(_ kind: PaperTask.Kind) async throws(BrokerError) {
        let answer: Result<Void, BrokerError> = await withCheckedContinuation { continuation in
            waiting.append(PaperTask(kind: kind) { continuation.resume(returning: $0) })
            if !isTurning {
                isTurning = true
                Task { await turn() }
            }
        }
        try answer.get()
    }

    private func turn() async {
        while !waiting.isEmpty {
            if case .reset(let cash) = waiting[0].kind {
                let task = waiting.removeFirst()
                task.answer(await reset(to: cash))
                continue
            }
            let shared = waiting.prefix { !$0.isReset }.prefix(Self.sharedMax)
            waiting.removeFirst(shared.count)
            await carryOut(Array(shared))
        }
        isTurning = false
    }

    /// Does some tasks together, or, where one of them spoils the batch, each by itself.
    private func carryOut(_ tasks: [PaperTask]) async {
        var next = account
        let outcomes = tasks.map { $0.apply(to: &next, at: marketTime) }
        let marksAll = isTimeToMark || tasks.contains { $0.isFlush }
        guard next.hasNews || marksAll, var batch = next.takeBatch(markingAll: marksAll) else {
            account = next
            return answer(tasks, outcomes)
        }
        batch.intentsAreNew = true
        do throws(StorageError) {
            let receipt = try await ledger.commit(batch)
            if marksAll { markedAt = surroundings.wallNow() }
            account = next
            await tell(.booked(batch, receipt))
            answer(tasks, outcomes)
        } catch {
            await recover(tasks, from: error)
        }
    }

    private func recover(_ tasks: [PaperTask], from error: StorageError) async {
        if case .unavailable = error {
            for task in tasks { task.answer(.failure(.unreachable(error.description))) }
        } else if tasks.count > 1 {
            for task in tasks { await carryOut([task]) }
        } else if case .conflict(let id) = error, case .submit(let ticket) = tasks[0].kind,
            ticket.id == id
        {
            tasks[0].answer(await answerToKnown(ticket))
        } else {
            tasks[0].answer(.failure(.refused(error.description)))
        }
    }

    /// The same order again is as good as done; another of the same name is refused.
    private func answerToKnown(_ ticket: OrderTicket) async -> Result<Void, BrokerError> {
        do throws(StorageError) {
            let known = try await ledger.order(ticket.id, mode: .paper)
            guard known?.ticket == ticket else {
                return .failure(.refused("order \(ticket.id) exists with other terms"))
            }
            return .success(())
        } catch {
            return .failure(.unreachable(error.description))
        }
    }

    private func reset(to cash: Money) async -> Result<Void, BrokerError> {
        do throws(StorageError) {
            let epoch = try await ledger.resetPaper(openingCash: cash)
            account.reset(cash: epoch.openingCash)
            await tell(.reset(epoch))
            return .success(())
        } catch {
            return .failure(.unreachable(error.description))
        }
    }

    /// Prices are written with what they caused and else once a second, never per quote.
    private var isTimeToMark: Bool {
        surroundings.wallNow() >= markedAt.advanced(bySeconds: 1)
    }

    private func answer(_ tasks: [PaperTask], _ outcomes: [Result<Void, BrokerError>]) {
        for (task, outcome) in zip(tasks, outcomes) { task.answer(outcome) }
    }
}
