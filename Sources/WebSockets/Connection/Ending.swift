/// How a connection ends, and whether it has: set once, seen by all.
final class Ending: Sendable {
    private struct State: Sendable {
        var closing: WebSocketClosing?
        var isOver = false
    }

    private let monitor = Monitor(State())

    /// How it ends, from the moment that this is settled; nil before.
    var closing: WebSocketClosing? { monitor.change { $0.closing } }

    /// Settles how it ends: what comes first counts.
    func settle(_ closing: WebSocketClosing) {
        monitor.change { $0.closing = $0.closing ?? closing }
    }

    /// The transport is gone.
    func finish() {
        monitor.change { state in
            state.closing = state.closing ?? .lost
            state.isOver = true
        }
    }

    /// Waits until the transport is gone.
    func wait() async throws -> WebSocketClosing {
        try await monitor.wait { $0.isOver ? $0.closing : nil }
    }
}
