import Domain

/// Hands out the steps of a replay, one after the other.
///
/// It finds the next time once, then gives all bars that end then: a step costs the same for one
/// symbol and for many that trade together.
public struct ReplayIterator: IteratorProtocol, Sendable {
    private let lanes: [ReplayLane]
    private let marks: [ReplayMark]
    /// The next bar of each lane, and the next mark.
    private var heads: [Int]
    private var mark: Int
    /// The time of the steps being handed out, and how many of them were.
    private var time = Int64.min
    private var count = 0
    /// The lane to look at next for a bar of this time.
    private var lane: Int

    init(_ replay: Replay, from start: Timestamp?) {
        lanes = replay.lanes
        marks = replay.marks
        lane = replay.lanes.count
        guard let start else {
            heads = Array(repeating: 0, count: replay.lanes.count)
            mark = 0
            return
        }
        heads = replay.lanes.map { $0.firstIndex(from: start) }
        mark = replay.marks.firstIndex { $0.time >= start } ?? replay.marks.count
    }

    /// The next step, nil at the end.
    public mutating func next() -> ReplayStep? {
        while true {
            if let step = nextBar() ?? nextMark() { return step }
            guard let following = followingTime() else { return nil }
            (time, count, lane) = (following, 0, 0)
        }
    }

    /// Goes on past a place that this iterator was made for.
    mutating func skip(to cursor: ReplayCursor) {
        for _ in 0..<max(0, cursor.count) {
            var ahead = self
            guard let step = ahead.next(), step.time == cursor.time else { return }
            self = ahead
        }
    }

    private mutating func nextBar() -> ReplayStep? {
        while lane < lanes.count {
            let head = heads[lane]
            if head < lanes[lane].ends.count, lanes[lane].ends[head] == time {
                heads[lane] = head + 1
                return step(.bar(lanes[lane].symbol, lanes[lane].bars[head]))
            }
            lane += 1
        }
        return nil
    }

    private mutating func nextMark() -> ReplayStep? {
        guard mark < marks.count, marks[mark].time.nanoseconds == time else { return nil }
        defer { mark += 1 }
        return step(marks[mark].event)
    }

    private mutating func step(_ event: MarketEvent) -> ReplayStep {
        count += 1
        return ReplayStep(
            cursor: ReplayCursor(time: Timestamp(nanoseconds: time), count: count), event: event)
    }

    /// The time of the next step, nil where there is none.
    private func followingTime() -> Int64? {
        var following = mark < marks.count ? marks[mark].time.nanoseconds : Int64.max
        for index in lanes.indices where heads[index] < lanes[index].ends.count {
            following = min(following, lanes[index].ends[heads[index]])
        }
        return following == .max ? nil : following
    }
}
