import Desk
import Domain
import Synchronization

/// Counts what the desk does, from its start on.
final class DeskCounters: Sendable {
    /// What was counted of one mode.
    struct Count {
        /// Orders by the status that they reached.
        var orders: [OrderState: Int64] = [:]
        var fills: Int64 = 0
        /// Commits that changed orders, trades or positions.
        var commits: Int64 = 0
        var quotes: Int64 = 0
        /// Books that were opened anew.
        var reloads: Int64 = 0
        /// The status of each order that has not ended, so that a status is counted once.
        fileprivate var open: [ClientOrderID: OrderState] = [:]
    }

    private struct State {
        var modes: [TradingMode: Count] = [:]
        var notices: [Notice.Level: Int64] = [:]
    }

    private let state = Mutex(State())

    /// Counts what is published from now on.
    init(_ events: EventBus) {
        events.listen { [weak self] in self?.take($0) }
    }

    func count(of mode: TradingMode) -> Count {
        state.withLock { $0.modes[mode] ?? Count() }
    }

    func notices(_ level: Notice.Level) -> Int64 { state.withLock { $0.notices[level] ?? 0 } }

    private func take(_ event: DeskEvent) {
        state.withLock { state in
            switch event {
            case .quote(let mode, _): state.modes[mode, default: Count()].quotes += 1
            case .booked(let mode, let change): state.modes[mode, default: Count()].add(change)
            case .reloaded(let mode): state.modes[mode, default: Count()].reloads += 1
            case .notice(let notice): state.notices[notice.level, default: 0] += 1
            case .mode, .feed, .backtest: return
            }
        }
    }
}

extension DeskCounters.Count {
    fileprivate mutating func add(_ change: DeskChange) {
        commits += 1
        fills += Int64(change.fills.count)
        for order in change.orders where open[order.id] != order.state {
            orders[order.state, default: 0] += 1
            open[order.id] = order.state.isOpen ? order.state : nil
        }
    }
}
