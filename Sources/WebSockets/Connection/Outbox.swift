/// How many bytes were sent that the system has not taken: who sends more waits here.
final class Outbox: Sendable {
    private struct State: Sendable {
        var byteCount = 0
        var closing: WebSocketClosing?
    }

    private let monitor = Monitor(State())
    private let bytesMax: Int

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// Waits until this many bytes may be sent; one message may always, if nothing else waits.
    ///
    /// - Throws: how the connection ended; `CancellationError`, and then nothing is to be sent.
    func reserve(_ count: Int) async throws {
        let bytesMax = bytesMax
        let room = try await monitor.wait { state -> Result<Void, WebSocketClosing>? in
            if let closing = state.closing { return .failure(closing) }
            guard state.byteCount == 0 || state.byteCount + count <= bytesMax else { return nil }
            state.byteCount += count
            return .success(())
        }
        try room.get()
    }

    /// The system has taken so many bytes, or never will.
    func release(_ count: Int) {
        monitor.change { $0.byteCount -= count }
    }

    /// Nothing more is sent: everyone who waits or comes later is told why.
    func close(_ closing: WebSocketClosing) {
        monitor.change { $0.closing = $0.closing ?? closing }
    }
}
