import Domain
import LocalExchange
import Synchronization

/// A market whose events are said by the test.
struct ScriptedFeed: PriceFeed {
    /// What is said and not yet heard, and the time.
    final class Script: Sendable {
        private struct State {
            var events: [MarketEvent] = []
            var now: Timestamp
        }
        private let state: Mutex<State>

        init(at start: Timestamp) { state = Mutex(State(now: start)) }

        var now: Timestamp { state.withLock { $0.now } }

        func pass(milliseconds: Int64) {
            state.withLock { $0.now = $0.now.advanced(byNanoseconds: milliseconds * 1_000_000) }
        }

        func jump(to time: Timestamp) { state.withLock { $0.now = time } }

        func say(_ event: MarketEvent) { state.withLock { $0.events.append(event) } }

        func hear() -> [MarketEvent] {
            state.withLock { state in
                defer { state.events = [] }
                return state.events
            }
        }
    }

    let script: Script
    let symbols: [Symbol]

    func marketTime(_ wall: Timestamp) -> Timestamp { wall }
    mutating func events(through wall: Timestamp) -> [MarketEvent] { script.hear() }
    mutating func resume(after time: Timestamp) {}

    func bars(of symbol: Symbol, _ timeframe: Timeframe, in range: Range<Timestamp>) -> [Bar] { [] }

    func lastBar(of symbol: Symbol, before time: Timestamp) -> Bar? { nil }

    func quotes(
        of symbol: Symbol, in range: Range<Timestamp>, limit: Int, isDescending: Bool
    ) -> [Quote] { [] }
}
