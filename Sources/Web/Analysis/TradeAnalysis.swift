import Domain
import MarketCalendar
import PerformanceMetrics
import Storage

/// Closed trades taken together, and in groups: by symbol, strategy, regime, and by the weekday and
/// the hour in New York at which they were entered.
struct TradeAnalysis {
    let all: TradeGroup
    let streaks: Streaks
    let averageHeldSeconds: Double?
    let bySymbol, byStrategy, byRegime, byWeekday, byHour: [TradeGroup]

    /// - Parameter trades: in the order of their exits.
    init(_ trades: [ClosedTrade]) {
        all = TradeGroup("all", trades)
        let statistics = TradeStatistics(of: trades.compactMap(\.result))
        streaks = statistics.streaks
        averageHeldSeconds = statistics.averageHeldSeconds
        bySymbol = Self.groups(trades) { $0.symbol.description }
        byStrategy = Self.groups(trades) { $0.strategy.description }
        byRegime = Self.groups(trades) { $0.regime ?? "none" }
        byWeekday = Self.groups(trades, by: { NewYork.day(of: $0.entryTime).weekday }) {
            Self.weekdays[$0]
        }
        byHour = Self.groups(trades, by: { NewYork.secondsOfDay(at: $0.entryTime) / 3_600 }) {
            $0 < 10 ? "0\($0)" : "\($0)"
        }
    }

    private static let weekdays = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ]

    private static func groups(
        _ trades: [ClosedTrade], by key: (ClosedTrade) -> String
    ) -> [TradeGroup] {
        groups(trades, by: key, name: { $0 })
    }

    private static func groups<Key: Hashable & Comparable>(
        _ trades: [ClosedTrade], by key: (ClosedTrade) -> Key, name: (Key) -> String
    ) -> [TradeGroup] {
        Dictionary(grouping: trades, by: key).sorted { $0.key < $1.key }.map {
            TradeGroup(name($0.key), $0.value)
        }
    }
}

/// Some closed trades, with sums to the nanodollar. What is undefined is nil.
struct TradeGroup {
    let key: String
    let statistics: TradeStatistics
    /// Profits and losses, the profits, the losses, the fees, and what slippage cost; nil beyond
    /// what an amount can hold.
    let net, won, lost, fees, slippage: Money?

    init(_ key: String, _ trades: [ClosedTrade]) {
        self.key = key
        statistics = TradeStatistics(of: trades.compactMap(\.result))
        net = Self.sum(trades.lazy.map(\.realized))
        won = Self.sum(trades.lazy.map { max($0.realized, .zero) })
        lost = Self.sum(trades.lazy.map { min($0.realized, .zero) })
        fees = Self.sum(trades.lazy.map(\.fees))
        slippage = Self.sum(trades.lazy.map(\.slippage))
    }

    private static func sum(_ amounts: some Sequence<Money>) -> Money? {
        let sum = amounts.reduce(Int128(0)) { $0 + Int128($1.nanos) }
        return Int64(exactly: sum).map { Money(nanos: $0) }
    }
}

extension ClosedTrade {
    /// The trade as statistics take it; nil beyond all that an account can hold.
    fileprivate var result: TradeResult? {
        let held = Double(exitTime.nanoseconds - entryTime.nanoseconds) / 1e9
        let fraction =
            entryValue == .zero ? 0 : realized.approximate / entryValue.approximate
        return TradeResult(
            profit: realized.approximate, returnFraction: fraction, heldSeconds: held)
    }
}
