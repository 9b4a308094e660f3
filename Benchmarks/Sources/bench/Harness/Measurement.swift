/// The times of one benchmark, and whether its bound holds.
struct Measurement {
    let benchmark: Benchmark
    /// CPU nanoseconds of each repetition, and of what it is compared with.
    var own: [Int64] = []
    var other: [Int64] = []

    init(benchmark: Benchmark) { self.benchmark = benchmark }

    var holds: Bool { figure <= allowed }

    /// The minimum is judged, not the median: noise only ever adds.
    private var figure: Double {
        switch benchmark.bound {
        case .ratio: Double(own.min() ?? 0) / Double(max(1, other.min() ?? 1))
        case .milliseconds: Double(own.min() ?? 0) / 1e6
        }
    }

    private var allowed: Double {
        switch benchmark.bound {
        case .ratio(_, _, let allowed): allowed
        case .milliseconds(let allowed): allowed
        }
    }

    /// The cells of the table: what, minimum, median, verdict.
    var row: [String] {
        [
            benchmark.name, Self.milliseconds(own.min()), Self.milliseconds(Self.median(own)),
            verdict,
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
