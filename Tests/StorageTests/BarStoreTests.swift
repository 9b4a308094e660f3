import Domain
import FoundationEssentials
import GRDB
import Testing

@testable import Storage

struct BarStoreTests {
    let goog: Symbol
    let folder: TemporaryFolder
    let ledger: Ledger

    init() throws {
        goog = try #require(Symbol("GOOG"))
        folder = try TemporaryFolder()
        ledger = try Ledger.open(at: folder.path("desk.sqlite"), surroundings: .resting)
    }

    @Test(arguments: [0, 1, 100_000])
    func `a series comes back as it was saved`(_ count: Int) async throws {
        let bars = minutes(count)
        try await ledger.bars.save(bars, of: goog, .minute1)
        #expect(try await ledger.bars.load(goog, .minute1) == bars)
        #expect(try await ledger.bars.load(goog, .day1).isEmpty)
    }

    @Test func `negative and extreme values are kept`() async throws {
        let extremes: [Int64] = [.min, -1, 0, 1, .max]
        let bars = extremes.map { value in
            Bar(
                start: Timestamp(nanoseconds: value), open: Price(nanos: value),
                high: Price(nanos: -1 - value), low: Price(nanos: value / 3),
                close: Price(nanos: value / 7), volume: Volume(thousandths: value))
        }
        try await ledger.bars.save(bars, of: goog, .minute1)
        #expect(try await ledger.bars.load(goog, .minute1) == bars)
    }

    @Test func `a range holds what starts within it, over the ends of months`() async throws {
        let bars = minutes(100_000)  // January to March.
        try await ledger.bars.save(bars, of: goog, .minute1)
        for (start, end) in [(0, 1), (44_639, 44_641), (50, 90_000), (99_999, 100_000), (7, 7)] {
            let upper = bars[0].start.advanced(bySeconds: Int64(end) * 60)
            let range = bars[start].start..<upper
            let found = try await ledger.bars.load(goog, .minute1, within: range)
            #expect(found == Array(bars[start..<end]))
        }
        let least = Timestamp(nanoseconds: .min)
        #expect(try await ledger.bars.load(goog, .minute1, within: least..<least).isEmpty)
    }

    @Test func `saving again writes only the months that differ`() async throws {
        var bars = minutes(100_000)
        var saving = try await ledger.bars.save(bars, of: goog, .minute1)
        #expect(saving == BarSaving(monthsWritten: 3, monthsKept: 0, monthsDeleted: 0))
        saving = try await ledger.bars.save(bars, of: goog, .minute1)
        #expect(saving == BarSaving(monthsWritten: 0, monthsKept: 3, monthsDeleted: 0))
        bars[50_000].close = Price(nanos: 5)
        saving = try await ledger.bars.save(bars, of: goog, .minute1)
        #expect(saving == BarSaving(monthsWritten: 1, monthsKept: 2, monthsDeleted: 0))
        bars.removeLast(50_000)
        saving = try await ledger.bars.save(bars, of: goog, .minute1)
        #expect(saving == BarSaving(monthsWritten: 1, monthsKept: 1, monthsDeleted: 1))
        #expect(try await ledger.bars.load(goog, .minute1) == bars)
        saving = try await ledger.bars.save([], of: goog, .minute1)
        #expect(saving == BarSaving(monthsWritten: 0, monthsKept: 0, monthsDeleted: 2))
        #expect(try await ledger.bars.series().isEmpty)
    }

    @Test func `bars out of order are refused and nothing changes`() async throws {
        let bars = minutes(3)
        try await ledger.bars.save(bars, of: goog, .minute1)
        for wrong in [[bars[0], bars[2], bars[1]], [bars[0], bars[0]]] {
            await #expect(throws: StorageError.self) {
                try await ledger.bars.save(wrong, of: goog, .minute1)
            }
        }
        #expect(try await ledger.bars.load(goog, .minute1) == bars)
    }

    @Test func `the list names each series with its ends and its count`() async throws {
        let ibm = try #require(Symbol("IBM"))
        let bars = minutes(50_000)
        try await ledger.bars.save(bars, of: ibm, .minute1)
        try await ledger.bars.save(bars, of: goog, .minute1)
        try await ledger.bars.save([bars[7]], of: goog, .day1)
        let list = try await ledger.bars.series()
        #expect(list.map(\.symbol.description) == ["GOOG", "GOOG", "IBM"])
        #expect(list.map(\.timeframe) == [.day1, .minute1, .minute1])
        #expect(list.map(\.count) == [1, 50_000, 50_000])
        #expect(list.last?.first == bars.first?.start)
        #expect(list.last?.last == bars.last?.start)
    }

    @Test func `a digest tells data apart, and not in how many parts they were added`() {
        var bars = minutes(50_000)
        func digest(_ parts: [ArraySlice<Bar>]) -> String {
            var digest = DataDigest()
            for part in parts { digest.add(part) }
            return digest.text
        }
        let whole = digest([bars[...]])
        #expect(whole.count == 64)
        #expect(digest([bars[..<7], bars[7..<20_000], bars[20_000...]]) == whole)
        #expect(digest([bars[..<49_999]]) != whole)
        bars[49_999].volume = Volume(thousandths: 1)
        #expect(digest([bars[...]]) != whole)
        var texts = DataDigest()
        texts.add("ab")
        var others = DataDigest()
        others.add("a")
        others.add("b")
        #expect(texts.text != others.text)
    }

    @Test func `a damaged month is named, and saving it again repairs it`() async throws {
        let bars = minutes(50_000)
        try await ledger.bars.save(bars, of: goog, .minute1)
        try await ledger.write { db in
            let sql = "SELECT payload FROM bars ORDER BY month DESC LIMIT 1"
            var payload = try #require(try Data.fetchOne(db, sql: sql))
            payload[1_000] ^= 1
            try db.execute(
                sql: "UPDATE bars SET payload = ? WHERE month = '2026-02'", arguments: [payload])
        }
        await #expect(throws: StorageError.corrupt("the bars of GOOG 1m in 2026-02")) {
            try await ledger.bars.load(goog, .minute1)
        }
        let saving = try await ledger.bars.save(bars, of: goog, .minute1)
        #expect(saving.monthsWritten == 1)
        #expect(try await ledger.bars.load(goog, .minute1) == bars)
    }

    private func minutes(_ count: Int) -> [Bar] {
        let first = Timestamp(nanoseconds: 1_767_225_600_000_000_000)  // 2026-01-01
        return (0..<Int64(count)).map { index in
            let price = 100_000_000_000 + index * 10_000_000
            return Bar(
                start: first.advanced(bySeconds: index * 60), open: Price(nanos: price),
                high: Price(nanos: price + 2), low: Price(nanos: price - 1),
                close: Price(nanos: price + 1), volume: Volume(thousandths: index))
        }
    }
}
