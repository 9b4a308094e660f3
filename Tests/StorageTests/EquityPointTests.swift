import Domain
import Testing

@testable import Storage

struct EquityPointTests {
    @Test func `a short curve stays as it is`() {
        let curve = points(5_000) { $0 }
        #expect(EquityPoint.thinned(curve) == curve)
    }

    @Test func `a long curve keeps its ends, its peak and its trough`() {
        var curve = points(1_000_003) { _ in 100 }
        curve[500_000].equity = Money(nanos: 101)
        curve[500_001].equity = Money(nanos: 7)
        let thinned = EquityPoint.thinned(curve)
        #expect(thinned.count <= 5_000)
        #expect(thinned.first == curve.first)
        #expect(thinned.last == curve.last)
        #expect(thinned.contains(curve[500_000]))
        #expect(thinned.contains(curve[500_001]))
        #expect(thinned == thinned.sorted { $0.time < $1.time })
    }

    @Test func `one point too many is enough to thin, and never leaves more than allowed`() {
        for count in [5_001, 5_002, 7_499, 10_000] {
            let thinned = EquityPoint.thinned(points(count) { Int64($0 % 2 == 0 ? $0 : -$0) })
            #expect(thinned.count <= 5_000)
            #expect(thinned.count > 2_500)
        }
    }

    private func points(_ count: Int, _ equity: (Int64) -> Int64) -> [EquityPoint] {
        (0..<Int64(count)).map {
            EquityPoint(
                time: Timestamp(nanoseconds: $0), equity: Money(nanos: equity($0)))
        }
    }
}
