public import Domain
public import Storage
import Synchronization

/// Something that others should hear of: pages, push, logs.
public enum DeskEvent: Sendable {
    /// The active mode changed.
    case mode(ModeStatus)
    /// A price came.
    case quote(TradingMode, MarketQuote)
    /// Orders, fills and positions changed; all of it is on disk.
    case booked(TradingMode, DeskChange)
    /// A mode's books were opened anew: after a reset, or where memory and ledger differed.
    case reloaded(TradingMode)
    /// The paper feed was paused, resumed, set to another speed, or has ended.
    case feed(FeedState)
    /// A backtest was accepted, is further, or has ended.
    case backtest(BacktestRunRecord)
    /// Something that a person should read.
    case notice(Notice)
}

/// What one commit changed.
public struct DeskChange: Sendable {
    /// The orders as they are now.
    public let orders: [DeskOrder]
    /// The fills, in their order.
    public let fills: [Fill]
    /// The symbols whose position or protection changed.
    public let symbols: Set<Symbol>
}

/// Something that a person should read.
public struct Notice: Hashable, Sendable {
    /// How loudly it is told.
    public enum Level: String, Sendable {
        /// For the record.
        case info
        /// Something stands open, or was refused.
        case warning
        /// Something is wrong and needs a person.
        case alarm
    }

    /// How loudly.
    public let level: Level
    /// A stable word for what happened, such as `halted`.
    public let code: String
    /// What happened, in a sentence.
    public let text: String

    /// A notice of these parts.
    public init(_ level: Level, _ code: String, _ text: String) {
        self.level = level
        self.code = code
        self.text = text
    }
}

/// Hands each event to all who listen, in the order in which they are published.
///
/// It holds no queue: a listener takes an event over at once and must not wait, so that a slow page
/// can never hold the desk up. Whoever needs a queue keeps a bounded one of its own.
public final class EventBus: Sendable {
    /// What hears an event; it must return at once.
    public typealias Listener = @Sendable (DeskEvent) -> Void

    private struct State {
        var listeners: [Int: Listener] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// A bus without listeners.
    public init() {}

    /// Adds a listener.
    ///
    /// - Returns: its number, to take it away again.
    @discardableResult
    public func listen(_ listener: @escaping Listener) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners[state.next] = listener
            return state.next
        }
    }

    /// Takes a listener away.
    public func remove(_ number: Int) { state.withLock { $0.listeners[number] = nil } }

    /// Tells all listeners, one event after the other.
    public func publish(_ event: DeskEvent) {
        state.withLock { state in
            for listener in state.listeners.values { listener(event) }
        }
    }
}
