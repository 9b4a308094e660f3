import Domain
import Synchronization

/// The symbols of which nobody was told yet what they are worth by now.
final class StaleMarks: Sendable {
    /// Why a mode's positions are to be told again.
    struct Changes: Sendable {
        /// A price came: of interest where something is held.
        var priced: Set<Symbol> = []
        /// Something was traded: of interest also where nothing is held any more.
        var traded: Set<Symbol> = []
    }

    private let changes = Mutex<[TradingMode: Changes]>([:])
    private let wake: AsyncStream<Void>.Continuation
    /// Speaks when there is something to look up.
    let signals: AsyncStream<Void>

    init() {
        (signals, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Notes what has changed in a mode.
    func note(of mode: TradingMode, _ change: (inout Changes) -> Void) {
        changes.withLock { change(&$0[mode, default: Changes()]) }
        wake.yield()
    }

    /// All that was noted, which then is no longer stale.
    func take() -> [TradingMode: Changes] {
        changes.withLock { changes in
            defer { changes = [:] }
            return changes
        }
    }
}
