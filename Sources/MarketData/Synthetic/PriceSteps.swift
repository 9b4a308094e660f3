import Domain

/// The steps on which prices lie: a cent from $1, a hundredth of one below.
struct PriceSteps {
    private let perDollar: Double
    private let nanos: Int64
    /// The highest price that has this step, in steps.
    private let top: Double

    /// The steps for prices around one in dollars.
    init(around dollars: Double) {
        let isBelowOne = dollars < 1
        perDollar = isBelowOne ? 10_000 : 100
        nanos = isBelowOne ? 100_000 : 10_000_000
        top = isBelowOne ? 10_000 : .infinity
    }

    /// How many steps a price is.
    func count(_ dollars: Double) -> Double { dollars * perDollar }

    /// The price of so many whole steps, or the highest price with this step.
    func price(_ count: Double) -> Price { Price(nanos: Int64(min(count, top)) * nanos) }

    /// The nearest price on a step.
    func nearest(to dollars: Double) -> Price { price(count(dollars) + 0.5) }
}
