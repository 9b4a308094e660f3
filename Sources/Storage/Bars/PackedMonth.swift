import Domain
import FoundationEssentials

/// The bars of one UTC month as bytes: six columns of little-endian Int64, one after the other.
///
/// Columns and not rows, so that a statement on prices alone could read them alone, and so that
/// the file may be compressed well. A million bars pack in milliseconds: plain stores, no coding.
struct PackedMonth: Equatable, Sendable {
    /// start, open, high, low, close, volume.
    static let columns = 6
    static let bytesPerBar = columns * 8

    /// `2026-01`.
    let month: String
    let count: Int
    let first: Timestamp
    let last: Timestamp
    let payload: Data
    /// The checksum of the payload, little-endian.
    let digest: Data

    /// Packs bars of one month, in order of time.
    ///
    /// - Returns: nil where there are none.
    init?(month: String, bars: ArraySlice<Bar>) {
        guard let first = bars.first, let last = bars.last else { return nil }
        self.month = month
        self.count = bars.count
        self.first = first.start
        self.last = last.start
        payload = Self.pack(bars)
        digest = payload.withUnsafeBytes(PayloadChecksum.data)
    }

    private static func pack(_ bars: ArraySlice<Bar>) -> Data {
        let count = bars.count
        var payload = Data(count: count * bytesPerBar)
        payload.withUnsafeMutableBytes { bytes in
            bars.withUnsafeBufferPointer { bars in
                for index in 0..<count {
                    func put(_ value: Int64, _ column: Int) {
                        bytes.storeBytes(
                            of: value.littleEndian, toByteOffset: (column * count + index) * 8,
                            as: Int64.self)
                    }
                    let bar = bars[index]
                    put(bar.start.nanoseconds, 0)
                    put(bar.open.nanos, 1)
                    put(bar.high.nanos, 2)
                    put(bar.low.nanos, 3)
                    put(bar.close.nanos, 4)
                    put(bar.volume.thousandths, 5)
                }
            }
        }
        return payload
    }

    /// Appends the packed bars whose start lies in the range.
    static func unpack(
        _ payload: UnsafeRawBufferPointer, within range: Range<Timestamp>?, into bars: inout [Bar]
    ) {
        let count = payload.count / bytesPerBar
        func value(_ column: Int, _ index: Int) -> Int64 {
            let offset = (column * count + index) * 8
            return Int64(
                littleEndian: payload.loadUnaligned(fromByteOffset: offset, as: Int64.self))
        }
        for index in 0..<count {
            let start = Timestamp(nanoseconds: value(0, index))
            if let range, !range.contains(start) { continue }
            bars.append(
                Bar(
                    start: start, open: Price(nanos: value(1, index)),
                    high: Price(nanos: value(2, index)), low: Price(nanos: value(3, index)),
                    close: Price(nanos: value(4, index)),
                    volume: Volume(thousandths: value(5, index))))
        }
    }
}

extension PackedMonth {
    /// Cuts a series, sorted by time, where the UTC month changes.
    static func months(of bars: [Bar]) -> [PackedMonth] {
        var months: [PackedMonth] = []
        var start = bars.startIndex
        while start < bars.endIndex {
            let month = UTCMonth(containing: bars[start].start)
            // A binary search: a month of minute bars is some 40,000 of them.
            var (low, high) = (start, bars.endIndex)
            while low < high {
                let middle = low + (high - low) / 2
                if month.contains(bars[middle].start) { low = middle + 1 } else { high = middle }
            }
            if let packed = PackedMonth(month: month.name, bars: bars[start..<low]) {
                months.append(packed)
            }
            start = low
        }
        return months
    }
}

/// A month of the UTC calendar.
struct UTCMonth {
    /// Days since 1970, from the first of the month up to the first of the next.
    private let days: Range<Int32>

    init(containing time: Timestamp) {
        let day = time.utcDay
        let start = day.number - Int32(day.civil.day - 1)
        let next = Day(number: start + 31)  // In the next month whatever this one's length.
        days = start..<(next.number - Int32(next.civil.day - 1))
    }

    func contains(_ time: Timestamp) -> Bool { days.contains(time.utcDay.number) }

    /// `2026-01`: of equal length, so that text order is time order.
    var name: String { String(Day(number: days.lowerBound).description.prefix(7)) }
}
