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
    private var engine: SimulatedExchange
    private var batch: PaperBatch
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
        engine = SimulatedExchange(resuming: state, symbols: replay.symbols, rules: rules)
        batch = PaperBatch(cursor: state.cursor)
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
        var steps = replay.after(batch.cursor).makeIterator()
        while let step = steps.next() {
            if let end, step.time > end { break }
            try await take(step)
            outcome.steps += 1
            if case .bar = step.event { outcome.bars += 1 }
            try progress(outcome)
        }
        if let time = batch.cursor?.time {
            try await act(through: time)
            try await flush()
        }
        outcome.notDue = pending
        return outcome
    }

    private mutating func take(_ step: ReplayStep) async throws {
        try await act(before: step.time)
        if batch.startsDay(at: step.time) { try batch.note(engine, at: step.time) }
        batch.reports += engine.handle(step.event)
        batch.cursor = FeedCursor(time: step.time, count: Int64(step.cursor.count))
        if case .closed = step.event {
            try batch.note(engine, at: step.time)
            try await flush()
        } else if !batch.reports.isEmpty {
            try await flush()
        }
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
        let time = max(action.time, batch.cursor?.time ?? action.time)
        switch action.kind {
        case .place(let request):
            let side = engine.lots(of: request.symbol).first?.side
            let ticket = request.ticket(holding: side)
            batch.intents.append(ticket)
            batch.submittedAt = time
            batch.reports += engine.submit(ticket, at: time)
        case .cancel(let id):
            batch.reports += engine.cancel(id, at: time)
        case .replace(let id, let change):
            guard let order = engine.workingOrder(id) else { return }
            batch.reports += try replace(order, with: change, at: time)
        }
        try await flush()
    }

    private mutating func replace(
        _ order: WorkingOrder, with change: ScriptedAction.Change, at time: Timestamp
    ) throws(PaperReplayError) -> [OrderReport] {
        let replacement: Replacement
        do throws(TicketFault) {
            replacement = try change.replacement(of: order.terms.type)
        } catch {
            throw .refusedReplace(order.id, .invalid(error))
        }
        // Done by the run before, which ended at this very time.
        guard !replacement.isInForce(for: order) else { return [] }
        do throws(ReplaceRefusal) {
            return try engine.replace(order.id, with: replacement, at: time)
        } catch {
            throw .refusedReplace(order.id, error)
        }
    }

    private mutating func flush() async throws {
        guard let written = batch.take(marking: engine) else { return }
        try await ledger.commit(written)
        outcome.count(written)
    }

    /// Brings the engine's prices to the place where the account is.
    private mutating func recall(through cursor: FeedCursor?) throws {
        guard let cursor else { return }
        for step in replay {
            engine.recall(step.event)
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

extension SimulatedExchange {
    /// An engine with the cash, lots and working orders of a ledger.
    ///
    /// - Parameter symbols: all that trade. An engine goes through its symbols in the order in
    ///   which it first hears of them: here it hears of all, so that a restart changes nothing.
    init(resuming state: OpenState, symbols: [Symbol], rules: EngineRules) {
        let lots = Dictionary(symbols.map { ($0, [Lot]()) }) { first, _ in first }
            .merging(state.lots) { $1 }
        let orders = state.orders.compactMap { order -> ResumedOrder? in
            guard let acceptedAt = order.acceptedAt else { return nil }
            return ResumedOrder(
                ticket: order.ticket, terms: order.terms, filled: order.filled,
                acceptedAt: acceptedAt)
        }
        self.init(rules: rules, cash: state.cash, lots: lots, orders: orders)
    }
}
