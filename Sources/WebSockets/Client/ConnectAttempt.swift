import NIOCore
import Synchronization

/// The channels of one attempt to connect, so that a cancelled task closes them at once.
final class ConnectAttempt: Sendable {
    private struct State: Sendable {
        var channels: [any Channel] = []
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// One more address is tried.
    func add(_ channel: any Channel) throws(CancellationError) {
        let isCancelled = state.withLock { state in
            if !state.isCancelled { state.channels.append(channel) }
            return state.isCancelled
        }
        if isCancelled { throw CancellationError() }
    }

    /// Closes them all, and lets no other in.
    func cancel() {
        let channels = state.withLock { state in
            state.isCancelled = true
            return state.channels
        }
        for channel in channels { channel.close(promise: nil) }
    }
}
