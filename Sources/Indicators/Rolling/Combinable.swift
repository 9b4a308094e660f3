/// What a stretch of a series comes to, so that two stretches in a row come to one.
///
/// `combined` must be associative; it need not commute.
@usableFromInline
protocol Combinable: Sendable {
    /// Fills room that no value has taken yet; never combined.
    static var blank: Self { get }

    /// What this stretch and a later one come to together.
    func combined(with later: Self) -> Self
}

/// A sum.
@usableFromInline
struct Total: Combinable {
    @usableFromInline let value: Double

    @inlinable
    init(_ value: Double) { self.value = value }

    @inlinable static var blank: Total { Total(0) }

    @inlinable
    func combined(with later: Total) -> Total { Total(value + later.value) }
}

/// The greatest value.
@usableFromInline
struct Greatest: Combinable {
    @usableFromInline let value: Double

    @inlinable
    init(_ value: Double) { self.value = value }

    @inlinable static var blank: Greatest { Greatest(0) }

    @inlinable
    func combined(with later: Greatest) -> Greatest {
        Greatest(value > later.value ? value : later.value)
    }
}

/// The least value.
@usableFromInline
struct Least: Combinable {
    @usableFromInline let value: Double

    @inlinable
    init(_ value: Double) { self.value = value }

    @inlinable static var blank: Least { Least(0) }

    @inlinable
    func combined(with later: Least) -> Least {
        Least(value < later.value ? value : later.value)
    }
}

/// A sum, and one in which the n-th value counts n times.
@usableFromInline
struct WeightedTotal: Combinable {
    @usableFromInline let count: Double
    @usableFromInline let plain: Double
    @usableFromInline let weighted: Double

    @inlinable
    init(count: Double, plain: Double, weighted: Double) {
        self.count = count
        self.plain = plain
        self.weighted = weighted
    }

    @inlinable
    init(_ value: Double) { self.init(count: 1, plain: value, weighted: value) }

    @inlinable static var blank: WeightedTotal { WeightedTotal(0) }

    @inlinable
    func combined(with later: WeightedTotal) -> WeightedTotal {
        WeightedTotal(
            count: count + later.count, plain: plain + later.plain,
            weighted: weighted + later.weighted + count * later.plain)
    }
}

/// Mean and sum of squared distances from it.
///
/// Source: T. Chan, G. Golub, R. LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing
/// Sample Variances" (1979). Nothing is subtracted but neighbours, so no digits cancel, and equal
/// values have a spread of exactly zero.
@usableFromInline
struct Moments: Combinable {
    @usableFromInline let count: Double
    @usableFromInline let mean: Double
    @usableFromInline let squares: Double

    @inlinable
    init(count: Double, mean: Double, squares: Double) {
        self.count = count
        self.mean = mean
        self.squares = squares
    }

    @inlinable
    init(_ value: Double) { self.init(count: 1, mean: value, squares: 0) }

    @inlinable static var blank: Moments { Moments(0) }

    @inlinable
    func combined(with later: Moments) -> Moments {
        let (all, distance) = (count + later.count, later.mean - mean)
        return Moments(
            count: all, mean: mean + distance * (later.count / all),
            squares: squares + later.squares + distance * distance * (count * later.count / all))
    }
}

/// The value of what was traded, and the shares.
@usableFromInline
struct Turnover: Combinable {
    @usableFromInline let value: Double
    @usableFromInline let volume: Double

    @inlinable
    init(value: Double, volume: Double) {
        self.value = value
        self.volume = volume
    }

    @inlinable
    init(_ candle: Candle) {
        self.init(value: candle.typical * candle.volume, volume: candle.volume)
    }

    @inlinable static var blank: Turnover { Turnover(value: 0, volume: 0) }

    @inlinable
    func combined(with later: Turnover) -> Turnover {
        Turnover(value: value + later.value, volume: volume + later.volume)
    }

    /// The mean price; that of the candle where nothing was traded.
    @inlinable
    func price(or candle: Candle) -> Double { volume > 0 ? value / volume : candle.typical }
}
