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
        let present = equity
        var points: [WirePortfolioHistory.Point] = []
        var time = span.start
        var place = 0
        // Each moment tells what its step ended with; the last one, what is true now.
        while time <= span.end {
            let after = time.advanced(bySeconds: span.stepSeconds)
            while place < curve.count, curve[place].time < after { place += 1 }
            let past = place == 0 ? settings.cash : curve[place - 1].equity
            let equity = after > now ? present : past
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
        try Self.checkWords(of: query)
        let period = try query["period"].map(Self.days)
        let first = try query.time("start")
        let lastDay = try query.day("date_end")
        var last = try query.time("end")
        if last == nil { last = lastDay.map(Self.end) }
        if last == nil, let first, let period { last = first.advanced(bySeconds: 86_400 * period) }
        end = min(now, last ?? now)
        let midnight = NewYork.midnight(before: end)
        start = first ?? midnight.advanced(bySeconds: -86_400 * ((period ?? 30) - 1))
        guard start <= end else { throw .invalid("start must be before end") }
        let length = first == nil ? period ?? 30 : (end.seconds - start.seconds) / 86_400
        timeframe = query["timeframe"] ?? (length < 7 ? "1Min" : length < 30 ? "15Min" : "1D")
        guard let step = Self.steps[timeframe] else {
            throw .invalid("invalid timeframe \(timeframe.prefix(40))")
        }
        guard step == 86_400 || length <= 31 else {
            throw .impossible("only 1D is allowed for more than 30 days")
        }
        stepSeconds = step
    }

    private static func checkWords(of query: CallQuery) throws(ExchangeRefusal) {
        let given = ["start", "end", "period"].filter { query[$0] != nil }
        guard given.count < 3 else { throw .invalid("only two of start, end, period are accepted") }
        _ = try query.word(
            "intraday_reporting", of: ["market_hours", "extended_hours", "continuous"])
        _ = try query.word("pnl_reset", of: ["per_day", "no_reset"])
        _ = try query.flag("extended_hours")
    }

    /// The last nanosecond of a day in New York.
    private static func end(of day: Day) -> Timestamp {
        NewYork.instant(of: day.advanced(by: 1), secondsOfDay: 0).advanced(byNanoseconds: -1)
    }

    private static func days(of period: String) throws(ExchangeRefusal) -> Int64 {
        let lengths: [Character: Int64] = ["D": 1, "W": 7, "M": 30, "A": 365, "Y": 365]
        guard let unit = period.last, let length = lengths[unit],
            let count = Int64(period.dropLast()), (1...100).contains(count)
        else { throw .invalid("invalid period \(period.prefix(40))") }
        return count * length
    }
}
