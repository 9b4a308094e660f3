import AlpacaWire
import Domain
import MarketCalendar

extension ExchangeCore {
    /// The most moments that one history has.
    private static let pointsMax: Int64 = 10_000

    /// The account's worth over time.
    func history(_ query: CallQuery) throws(ExchangeRefusal) -> WirePortfolioHistory {
        let span = try HistorySpan(query, now: now)
        guard (span.end.seconds - span.start.seconds) / span.stepSeconds < Self.pointsMax else {
            throw .impossible("the period has too many moments for timeframe \(span.timeframe)")
        }
        let base = worth(at: span.start)
        var points: [WirePortfolioHistory.Point] = []
        var time = span.start
        var place = 0
        while time <= span.end {
            while place < curve.count, curve[place].time <= time { place += 1 }
            let equity = place == 0 ? settings.cash : curve[place - 1].equity
            let profit = equity.minus(base)
            points.append(
                WirePortfolioHistory.Point(
                    time: time, equity: equity, profit: profit, profitPart: profit.part(of: base)))
            time = time.advanced(bySeconds: span.stepSeconds)
        }
        return WirePortfolioHistory(
            points: points, base: base, baseAsOf: NewYork.day(of: span.start).description,
            timeframe: span.timeframe)
    }

    private func worth(at time: Timestamp) -> Money {
        curve.last { $0.time <= time }?.equity ?? settings.cash
    }
}

/// From when to when a history goes, and in which steps.
struct HistorySpan {
    let start: Timestamp
    let end: Timestamp
    let timeframe: String
    let stepSeconds: Int64

    private static let steps: [String: Int64] = [
        "1Min": 60, "5Min": 300, "15Min": 900, "1H": 3_600, "1D": 86_400,
    ]

    init(_ query: CallQuery, now: Timestamp) throws(ExchangeRefusal) {
        let given = ["start", "end", "period"].filter { query[$0] != nil }
        guard given.count < 3 else { throw .invalid("only two of start, end, period are accepted") }
        end = min(now, try query.time("end") ?? now)
        let days = try Self.days(of: query["period"] ?? "1M")
        let dayStart = NewYork.midnight(before: end)
        start = try query.time("start") ?? dayStart.advanced(bySeconds: -86_400 * (days - 1))
        let length = (end.seconds - start.seconds) / 86_400
        timeframe = query["timeframe"] ?? (length < 7 ? "1Min" : length < 30 ? "15Min" : "1D")
        guard let step = Self.steps[timeframe] else {
            throw .invalid("invalid timeframe \(timeframe)")
        }
        guard step == 86_400 || length <= 31 else {
            throw .impossible("only 1D is allowed for more than 30 days")
        }
        stepSeconds = step
        guard start <= end else { throw .invalid("start must be before end") }
    }

    private static func days(of period: String) throws(ExchangeRefusal) -> Int64 {
        let lengths: [Character: Int64] = ["D": 1, "W": 7, "M": 30, "A": 365, "Y": 365]
        guard let unit = period.last, let length = lengths[unit],
            let count = Int64(period.dropLast()), (1...100).contains(count)
        else { throw .invalid("invalid period \(period)") }
        return count * length
    }
}
