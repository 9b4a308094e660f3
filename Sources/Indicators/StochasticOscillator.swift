/// Where the close lies in the range of the last bars, in percent (G. Lane): the line K, and its
/// average D. A range of zero has 0.
///
/// Fast: K as it is (`smoothing` 1). Slow: K averaged over `smoothing` bars.
public struct StochasticOscillator: Indicator {
    /// The lines of one step.
    public struct Lines: Sendable {
        /// The place in the range, averaged.
        public let line: Double
        /// The average of the line; nil before it is defined.
        public let signal: Double?

        @inlinable
        init(line: Double, signal: Double?) {
            self.line = line
            self.signal = signal
        }
    }

    @usableFromInline var channel: DonchianChannel
    @usableFromInline var line: SimpleMovingAverage
    @usableFromInline var signal: SimpleMovingAverage

    /// - Precondition: periods are above zero.
    @inlinable
    public init(_ period: Int, smoothing: Int = 1, signal: Int) {
        channel = DonchianChannel(period)
        line = SimpleMovingAverage(smoothing)
        self.signal = SimpleMovingAverage(signal)
    }

    /// K's first value; D's comes later by its period less one.
    @inlinable public var warmUp: Int { channel.warmUp + line.warmUp - 1 }

    /// Takes a bar.
    @inlinable
    public mutating func next(_ candle: Candle) -> Lines? {
        guard let range = channel.next(candle) else { return nil }
        let place = range.place(of: candle.close)
        guard let line = line.next(100 * place) else { return nil }
        return Lines(line: line, signal: signal.next(line))
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() {
        channel.reset()
        line.reset()
        signal.reset()
    }
}

extension DonchianChannel.Lines {
    /// Where a price lies between lower (0) and upper (1); 0 where both are one.
    @inlinable
    func place(of price: Double) -> Double {
        upper > lower ? (price - lower) / (upper - lower) : 0
    }
}
