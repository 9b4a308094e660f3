public import Strategies

/// Which parameters a sweep tries: a grid of values, or draws from it.
public struct SweepPlan: Sendable {
    /// One parameter and the values that it takes, as texts.
    public struct Axis: Hashable, Sendable {
        /// The parameter.
        public let name: String
        /// Its values, each once.
        public let values: [String]

        /// An axis of some values.
        public init(_ name: String, _ values: [String]) {
            self.name = name
            self.values = values
        }

        /// Reads `5`, `5,10,20`, `5:50` and `5:50:5`; a range of whole numbers has a step of 1, one
        /// of numbers needs its step.
        ///
        /// - Throws: where the text is none of these, or names more than 100,000 values.
        public init(_ name: String, reading text: String) throws(BacktestFault) {
            let allowed = "5,10,20 or 5:50:5 (from, to, step)"
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count > 1 else {
                self.init(name, text.split(separator: ",").map(String.init))
                guard !values.isEmpty, Set(values).count == values.count else {
                    throw BacktestFault(name, text, "\(allowed), each value once")
                }
                return
            }
            let numbers = parts.compactMap { Double($0) }
            guard numbers.count == parts.count, (2...3).contains(numbers.count) else {
                throw BacktestFault(name, text, allowed)
            }
            let step = numbers.count == 3 ? numbers[2] : 1
            let count = ((numbers[1] - numbers[0]) / step + 1e-9).rounded(.down)
            guard step > 0, count >= 0, count < 100_000 else {
                throw BacktestFault(name, text, "\(allowed), at most 100000 values")
            }
            self.init(name, (0...Int(count)).map { Self.written(numbers[0] + Double($0) * step) })
        }

        private static func written(_ number: Double) -> String {
            let rounded = (number * 1e9).rounded() / 1e9
            return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
        }
    }

    /// The parameters that vary.
    public let axes: [Axis]
    /// The numbers of the trials, places in the grid.
    public let trials: [Int]

    /// All points of a grid.
    ///
    /// - Throws: for a grid of nothing, of more than ten million points, or with an axis twice.
    public init(grid axes: [Axis]) throws(BacktestFault) {
        let size = try Self.size(of: axes)
        self.axes = axes
        trials = Array(0..<size)
    }

    /// Some points of a grid, drawn by a seed, each at most once.
    public init(draws: Int, from axes: [Axis], seed: UInt64) throws(BacktestFault) {
        let size = try Self.size(of: axes)
        guard draws > 0 else { throw BacktestFault("random", "\(draws)", "a number above zero") }
        self.axes = axes
        guard draws < size else {
            trials = Array(0..<size)
            return
        }
        var chance = SplitMix(state: seed)
        var drawn: Set<Int> = []
        while drawn.count < draws { drawn.insert(Int(chance.next() % UInt64(size))) }
        trials = drawn.sorted()
    }

    private static func size(of axes: [Axis]) throws(BacktestFault) -> Int {
        guard !axes.isEmpty else { throw BacktestFault("set", "nothing", "parameters to vary") }
        var size = 1
        for (place, axis) in axes.enumerated() {
            guard !axes[..<place].contains(where: { $0.name == axis.name }) else {
                throw BacktestFault(axis.name, "twice", "each parameter once")
            }
            size *= axis.values.count
            guard size <= 10_000_000 else {
                throw BacktestFault("set", "more than 10000000 trials", "a smaller grid")
            }
        }
        return size
    }

    /// Checks that the strategy can have each value of each axis.
    ///
    /// - Throws: for the first one that it cannot have.
    public func check(for strategy: StrategyDescription) throws(BacktestFault) {
        for axis in axes {
            for value in axis.values {
                do { _ = try ParameterValues([axis.name: value], for: strategy) } catch {
                    throw BacktestFault(error)
                }
            }
        }
    }

    /// The values of a trial by name; the last axis varies fastest.
    public func values(of trial: Int) -> [String: String] {
        var (rest, values): (Int, [String: String]) = (trial, [:])
        for axis in axes.reversed() {
            values[axis.name] = axis.values[rest % axis.values.count]
            rest /= axis.values.count
        }
        return values
    }
}

/// A source of chance that a seed repeats (SplitMix64, S. Vigna).
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
