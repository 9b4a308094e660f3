import Synchronization

/// How far a run is, and whether it is to go on: between the one who runs it and those who ask.
final class BacktestWatch: Sendable {
    private struct State {
        var percent = 0
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// The part that is done, 0 to 1.
    var progress: Double { state.withLock { Double($0.percent) / 100 } }

    /// Whether somebody wants it to end.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Asks the run to end.
    func cancel() { state.withLock { $0.isCancelled = true } }

    /// Notes how far the run is.
    ///
    /// - Returns: whether that is a whole percent further.
    func note(_ percent: Int) -> Bool {
        state.withLock { state in
            guard percent > state.percent else { return false }
            state.percent = percent
            return true
        }
    }
}
