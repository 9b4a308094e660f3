import Domain
import MarketData
import Testing

@Suite struct BarMergeTests {
    private func file(_ days: [Int], close: String = "1") throws -> BarFile {
        let rows = days.map { "2024-07-0\($0),1,9,1,\(close),1\n" }
        return try parse("date,o,h,l,c,v\n" + rows.joined())
    }

    @Test func `a file imported twice changes nothing the second time`() throws {
        let file = try file([1, 2, 3])
        let first = try BarMerge(file, into: [])
        #expect(first.bars == file.bars)
        #expect(first.report.added == 3)
        #expect(first.report.first == file.bars.first?.start)
        #expect(first.report.last == file.bars.last?.start)
        let second = try BarMerge(file, into: first.bars)
        #expect(second.bars == file.bars)
        #expect(second.report.read == 3)
        #expect(second.report.added == 0)
        #expect(second.report.known == 3)
    }

    @Test func `new bars come between, before and after stored ones`() throws {
        let stored = try file([2, 4]).bars
        let merged = try BarMerge(file([1, 2, 3, 5]), into: stored)
        #expect(merged.bars == (try file([1, 2, 3, 4, 5]).bars))
        #expect(merged.report.added == 3)
        #expect(merged.report.known == 1)
    }

    @Test func `other values are a conflict that names the first, or replace on request`() throws {
        let stored = try file([1, 2, 3]).bars
        let other = try file([2, 3, 4], close: "2")
        let expected = BarConflict(stored: stored[1], imported: other.bars[0])
        #expect(throws: expected) { try BarMerge(other, into: stored) }
        #expect(
            expected.description == "The bar of 2024-07-02T04:00:00.000Z is stored with other "
                + "values (close is 1, the file has 2); nothing was imported.")
        let merged = try BarMerge(other, into: stored, isReplacing: true)
        #expect(merged.bars == stored[..<1] + other.bars)
        #expect(merged.report.replaced == 2)
        #expect(merged.report.added == 1)
    }

    @Test(arguments: 1...20)
    func `any split of a series merges back into it`(_ seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var (left, right): ([Int], [Int]) = ([], [])
        for day in 1...9 {
            if Bool.random(using: &chance) { left.append(day) }
            if Bool.random(using: &chance) { right.append(day) }
        }
        guard !left.isEmpty, !right.isEmpty else { return }
        let stored = try BarMerge(file(left), into: []).bars
        let merged = try BarMerge(file(right), into: stored)
        #expect(merged.bars == (try file(Set(left + right).sorted()).bars), "seed \(seed)")
        #expect(merged.report.known == Set(left).intersection(right).count)
    }
}
