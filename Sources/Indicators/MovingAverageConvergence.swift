/// The moving average convergence divergence (MACD): a fast less a slow exponential average, the
/// exponential average of that, and the difference of both.
public struct MovingAverageConvergence: Indicator {
    /// How the fast average begins.
    public enum Seeding: Sendable {
        /// With its own first values, as any exponential average.
        case own
        /// With the values before the slow one's first, as TA-Lib does; all lines then start
        /// together. The difference fades with time.
        case aligned
    }

    /// The lines of one step.
    public struct Lines: Sendable {
        /// Fast less slow.
        public let line: Double
        /// The average of the line; nil before it is defined.
        public let signal: Double?

        @inlinable
        init(line: Double, signal: Double?) {
            self.line = line
            self.signal = signal
        }

        /// Line less signal; nil before the signal is defined.
        @inlinable public var histogram: Double? { signal.map { line - $0 } }
    }

    @usableFromInline let seeding: Seeding
    @usableFromInline var fast: ExponentialMovingAverage
    @usableFromInline var slow: ExponentialMovingAverage
    @usableFromInline var signal: ExponentialMovingAverage
    /// Values that the fast average does not see yet.
    @usableFromInline var held: Int

    /// - Precondition: periods are above zero, and `fast` is not above `slow`.
    @inlinable
    public init(fast: Int, slow: Int, signal: Int, seeding: Seeding = .own) {
        precondition(fast <= slow, "the fast average is not the slower one")
        self.seeding = seeding
        self.fast = ExponentialMovingAverage(fast)
        self.slow = ExponentialMovingAverage(slow)
        self.signal = ExponentialMovingAverage(signal)
        held = seeding == .own ? 0 : slow - fast
    }

    /// The line starts with the slow average; aligned, all lines start with the signal.
    @inlinable public var warmUp: Int {
        seeding == .own ? slow.period : slow.period + signal.period - 1
    }

    /// Takes a value.
    @inlinable
    public mutating func next(_ value: Double) -> Lines? {
        let slow = slow.next(value)
        guard held == 0 else {
            held -= 1
            return nil
        }
        guard let fast = fast.next(value), let slow else { return nil }
        let line = fast - slow
        let signal = signal.next(line)
        return signal == nil && seeding == .aligned ? nil : Lines(line: line, signal: signal)
    }

    /// Forgets all values.
    @inlinable
    public mutating func reset() {
        self = MovingAverageConvergence(
            fast: fast.period, slow: slow.period, signal: signal.period, seeding: seeding)
    }
}
