/// One thing that is measured, and what it may cost.
struct Benchmark {
    /// Work done once a repetition; returns something that depends on all of it.
    typealias Work = () async throws -> Int

    enum Bound {
        /// At most so many times the time of other work, run in turns with it.
        case ratio(to: String, Work, allowed: Double)
        /// At most so many milliseconds: depends on the machine, so be generous.
        case milliseconds(Double)
        /// At most so many microseconds for each thing done, of which `Work` returns the count;
        /// other work, run in turns with it, shows what is left to gain.
        case microsecondsEach(Double, floor: String, Work)
    }

    var name: String
    /// What the work is called in the table.
    var subject: String
    var work: Work
    var bound: Bound
    /// What is measured: CPU time, or wall time where the work is to wait for the disk.
    var clock = Clock.cpu
    /// For work of seconds: how often is enough.
    var repetitionsMax: Int?

    /// Runs the work, and what it is compared with in turns, so that both see the same machine.
    func measured(repetitions: Int) async throws -> Measurement {
        var measurement = Measurement(benchmark: self)
        for repetition in 0...repetitions {
            var (own, other) = (Timing(), Timing())
            if let reference = bound.reference {
                if repetition.isMultiple(of: 2) {  // Neither is always first.
                    own = try await clock.time(of: work)
                    other = try await clock.time(of: reference)
                } else {
                    other = try await clock.time(of: reference)
                    own = try await clock.time(of: work)
                }
            } else {
                own = try await clock.time(of: work)
            }
            guard repetition > 0 else { continue }  // The first one warms up.
            measurement.own.append(own)
            measurement.other.append(other)
        }
        return measurement
    }
}

extension Benchmark.Bound {
    /// The work to compare with, if any.
    fileprivate var reference: Benchmark.Work? {
        switch self {
        case .ratio(_, let work, _), .microsecondsEach(_, _, let work): work
        case .milliseconds: nil
        }
    }
}
