import AlpacaWire
public import Domain
public import Storage
import Synchronization

/// A broker that speaks Alpaca's API, in this process: no account, no internet.
///
/// Calls are answered at once and one after the other, under one lock; the market goes on when
/// `advance` is called. Whoever serves it over sockets, and a test that holds its own clock, use
/// the same three doors: `answer`, `openTrading` and `openData`.
public final class AlpacaExchange: Sendable {
    /// All that changes.
    struct State: Sendable {
        var core: ExchangeCore
        var door: ExchangeDoor
        var trading: [Int: TradingListener] = [:]
        var data: [Int: DataListener] = [:]
        var listenersMade = 0
        var calls: UInt64 = 0
        var events: UInt64 = 0
        var minute: Int64 = 0
        /// Why the state could not be saved: from then on nothing is answered.
        var trouble: StorageError?
    }

    let state: Mutex<State>
    private let store: ExchangeStore?
    private let wallNow: @Sendable () -> Timestamp

    /// An exchange as its file left it, or a new one.
    ///
    /// - Parameters:
    ///   - wallNow: the clock on the wall, which the feed turns into market time.
    ///   - store: where the state is kept; nil keeps it in memory.
    /// - Throws: `StorageError` or `WireFault` where the file cannot be read.
    public init(
        _ settings: ExchangeSettings, feed: any PriceFeed,
        wallNow: @escaping @Sendable () -> Timestamp, store: ExchangeStore? = nil
    ) throws {
        var core = ExchangeCore(settings: settings, feed: feed)
        core.now = feed.marketTime(wallNow())
        if let store { try core.load(try store.load()) }
        state = Mutex(State(core: core, door: ExchangeDoor(settings)))
        self.store = store
        self.wallNow = wallNow
        advance()
    }

    /// Lets the market come up to now, and tells listeners.
    public func advance() {
        let wall = wallNow()
        state.withLock { state in
            advance(&state, wall)
            finish(&state)
        }
    }

    /// Answers a call.
    public func answer(_ call: ExchangeCall) -> ExchangeOutcome {
        let wall = wallNow()
        return state.withLock { state in
            state.calls += 1
            let plan = state.core.faults
            let fault = CallFault(plan, call: state.calls)
            var answer: ExchangeAnswer?
            if fault.isCarriedOut {
                advance(&state, wall)
                answer = state.door.answer(call, &state.core, at: wall)
                finish(&state)
            }
            if state.trouble != nil {
                answer = ExchangeAnswer(
                    ExchangeRefusal(500, 50_010_000, "the state cannot be saved"))
            }
            return ExchangeOutcome(
                answer: fault.disturbed(answer),
                delayMilliseconds: plan.delayMilliseconds(call: state.calls))
        }
    }

    private func advance(_ state: inout State, _ wall: Timestamp) {
        let events = state.core.feed.events(through: wall)
        for event in events { state.core.handle(event) }
        state.core.advance(to: state.core.feed.marketTime(wall))
        tellMarket(events, &state)
    }

    /// Saves what has changed, then tells it: nobody hears what a crash could undo.
    private func finish(_ state: inout State) {
        let records = state.core.takeRecords()
        if let store {
            do throws(StorageError) { try store.save(records) } catch { state.trouble = error }
        }
        guard state.trouble == nil else { return }
        for update in state.core.takeUpdates() {
            state.events += 1
            for id in state.trading.keys {
                state.trading[id]?.tell(
                    update, state.core.faults, number: state.events &* 64 &+ UInt64(id))
            }
        }
    }
}
