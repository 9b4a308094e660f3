import Domain

extension MatchingEngine {
    /// Takes a new last price.
    mutating func mark(_ index: Int, at price: Int64) {
        gauges.bring(index)
        markFront(at: price)
    }

    /// Takes a new last price of the instrument in front.
    @inlinable
    mutating func markFront(at price: Int64) {
        guard let change = gauges.front.mark(at: price) else { return revalue() }
        let (sum, isTooMuch) = holdings.addingReportingOverflow(change)
        guard areHoldingsInRange, !isTooMuch else { return revalue() }
        holdings = sum
    }

    /// Takes what the lots of an instrument hold now.
    mutating func hold(_ index: Int) {
        gauges[index].hold(books[index].lots)
        mark(index, at: gauges[index].last)
    }

    /// Values all holdings anew.
    @usableFromInline
    mutating func revalue() {
        do throws(AmountOutOfRange) {
            var sum = Money.zero
            for index in gauges.indices {
                gauges[index].value = try gauges[index].exactValue()
                try sum += Money(nanos: gauges[index].value)
            }
            holdings = sum.nanos
            areHoldingsInRange = true
        } catch {
            areHoldingsInRange = false
        }
    }
}
