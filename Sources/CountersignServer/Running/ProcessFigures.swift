import CountersignBench
import Foundation

/// What the operating system knows of this process.
enum ProcessFigures {
    /// The figures in the Prometheus text format.
    static var prometheusText: String {
        let process = ProcessInfo.processInfo.processIdentifier
        guard let memory = MemoryUse.of(process: process) else { return "" }
        return """
            # HELP process_resident_memory_bytes Memory in use.
            # TYPE process_resident_memory_bytes gauge
            process_resident_memory_bytes \(memory.residentKiB * 1_024)

            """
    }
}
