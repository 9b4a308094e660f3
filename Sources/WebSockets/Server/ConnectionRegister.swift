import NIOCore
import Synchronization

/// The connections of a server: at most so many, and who only waits makes room for who comes.
final class ConnectionRegister: Sendable {
    private struct State: Sendable {
        var lastNumber = 0
        /// Those that count.
        var held: Set<Int> = []
        /// Those between two requests, or before the first, with when they began to wait.
        var waiting: [Int: (turn: Int, channel: any Channel)] = [:]
        var lastTurn = 0

        mutating func wait(_ number: Int, _ channel: any Channel) {
            lastTurn += 1
            waiting[number] = (lastTurn, channel)
        }

        mutating func remove(_ number: Int) {
            held.remove(number)
            waiting.removeValue(forKey: number)
        }
    }

    private let state = Mutex(State())
    private let connectionsMax: Int
    private let count: ConnectionCount?

    init(connectionsMax: Int, count: ConnectionCount? = nil) {
        self.connectionsMax = connectionsMax
        self.count = count
    }

    /// Lets a connection in, which then waits for its first request.
    ///
    /// - Returns: its place; nil when all others are at work.
    func admit(_ channel: any Channel) -> ConnectionPlace? {
        let (number, evicted) = state.withLock { state -> (Int?, (any Channel)?) in
            var evicted: (any Channel)?
            if state.held.count >= connectionsMax {
                let oldest = state.waiting.min { $0.value.turn < $1.value.turn }
                guard let oldest else { return (nil, nil) }
                state.remove(oldest.key)
                evicted = oldest.value.channel
            }
            state.lastNumber += 1
            state.held.insert(state.lastNumber)
            state.wait(state.lastNumber, channel)
            count?.holds(state.held.count)
            return (state.lastNumber, evicted)
        }
        if evicted != nil { count?.evict() }
        if number == nil { count?.refuse() }
        evicted?.close(promise: nil)
        return number.map { ConnectionPlace(register: self, number: $0, channel: channel) }
    }

    fileprivate func begin(_ number: Int) {
        state.withLock { _ = $0.waiting.removeValue(forKey: number) }
    }

    fileprivate func rest(_ number: Int, _ channel: any Channel) {
        state.withLock { state in
            if state.held.contains(number) { state.wait(number, channel) }
        }
    }

    fileprivate func leave(_ number: Int) {
        state.withLock { state in
            state.remove(number)
            count?.holds(state.held.count)
        }
    }
}

/// One connection in the register.
struct ConnectionPlace: Sendable {
    fileprivate let register: ConnectionRegister
    fileprivate let number: Int
    fileprivate let channel: any Channel

    /// A request has begun: no longer is it closed to make room.
    func begin() { register.begin(number) }

    /// All requests are answered: it waits for the next.
    func rest() { register.rest(number, channel) }

    /// It is closed.
    func leave() { register.leave(number) }
}
