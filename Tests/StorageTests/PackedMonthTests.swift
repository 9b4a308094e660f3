import Domain
import Testing

@testable import Storage

struct PackedMonthTests {
    @Test func `a series is cut where the UTC month changes`() throws {
        let times = [
            "2025-12-31T23:59:59.999999999Z", "2026-01-01T00:00Z", "2026-01-31T23:59Z",
            "2026-02-28T23:59Z", "2026-03-01T00:00Z", "1969-12-31T23:59Z",
        ].compactMap { Timestamp($0) }.sorted()
        let months = PackedMonth.months(of: times.map { bar(at: $0) })
        #expect(
            months.map(\.month) == ["1969-12", "2025-12", "2026-01", "2026-02", "2026-03"])
        #expect(months.map(\.count) == [1, 1, 2, 1, 1])
        #expect(months[2].first == Timestamp("2026-01-01T00:00Z"))
        #expect(months[2].last == Timestamp("2026-01-31T23:59Z"))
    }

    @Test func `the bytes are six little-endian columns`() throws {
        let packed = try #require(
            PackedMonth(
                month: "1970-01",
                bars: [bar(at: Timestamp(nanoseconds: 1)), bar(at: .init(nanoseconds: 258))]))
        #expect(packed.payload.count == 96)
        #expect(
            Array(packed.payload.prefix(16)) == [1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0])
    }

    @Test func `any altered byte alters the checksum`() {
        var bytes = (0..<101).map { UInt8($0) }
        let sum = bytes.withUnsafeBytes(PayloadChecksum.of)
        for index in bytes.indices {
            for bit in 0..<8 {
                bytes[index] ^= 1 << bit
                #expect(bytes.withUnsafeBytes(PayloadChecksum.of) != sum)
                bytes[index] ^= 1 << bit
            }
        }
        for count in 0..<101 {
            let shorter = Array(bytes.prefix(count))
            #expect(shorter.withUnsafeBytes(PayloadChecksum.of) != sum)
        }
    }

    private func bar(at time: Timestamp) -> Bar {
        Bar(
            start: time, open: Price(nanos: 1), high: Price(nanos: 2), low: Price(nanos: 3),
            close: Price(nanos: 4), volume: Volume(thousandths: 5))
    }
}
