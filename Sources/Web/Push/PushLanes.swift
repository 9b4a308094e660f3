import Synchronization

/// What waits for one client: a bounded line of numbered messages, and the newest of all else.
///
/// Nobody ever waits to put something in, so that one slow page cannot hold up the desk.
final class PushLanes: Sendable {
    /// How many numbered messages wait at most.
    static let depth = 1_024

    private struct State {
        var numbered: [PushMessage] = []
        var newest: [String: PushMessage] = [:]
        var isOverflown = false
    }

    private let state = Mutex(State())
    private let wake: AsyncStream<Void>.Continuation
    private let overflow: AsyncStream<Void>.Continuation
    /// Speaks when there is something to take.
    let signals: AsyncStream<Void>
    /// Speaks once, when more was lost than the client can make up for.
    let overflows: AsyncStream<Void>

    init() {
        (signals, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (overflows, overflow) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Puts a message in its lane; none after the line was full.
    func put(_ message: PushMessage) {
        let (isNew, isFull) = state.withLock { state -> (Bool, Bool) in
            guard !state.isOverflown else { return (false, false) }
            switch message.lane {
            case .newest(let name): state.newest[name] = message
            case .numbered where state.numbered.count < Self.depth:
                state.numbered.append(message)
            case .numbered:
                state = State(isOverflown: true)
                return (false, true)
            }
            return (true, false)
        }
        if isFull { overflow.yield() }
        if isNew { wake.yield() }
    }

    /// All that waits: what is numbered first, since a price may follow a fill but not lead it.
    func take() -> [PushMessage] {
        state.withLock { state in
            let all = state.numbered + state.newest.values
            state = State(isOverflown: state.isOverflown)
            return all
        }
    }
}
