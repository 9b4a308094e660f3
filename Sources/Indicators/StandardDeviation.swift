/// The population standard deviation of the last `period` values, and their mean.
public struct StandardDeviation: Indicator {
    /// Mean and deviation of one window.
    public struct Spread: Sendable {
        /// The mean.
        public let mean: Double
        /// The root of the mean squared distance from it.
        public let deviation: Double

        @inlinable
        init(mean: Double, deviation: Double) {
            self.mean = mean
            self.deviation = deviation
        }
    }

    @usableFromInline var fold: SlidingFold<Moments>

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) { fold = SlidingFold(period) }

    /// The first value comes with the last of `period` values.
    @inlinable public var warmUp: Int { fold.count }

    /// Takes a value.
    @inlinable
    public mutating func next(_ value: Double) -> Spread? {
        fold.next(Moments(value)).map {
            Spread(mean: $0.mean, deviation: ($0.squares / $0.count).squareRoot())
        }
    }

    /// Forgets all values.
    @inlinable
    public mutating func reset() { fold.reset() }
}
