import Synchronization

/// Whether a feed has come to its end: what a check can ask without waiting.
final class FeedEnd: Sendable {
    private let flag = Mutex(false)

    var isOver: Bool { flag.withLock { $0 } }

    func set() { flag.withLock { $0 = true } }
}
