import Foundation

/// What the operating system knows of this process.
enum ProcessFigures {
    /// Memory in use in bytes; nil where the system does not tell.
    static var residentBytes: Int? {
        guard let status = Files.text("/proc/self/status"),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kibibytes = line.split(separator: " ").dropFirst().compactMap({ Int($0) }).first
        else { return nil }
        return kibibytes * 1_024
    }

    /// The figures in the Prometheus text format.
    static var prometheusText: String {
        guard let residentBytes else { return "" }
        return """
            # HELP process_resident_memory_bytes Memory in use.
            # TYPE process_resident_memory_bytes gauge
            process_resident_memory_bytes \(residentBytes)

            """
    }

    /// Lets the process open as many files as the system allows: each connection is one.
    static func raiseFileLimit() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return
        }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
