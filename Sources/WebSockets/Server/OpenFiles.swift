#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How many files, sockets among them, the process may have open.
///
/// A server that runs out of them accepts nobody any more: Hummingbird ends its listening socket at
/// the first accept that fails.
enum OpenFiles {
    /// How many connections there may be if so many are wanted: a quarter is left to all else.
    static func connectionsMax(wanted: Int, openMax: Int = sysconf(Int32(_SC_OPEN_MAX))) -> Int {
        guard openMax > 0 else { return wanted }
        return min(wanted, max(1, openMax / 4 * 3))
    }
}
