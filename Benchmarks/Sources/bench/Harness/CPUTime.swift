import Glibc

/// Processor time, which other programs on the machine disturb far less than wall time.
enum CPUTime {
    /// Nanoseconds that all threads of this process have computed so far.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// What one call costs.
    static func of(_ work: () throws -> Int) rethrows -> Int64 {
        let start = now()
        keep(try work())
        return now() - start
    }

    /// Stops the optimiser from dropping a result, and with it the work.
    @inline(never) @_optimize(none)
    private static func keep(_ result: Int) {}
}
