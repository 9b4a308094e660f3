import AlpacaWire
import Domain
import MarketCalendar

extension ExchangeCore {
    /// Whether the market is open, and when that changes.
    ///
    /// Held open, a day goes from midnight to midnight in New York: then day orders end. It opens
    /// again at once; a second later is told, since clients take the next close to come first.
    var clock: WireClock {
        guard !settings.isAlwaysOpen else {
            let midnight = NewYork.instant(
                of: NewYork.day(of: now).advanced(by: 1), secondsOfDay: 0)
            return WireClock(
                timestamp: now, isOpen: true, nextOpen: midnight.advanced(bySeconds: 1),
                nextClose: midnight)
        }
        let calendar = TradingCalendar.xnys
        return WireClock(
            timestamp: now, isOpen: isSessionOpen, nextOpen: calendar.nextOpen(after: now) ?? now,
            nextClose: calendar.nextClose(after: now) ?? now)
    }

    /// The clock with New York's offset, as Alpaca writes it.
    var clockAnswer: WireValue {
        let clock = clock
        return .map([
            "timestamp": .string(NewYorkTime.text(clock.timestamp)),
            "is_open": .bool(clock.isOpen),
            "next_open": .string(NewYorkTime.text(clock.nextOpen)),
            "next_close": .string(NewYorkTime.text(clock.nextClose)),
        ])
    }

    /// The trading days of a range, both ends included: those that trade, or those whose trades
    /// settle in it.
    static func calendar(_ query: CallQuery) throws(ExchangeRefusal) -> [WireCalendarDay] {
        let start = try query.day("start") ?? Day(number: 0)
        let end = try query.day("end") ?? Day(number: 21_914)
        guard try query.word("date_type", of: ["TRADING", "SETTLEMENT"]) == "SETTLEMENT" else {
            return calendar(start, end)
        }
        // Trades settle on the next trading day, which is never ten days away.
        return calendar(start.advanced(by: -10), end).filter { day in
            day.settlementDate.flatMap { Day($0) }.map { (start...max(start, end)).contains($0) }
                ?? false
        }
    }

    private static func calendar(_ start: Day, _ end: Day) -> [WireCalendarDay] {
        let covered = TradingCalendar.xnys.days
        let (first, last) = (max(start, covered.lowerBound), min(end, covered.upperBound))
        guard first <= last, let sessions = TradingCalendar.xnys.sessions(in: first...last) else {
            return []
        }
        return sessions.map { session in
            var day = WireCalendarDay(
                date: session.day.description, open: NewYorkTime.clock(session.open),
                close: NewYorkTime.clock(session.close))
            day.sessionOpen = "0400"
            day.sessionClose = session.isEarlyClose ? "1700" : "2000"
            day.settlementDate =
                TradingCalendar.xnys.nextSession(after: session.day)?.day.description
            return day
        }
    }
}

/// Times as New York's clocks show them.
enum NewYorkTime {
    /// RFC 3339 with the offset of New York.
    static func text(_ time: Timestamp) -> String {
        let offset = NewYork.utcOffset(at: time)
        let local = WireTime.text(time.advanced(bySeconds: Int64(offset)))
        return "\(local.dropLast())-0\(-offset / 3_600):00"
    }

    /// Hour and minute: `09:30`.
    static func clock(_ time: Timestamp) -> String {
        let minutes = NewYork.secondsOfDay(at: time) / 60
        return "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
