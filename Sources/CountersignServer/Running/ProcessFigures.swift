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
}
