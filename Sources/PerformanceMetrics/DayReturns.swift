public import Domain

/// The return of one day.
public struct DayReturn: Equatable, Sendable {
    /// The day.
    public let day: Day
    /// The return as a fraction, from the last point of the day before to the last of this one.
    public let value: Double
}

extension EquityCurve {
    /// The return of each day that has one, oldest first.
    ///
    /// The first day counts from its first point, so with one point a day it has no return. Days on
    /// which equity begins or ends below zero have none either.
    public var dayReturns: [DayReturn] {
        returns { $0 }.compactMap { day, value in value.map { DayReturn(day: day, value: $0) } }
    }

    /// The day with the highest return, the first of several; nil where no day has one.
    public var bestDay: DayReturn? {
        dayReturns.reduce(nil) { best, day in
            best.map { day.value > $0.value ? day : $0 } ?? day
        }
    }

    /// The day with the lowest return, the first of several; nil where no day has one.
    public var worstDay: DayReturn? {
        dayReturns.reduce(nil) { worst, day in
            worst.map { day.value < $0.value ? day : $0 } ?? day
        }
    }

    /// The return of each stretch of points that share a key, oldest first: from the last point
    /// before the stretch to its last, for the first stretch from its first point. Nil where that
    /// is the curve's only point so far, and where equity is below zero at either end.
    func returns<Key: Equatable>(by key: (Day) -> Key) -> [(key: Key, value: Double?)] {
        var result: [(key: Key, value: Double?)] = []
        var base = 0
        for index in days.indices {
            let own = key(days[index])
            if result.last?.key != own {
                base = max(0, index - 1)
                result.append((own, nil))
            }
            result[result.count - 1].value = change(from: base, to: index)
        }
        return result
    }

    private func change(from start: Int, to end: Int) -> Double? {
        guard start < end, equity[start] >= 0, equity[end] >= 0 else { return nil }
        return PeriodReturns.change(from: equity[start], to: equity[end]).ifFinite
    }
}
