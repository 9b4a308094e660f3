/// The times of one benchmark, and whether its bound holds.
struct Measurement {
    let benchmark: Benchmark
    /// Each repetition, and those of what it is compared with.
    var own: [Timing] = []
    var other: [Timing] = []

    init(benchmark: Benchmark) { self.benchmark = benchmark }

    var holds: Bool { figure <= allowed }

    /// The minimum is judged, not the median: noise only ever adds.
    private var figure: Double {
        switch benchmark.bound {
        case .ratio:
            least(\.wholeNanoseconds, of: own) / max(1, least(\.wholeNanoseconds, of: other))
        case .milliseconds: Double(own.map(\.nanoseconds).min() ?? 0) / 1e6
        case .microsecondsEach: least(\.nanosecondsEach, of: own) / 1e3
        }
    }

    /// Of each thing done, since both do as many as they come to.
    private var ratioEach: Double {
        least(\.nanosecondsEach, of: own) / max(1e-3, least(\.nanosecondsEach, of: other))
    }

    private func least(_ figure: KeyPath<Timing, Double>, of timings: [Timing]) -> Double {
        timings.map { $0[keyPath: figure] }.min() ?? 0
    }

    private var allowed: Double {
        switch benchmark.bound {
        case .ratio(_, _, let allowed): allowed
        case .milliseconds(let allowed), .microsecondsEach(let allowed, _, _): allowed
        }
    }

    /// The cells of the table: what, minimum, median, verdict.
    var row: [String] {
        let times = own.map(\.nanoseconds)
        return [
            benchmark.name, Self.milliseconds(times.min()),
            Self.milliseconds(Self.median(times)), verdict,
        ]
    }

    /// Such as `engine / bare loop 2.1x, allowed 3.0x: ok`.
    private var verdict: String {
        let outcome = holds ? "ok" : "BROKEN"
        return switch benchmark.bound {
        case .ratio(let other, _, _):
            "\(benchmark.subject) / \(other) \(Self.decimal(figure))x, "
                + "allowed \(Self.decimal(allowed))x: \(outcome)"
        case .milliseconds:
            "\(benchmark.subject), allowed \(Self.decimal(allowed)) ms: \(outcome)"
        case .microsecondsEach(_, let floor, _):
            "\(benchmark.subject) \(Self.decimal(figure)) us each, "
                + "allowed \(Self.decimal(allowed)) us: \(outcome); "
                + "\(Self.decimal(ratioEach))x \(floor)"
        }
    }

    private static func median(_ times: [Int64]) -> Int64? {
        let sorted = times.sorted()
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }

    private static func milliseconds(_ nanoseconds: Int64?) -> String {
        decimal(Double(nanoseconds ?? 0) / 1e6) + " ms"
    }

    /// Two decimals, without Foundation.
    private static func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
