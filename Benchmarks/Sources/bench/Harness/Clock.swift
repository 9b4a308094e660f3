import Glibc

/// How time is measured.
enum Clock {
    /// What all threads of this process compute; other programs on the machine disturb it least.
    case cpu
    /// What the clock on the wall says, waiting included.
    case wall

    /// What one call takes.
    func time(of work: Benchmark.Work) async rethrows -> Timing {
        let start = now()
        let result = try await work()
        let end = now()
        keep(result)
        return Timing(nanoseconds: end - start, result: result)
    }

    private func now() -> Int64 {
        var time = timespec()
        clock_gettime(self == .cpu ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Stops the optimiser from dropping a result, and with it the work.
    @inline(never) @_optimize(none)
    private func keep(_ result: Int) {}
}

/// What one call of a work took, and what it returned.
struct Timing {
    var nanoseconds: Int64 = 0
    var result = 0

    var wholeNanoseconds: Double { Double(nanoseconds) }

    /// The time for each thing done, where the result is their count.
    var nanosecondsEach: Double { Double(nanoseconds) / Double(max(1, result)) }
}
