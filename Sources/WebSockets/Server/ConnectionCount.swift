import Synchronization

/// How many connections a server holds, for whoever watches over it.
public final class ConnectionCount: Sendable {
    private struct State {
        var open = 0
        var refused: Int64 = 0
        var evicted: Int64 = 0
    }

    private let state = Mutex(State())

    /// A count of no connections.
    public init() {}

    /// Connections that are open now, of all kinds.
    public var open: Int { state.withLock(\.open) }

    /// Connections that found no place.
    public var refused: Int64 { state.withLock(\.refused) }

    /// Connections that waited and were closed to make room.
    public var evicted: Int64 { state.withLock(\.evicted) }

    func holds(_ count: Int) { state.withLock { $0.open = count } }

    func refuse() { state.withLock { $0.refused += 1 } }

    func evict() { state.withLock { $0.evicted += 1 } }
}
