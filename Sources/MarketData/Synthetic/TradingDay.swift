import Domain
import MarketCalendar

/// A New York day of the synthetic market: how lively each moment of it is.
///
/// Prices do not move by the clock but by activity: much of it after 09:30 and before 16:00, little
/// at night. Every day has the same shape and the same activity, weekends and holidays too, since
/// the synthetic market is open round the clock. On days of 23 and 25 hours the time before 04:00
/// passes faster or slower, so that the session keeps its wall clock and no activity is skipped or
/// repeated.
struct TradingDay {
    /// The activity of one day: positions count in parts of it.
    static let parts: UInt64 = 1 << 40

    /// A moment of the day as prices see it.
    struct Place {
        /// The activity since 1970, in parts of a day's; it never goes back as time goes on.
        let position: UInt64
        /// The activity per second there: 1 is that of an average second of the day.
        let speed: Double
    }

    private let number: UInt64
    private let midnight: Timestamp
    private let next: Timestamp
    /// Seconds that the day has above 24 hours.
    private let excess: Double

    /// The day of an instant.
    ///
    /// - Precondition: the instant lies in the years 1970 to 2260.
    init(of instant: Timestamp) {
        let day = NewYork.day(of: instant)
        number = UInt64(UInt32(bitPattern: day.number))
        midnight = NewYork.instant(of: day, secondsOfDay: 0)
        next = NewYork.instant(of: day.advanced(by: 1), secondsOfDay: 0)
        excess = Double(next.seconds - midnight.seconds - 86_400)
    }

    /// Whether an instant lies in this day.
    func contains(_ instant: Timestamp) -> Bool { midnight <= instant && instant < next }

    /// The place of an instant of this day.
    func place(of instant: Timestamp) -> Place {
        let elapsed = Double(instant.nanoseconds - midnight.nanoseconds) * 1e-9
        let night = DayShape.nightSeconds + excess
        let clock =
            elapsed < night ? elapsed * (DayShape.nightSeconds / night) : elapsed - excess
        let (share, speed) = DayShape.usual.activity(atClock: clock)
        return Place(
            position: number * Self.parts + UInt64(share * Double(Self.parts)), speed: speed)
    }
}

/// Liveliness by the wall clock.
private struct DayShape: Sendable {
    /// From midnight to 04:00, when the first orders are taken.
    static let nightSeconds = 14_400.0

    /// Seconds since midnight, and liveliness there in a unit of its own.
    static let usual = DayShape([
        (0, 4), (14_400, 4), (28_800, 10),  // Night; orders from 04:00, more from 08:00.
        (34_140, 20), (34_200, 150),  // The opening at 09:30.
        (36_000, 70), (45_000, 40), (54_000, 60),  // Noon is the quietest of the session.
        (57_000, 110), (57_600, 140),  // The last ten minutes before 16:00.
        (57_900, 24), (64_800, 10), (72_000, 5), (86_400, 4),
    ])

    /// A time in which liveliness rises or falls evenly.
    private struct Stretch: Sendable {
        let start: Double
        let speed: Double
        /// Change of the speed a second.
        let slope: Double
        /// The activity of the day before this stretch.
        let before: Double
    }

    private let stretches: [Stretch]
    private let total: Double

    private init(_ knots: [(second: Double, speed: Double)]) {
        var total = 0.0
        stretches = zip(knots, knots.dropFirst()).map { knot, next in
            let length = next.second - knot.second
            defer { total += (knot.speed + next.speed) * length / 2 }
            return Stretch(
                start: knot.second, speed: knot.speed, slope: (next.speed - knot.speed) / length,
                before: total)
        }
        self.total = total
    }

    /// The share of the day's activity until a time of day in seconds, and the speed then.
    func activity(atClock clock: Double) -> (share: Double, speed: Double) {
        var index = 0
        while index + 1 < stretches.count, stretches[index + 1].start <= clock { index += 1 }
        let stretch = stretches[index]
        let into = clock - stretch.start
        let activity = stretch.before + into * (stretch.speed + into * (stretch.slope / 2))
        return (activity / total, (stretch.speed + into * stretch.slope) * 86_400 / total)
    }
}
