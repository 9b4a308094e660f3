import Domain
import MarketCalendar
import Simulation
import Storage

/// What a paper run has not written down yet.
struct PaperBatch {
    var intents: [OrderTicket] = []
    var submittedAt: Timestamp?
    var reports: [OrderReport] = []
    var cursor: FeedCursor?
    private var equity: [EquityMark] = []
    private var writtenCursor: FeedCursor?
    private var day: Day?

    init(cursor: FeedCursor?) {
        self.cursor = cursor
        writtenCursor = cursor
        day = cursor.map { NewYork.day(of: $0.time) }
    }

    /// Whether an event is the first of its New York day.
    mutating func startsDay(at time: Timestamp) -> Bool {
        let today = NewYork.day(of: time)
        defer { day = today }
        return today != day
    }

    /// Notes what the account is worth.
    mutating func note(_ engine: SimulatedExchange, at time: Timestamp) throws(AmountOutOfRange) {
        equity.append(
            EquityMark(
                equity: try engine.equity, cash: engine.cash,
                positionsValue: try engine.holdingsValue, time: time))
    }

    /// The batch to commit; nil where there is nothing to write.
    mutating func take(marking engine: SimulatedExchange) -> Batch? {
        guard !intents.isEmpty || !reports.isEmpty || !equity.isEmpty || cursor != writtenCursor,
            let time = submittedAt ?? cursor?.time
        else { return nil }
        var batch = Batch(mode: .paper, submittedAt: time)
        batch.intents = intents
        batch.reports = reports
        batch.equity = equity
        batch.cursor = cursor
        batch.marks = marks(engine, at: cursor?.time ?? time)
        (intents, reports, equity, submittedAt) = ([], [], [], nil)
        writtenCursor = cursor
        return batch
    }

    /// The last prices of what is held.
    private func marks(_ engine: SimulatedExchange, at time: Timestamp) -> [Mark] {
        engine.heldSymbols.compactMap { symbol in
            engine.lastPrice(of: symbol).map { Mark(symbol: symbol, price: $0, time: time) }
        }
    }
}
