public import Domain

/// The worth of an account over time: finite numbers at instants that never go back.
///
/// Every statistic of a curve takes this type, so what is no curve is refused once, here.
public struct EquityCurve: Equatable, Sendable {
    /// When each point was taken, oldest first.
    public let times: [Timestamp]
    /// The day each point counts for, oldest first.
    public let days: [Day]
    /// The worth at each point, in the account's currency.
    public let equity: [Double]

    /// A curve with one point a day.
    public init(days: [Day], equity: [Double]) throws(EquityCurveFault) {
        try self.init(times: days.map { Timestamp(day: $0) }, days: days, equity: equity)
    }

    /// A curve of instants; `dayOf` says which day an instant counts for, which for an account in
    /// New York is `NewYork.day(of:)` of `MarketCalendar`.
    public init(
        times: [Timestamp], equity: [Double], dayOf: (Timestamp) -> Day
    ) throws(EquityCurveFault) {
        try self.init(times: times, days: times.map(dayOf), equity: equity)
    }

    private init(times: [Timestamp], days: [Day], equity: [Double]) throws(EquityCurveFault) {
        guard times.count == equity.count else { throw .lengthsDiffer }
        guard !equity.isEmpty else { throw .empty }
        if let index = equity.firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index) }
        if let index = times.indices.dropFirst().first(where: { times[$0] < times[$0 - 1] }) {
            throw .goesBack(index: index)
        }
        self.times = times
        self.days = days
        self.equity = equity
    }

    /// Days from one point to another, with fractions: 24 hours are a day.
    func days(from start: Int, to end: Int) -> Double {
        // As Doubles, since the difference of two far instants can leave 64 bits; whole seconds
        // stay exact, having enough factors of two.
        (Double(times[end].nanoseconds) - Double(times[start].nanoseconds)) / 86_400e9
    }
}

/// Why some numbers are no equity curve.
public enum EquityCurveFault: Error, Equatable, Sendable {
    /// There is no point.
    case empty
    /// There are more instants than amounts, or fewer.
    case lengthsDiffer
    /// The amount at this index is NaN or infinite.
    case notFinite(index: Int)
    /// The instant at this index lies before the one before it.
    case goesBack(index: Int)
}
