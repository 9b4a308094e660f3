/// Messages that arrived and that nobody has read yet, bounded by their bytes.
final class Inbox: Sendable {
    private struct State: Sendable {
        /// The older half, newest first, so that the oldest is taken from the end.
        var older: [WebSocketMessage] = []
        var newer: [WebSocketMessage] = []
        var byteCount = 0
        var isFull = false
        var isFinished = false

        mutating func takeOldest() -> WebSocketMessage? {
            if older.isEmpty {
                older = newer.reversed()
                newer = []
            }
            return older.popLast()
        }
    }

    /// What a message costs beside its bytes, so that empty ones are bounded too.
    private static let overhead = 64

    private let monitor = Monitor(State())
    private let bytesMax: Int
    /// Called, on any thread, when there is room again after `put` said that there was none.
    private let makesRoom: @Sendable () -> Void

    init(bytesMax: Int, makesRoom: @escaping @Sendable () -> Void) {
        self.bytesMax = bytesMax
        self.makesRoom = makesRoom
    }

    /// Keeps a message until it is read.
    ///
    /// - Returns: whether there is room for more; if not, read no more until `makesRoom` is called.
    func put(_ message: WebSocketMessage) -> Bool {
        monitor.change { state in
            state.newer.append(message)
            state.byteCount += message.byteCount + Self.overhead
            if state.byteCount >= bytesMax { state.isFull = true }
            return !state.isFull
        }
    }

    /// No more will come; what is there may still be read.
    func finish() {
        monitor.change { $0.isFinished = true }
    }

    /// The oldest unread message; nil at the end, and when the task is cancelled.
    func next() async -> WebSocketMessage? {
        let bytesMax = bytesMax
        let taken = try? await monitor.wait { state -> (WebSocketMessage?, Bool)? in
            guard let message = state.takeOldest() else {
                return state.isFinished ? (nil, false) : nil
            }
            state.byteCount -= message.byteCount + Self.overhead
            let hasRoomAgain = state.isFull && state.byteCount <= bytesMax / 2
            if hasRoomAgain { state.isFull = false }
            return (message, hasRoomAgain)
        }
        guard let (message, hasRoomAgain) = taken else { return nil }
        if hasRoomAgain { makesRoom() }
        return message
    }
}
