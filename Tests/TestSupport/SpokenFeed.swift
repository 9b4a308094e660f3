public import Domain
public import LocalExchange
import Synchronization

/// A market whose events are said by the test.
public struct SpokenFeed: PriceFeed {
    /// What is said and not yet heard, and the time.
    public final class Script: Sendable {
        private struct State {
            var events: [MarketEvent] = []
            var now: Timestamp
            var last: Price?
        }
        private let state: Mutex<State>

        init(at start: Timestamp) { state = Mutex(State(now: start)) }

        /// What time it is.
        public var now: Timestamp { state.withLock { $0.now } }

        /// Lets time pass.
        public func pass(nanoseconds: Int64) {
            state.withLock { $0.now = $0.now.advanced(byNanoseconds: nanoseconds) }
        }

        func say(_ event: MarketEvent) {
            state.withLock { state in
                state.events.append(event)
                if case .quote(_, let quote) = event { state.last = quote.last }
            }
        }

        /// The last price that was said.
        var last: Price? { state.withLock { $0.last } }

        func hear() -> [MarketEvent] {
            state.withLock { state in
                defer { state.events = [] }
                return state.events
            }
        }
    }

    let script: Script
    /// What trades.
    public let symbols: [Symbol]

    /// The time is the script's.
    public func marketTime(_ wall: Timestamp) -> Timestamp { wall }
    /// What was said since.
    public mutating func events(through wall: Timestamp) -> [MarketEvent] { script.hear() }
    /// It begins nowhere.
    public mutating func resume(after time: Timestamp) {}
    /// It has none.
    public func bars(
        of symbol: Symbol, _ timeframe: Timeframe, in range: Range<Timestamp>
    ) -> [Bar] { [] }
    /// It has none.
    public func lastBar(of symbol: Symbol, before time: Timestamp) -> Bar? { nil }
    /// It has none.
    public func quotes(
        of symbol: Symbol, in range: Range<Timestamp>, limit: Int, isDescending: Bool
    ) -> [Quote] { [] }
}
