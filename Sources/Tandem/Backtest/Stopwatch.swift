import Foundation

/// Seconds on the wall and of computing since it was made.
struct Stopwatch {
    private let wallStart = Self.now(CLOCK_MONOTONIC)
    private let computedStart = Self.now(CLOCK_PROCESS_CPUTIME_ID)

    /// Seconds that have passed.
    var seconds: Double { Self.now(CLOCK_MONOTONIC) - wallStart }

    /// Seconds that all threads of this process have computed.
    var computedSeconds: Double { Self.now(CLOCK_PROCESS_CPUTIME_ID) - computedStart }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
