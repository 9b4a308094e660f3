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
    private var engine: MatchingEngine
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
        engine = MatchingEngine(resuming: state, rules: rules)
        batch = PaperBatch(cursor: state.cursor)
        pending = try await Self.undone(script, after: state.cursor?.time, in: ledger)
        try recall(through: state.cursor)
        for order in state.orders where order.state == .pending {
            batch.reports += engine.submit(order.ticket, at: order.submittedAt)
        }
    }

    /// Goes on to the end of the bars, or through a time.
    ///
    /// - Parameter progress: called with the events done; what it throws ends the run, and what was
    ///   written down stays.
    public mutating func run(
        through end: Timestamp? = nil, progress: (Int) throws -> Void = { _ in }
    ) async throws -> PaperOutcome {
        var steps = replay.after(batch.cursor).makeIterator()
        while let step = steps.next() {
            if let end, step.time > end { break }
            try await take(step)
            outcome.steps += 1
            try progress(outcome.steps)
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
            let replacement = change.replacement(of: order.terms.type)
            do {
                batch.reports += try engine.replace(id, with: replacement, at: time)
            } catch {
                throw PaperReplayError.refusedReplace(id, error)
            }
        }
        try await flush()
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

    /// The actions that no earlier run has done, by time.
    private static func undone(
        _ script: [ScriptedAction], after cursor: Timestamp?, in ledger: Ledger
    ) async throws -> [ScriptedAction] {
        var undone: [ScriptedAction] = []
        for action in script {
            if case .place(let request) = action.kind,
                let order = try await ledger.order(request.id, mode: .paper)
            {
                guard request.isAnswered(by: order.ticket) else {
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

extension MatchingEngine {
    /// An engine with the cash, lots and working orders of a ledger.
    init(resuming state: OpenState, rules: EngineRules) {
        let orders = state.orders.compactMap { order -> ResumedOrder? in
            guard let acceptedAt = order.acceptedAt else { return nil }
            return ResumedOrder(
                ticket: order.ticket, terms: order.terms, filled: order.filled,
                acceptedAt: acceptedAt)
        }
        self.init(rules: rules, cash: state.cash, lots: state.lots, orders: orders)
    }
}
