internal import Glibc

/// How many files the process may have open; each connection is one.
public enum FileLimit {
    /// Raises the limit as far as the system allows this process.
    ///
    /// The usual soft limit of 1,024 is below the connections that a door takes. A refusal changes nothing.
    public static func raise() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return
        }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
