import Glibc

/// How many files, connections among them, the process may have open.
enum OpenFileLimit {
    /// As many as a desk can use; beyond it the kernel's bookkeeping only grows.
    private static let wanted: rlim_t = 65_536

    /// Raises the limit as far as the system lets us: a shell's usual 1,024 is for programs that
    /// use `select`, which nothing here does.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, wanted))
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
