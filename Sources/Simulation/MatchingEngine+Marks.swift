import Domain

extension MatchingEngine {
    /// Takes a new last price.
    @inlinable
    mutating func mark(_ index: Int, at price: Int64) {
        gauges[index].last = price
        guard gauges[index].shares != 0 || gauges[index].fraction != 0 else { return }
        let (value, isTooLarge) = price.multipliedReportingOverflow(by: gauges[index].shares)
        let (change, isTooFar) = value.subtractingReportingOverflow(gauges[index].value)
        let (sum, isTooMuch) = holdings.addingReportingOverflow(change)
        guard gauges[index].fraction == 0, areHoldingsInRange, !isTooLarge, !isTooFar, !isTooMuch
        else { return revalue() }
        gauges[index].value = value
        holdings = sum
    }

    /// Takes what the lots of an instrument hold now.
    mutating func hold(_ index: Int) {
        gauges[index].hold(books[index].lots)
        revalue()
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
