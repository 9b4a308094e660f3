import Domain

extension BacktestRun {
    /// Goes over the bars of the lanes that are due, as far as no other lane's come between.
    mutating func goOn() throws(BacktestFailure) {
        if due.count == 1 {
            try goOver(due[0], barsTogether(atMost: Self.barsPerStretch))
        } else {
            for _ in 0..<barsTogether(atMost: Self.momentsPerLook) { try moment() }
        }
        for index in due { heads[index] = start(of: index) }
    }

    /// Bars of a lane that stand alone.
    private mutating func goOver(_ index: Int, _ count: Int) throws(BacktestFailure) {
        if lanes[index].nextAction == lanes[index].head {
            try lanes[index].applyActions(&series[index], &account)
        }
        let (bars, first) = (series[index], lanes[index].head)
        let end = min(first + count, lanes[index].nextAction)
        try lanes[index].goOver(bars.span, to: end, &account)
        guard lanes.count > 1 else { return }
        account.outcome.times += bars[first..<lanes[index].head].lazy.map(\.start)
    }

    /// All bars of one moment: matched and marked, then every strategy decides.
    private mutating func moment() throws(BacktestFailure) {
        account.outcome.times.append(series[due[0]][lanes[due[0]].head].start)
        try Self.match(due, &lanes, &series, &account)
        do { try account.note() } catch {
            let bars = series[due[0]]
            throw lanes[due[0]].outOfRange(error, at: bars.span, lanes[due[0]].head - 1)
        }
        try Self.decide(due, &lanes, series, &account)
    }

    // Of parts of a run, so that each may change while another is looked at. An array is asked at
    // each change whether it is shared, and what is taken of it is counted; a span is not.

    private static func match(
        _ due: [Int], _ lanes: inout [Lane], _ series: inout [[Bar]], _ account: inout RunAccount
    ) throws(BacktestFailure) {
        var lanes = lanes.mutableSpan
        var series = series.mutableSpan
        for index in due {
            if lanes[index].nextAction == lanes[index].head {
                try lanes[index].applyActions(&series[index], &account)
            }
            try lanes[index].match(series[index][lanes[index].head], &account)
        }
    }

    private static func decide(
        _ due: [Int], _ lanes: inout [Lane], _ series: [[Bar]], _ account: inout RunAccount
    ) throws(BacktestFailure) {
        var lanes = lanes.mutableSpan
        let series = series.span
        for index in due { try lanes[index].decide(series[index].span, to: 0, &account) }
    }

    /// When a lane's next bar starts, nanoseconds; the end of time where there is none.
    private func start(of index: Int) -> Int64 {
        let head = lanes[index].head
        return head < series[index].count ? series[index][head].start.nanoseconds : .max
    }

    /// Finds the lanes whose next bar comes next.
    mutating func findDue() -> Bool {
        due.removeAll(keepingCapacity: true)
        var time = Int64.max
        for (index, start) in heads.enumerated() {
            if start < time {
                time = start
                due.removeAll(keepingCapacity: true)
            }
            if start == time { due.append(index) }
        }
        return time < .max
    }

    /// How many bars in a row the lanes that are due have at the same moments, with no bar of
    /// another lane at any of them or before.
    ///
    /// Lane by lane, which also brings the bars into the cache in the order of memory.
    private func barsTogether(atMost most: Int) -> Int {
        let (first, time) = (due[0], heads[due[0]])
        let others = heads.reduce(Int64.max) { $1 > time ? min($0, $1) : $0 }
        let bars = series[first][lanes[first].head...].prefix(most)
        var count = bars.count
        if others < .max { count = bars.prefix { $0.start.nanoseconds < others }.count }
        for index in due.dropFirst() {
            let own = series[index][lanes[index].head...].prefix(count)
            var same = 0
            while same < own.count,
                own[own.startIndex + same].start == bars[bars.startIndex + same].start
            { same += 1 }
            count = same
        }
        return count
    }
}
