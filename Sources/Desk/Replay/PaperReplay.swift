import Brokers
public import Domain
public import MarketData
public import Simulation
public import Storage

/// The paper account trading on a replay of stored bars.
///
/// Each event goes through the matching engine, and what it caused is written down together with
/// the place in the replay: a run that ends anywhere, however it ends, is gone on with at the next.
public struct PaperReplay {
    private let ledger: Ledger
    private let replay: Replay
    private var pending: [ScriptedAction]
    private var account: PaperAccount
    private var outcome = PaperOutcome()

    /// Takes up the account where the ledger left it.
    ///
    /// - Parameter script: what is to be done, in any order; what was done in an earlier run is
    ///   left out.
    /// - Throws: `PaperReplayError` where script or bars contradict what was booked.
    public init(
        _ replay: Replay, script: [ScriptedAction], rules: EngineRules, ledger: Ledger
    ) async throws {
        self.ledger = ledger
        self.replay = replay
        let state = try await ledger.openState(.paper)
        account = PaperAccount(resuming: state, symbols: replay.symbols, rules: rules)
        try await Self.check(script, symbols: replay.symbols, in: ledger)
        pending = try await Self.undone(script, after: state.cursor?.time, in: ledger)
        try recall(through: state.cursor)
    }

    /// Goes on to the end of the bars, or through a time.
    ///
    /// - Parameter progress: called after each event; what it throws ends the run, and what was
    ///   written down stays.
    public mutating func run(
        through end: Timestamp? = nil, progress: (PaperOutcome) throws -> Void = { _ in }
    ) async throws -> PaperOutcome {
        var steps = replay.after(account.cursor).makeIterator()
        while let step = steps.next() {
            if let end, step.time > end { break }
            try await take(step)
            outcome.steps += 1
            if case .bar = step.event { outcome.bars += 1 }
            try progress(outcome)
        }
        if let time = account.cursor?.time {
            try await act(through: time)
            try await flush()
        }
        outcome.notDue = pending
        return outcome
    }

    private mutating func take(_ step: ReplayStep) async throws {
        try await act(before: step.time)
        account.handle(
            step.event, upTo: FeedCursor(time: step.time, count: Int64(step.cursor.count)))
        if account.hasNews { try await flush() }
    }

    private mutating func act(before time: Timestamp) async throws {
        while let action = pending.first, action.time < time { try await doFirst(action) }
    }

    private mutating func act(through time: Timestamp) async throws {
        while let action = pending.first, action.time <= time { try await doFirst(action) }
    }

    private mutating func doFirst(_ action: ScriptedAction) async throws {
        pending.removeFirst()
        // Not before what the market has already shown.
        let time = max(action.time, account.cursor?.time ?? action.time)
        switch action.kind {
        case .place(let request):
            let side = account.exchange.lots(of: request.symbol).first?.side
            account.submit(request.ticket(holding: side), at: time)
        case .cancel(let id):
            account.cancel(id, at: time)
        case .replace(let id, let change):
            guard let order = account.exchange.workingOrder(id) else { return }
            try replace(order, with: change, at: time)
        }
        try await flush()
    }

    private mutating func replace(
        _ order: WorkingOrder, with change: OrderChange, at time: Timestamp
    ) throws(PaperReplayError) {
        let replacement: Replacement
        do throws(TicketFault) {
            replacement = try change.replacement(of: order.terms.type)
        } catch {
            throw .refusedReplace(order.id, .invalid(error))
        }
        // Done by the run before, which ended at this very time.
        guard !replacement.isInForce(for: order) else { return }
        do throws(ReplaceRefusal) {
            try account.replace(order.id, with: replacement, at: time)
        } catch {
            throw .refusedReplace(order.id, error)
        }
    }

    private mutating func flush() async throws {
        guard let written = account.takeBatch(markingAll: true) else { return }
        try await ledger.commit(written)
        outcome.count(written)
    }

    /// Brings the engine's prices to the place where the account is.
    private mutating func recall(through cursor: FeedCursor?) throws {
        guard let cursor else { return }
        for step in replay {
            account.recall(step.event)
            let place = FeedCursor(time: step.time, count: Int64(step.cursor.count))
            if place == cursor { return }
        }
        throw PaperReplayError.placeNotFound(cursor.time)
    }

    /// Refuses what can never be done, before anything is traded.
    private static func check(
        _ script: [ScriptedAction], symbols: [Symbol], in ledger: Ledger
    ) async throws {
        var named: Set<ClientOrderID> = []
        for case .place(let request) in script.map(\.kind) {
            guard symbols.contains(request.symbol) else {
                throw PaperReplayError.notTraded(request.id, request.symbol)
            }
            named.formUnion([request.id, request.id.leg(.stop), request.id.leg(.target)])
        }
        for action in script {
            switch action.kind {
            case .place: continue
            case .cancel(let id), .replace(let id, _):
                if named.contains(id) { continue }
                guard try await ledger.order(id, mode: .paper) != nil else {
                    throw PaperReplayError.unknownOrder(id)
                }
            }
        }
    }

    /// The actions that no earlier run has done, by time.
    private static func undone(
        _ script: [ScriptedAction], after cursor: Timestamp?, in ledger: Ledger
    ) async throws -> [ScriptedAction] {
        var undone: [ScriptedAction] = []
        for action in script {
            if case .place(let request) = action.kind,
                let order = try await ledger.order(request.id, mode: .paper)
            {
                guard request.isAnswered(by: order.ticket), order.submittedAt == action.time else {
                    throw PaperReplayError.orderChanged(request.id)
                }
                continue
            }
            if let cursor, action.time < cursor {
                if case .place(let request) = action.kind {
                    throw PaperReplayError.tooLate(request.id, at: action.time, market: cursor)
                }
                continue
            }
            undone.append(action)
        }
        // Stable, so that actions of one time keep the order of the script.
        return undone.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
    }
}

extension Replay {
    fileprivate func after(_ cursor: FeedCursor?) -> Replay {
        guard let cursor else { return self }
        return after(ReplayCursor(time: cursor.time, count: Int(cursor.count)))
    }
}

extension Replacement {
    /// Whether an order has these terms already.
    fileprivate func isInForce(for order: WorkingOrder) -> Bool {
        type ?? order.terms.type == order.terms.type
            && quantity ?? order.terms.quantity == order.terms.quantity
    }
}
