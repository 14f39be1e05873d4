// The kernel's text about a process is a file.
internal import Foundation

/// What a process holds in memory.
public struct MemoryUse: Equatable, Sendable {
    /// Resident now, in KiB.
    public let residentKiB: Int
    /// Resident at most since the start, in KiB.
    public let residentKiBMax: Int

    /// Figures that are known.
    public init(residentKiB: Int, residentKiBMax: Int) {
        self.residentKiB = residentKiB
        self.residentKiBMax = residentKiBMax
    }

    /// A process of this machine now; nil where the kernel does not tell.
    ///
    /// Source: proc(5), `/proc/PID/status`.
    public static func of(process: Int32) -> MemoryUse? {
        let path = "/proc/\(process)/status"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return MemoryUse(status: text)
    }

    /// Reads the kernel's text.
    init?(status text: String) {
        func kibibytes(_ name: String) -> Int? {
            let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
            let words = line?.split { $0 == " " || $0 == "\t" } ?? []
            return words.count == 3 && words[2] == "kB" ? Int(words[1]) : nil
        }
        guard let now = kibibytes("VmRSS"), let most = kibibytes("VmHWM") else { return nil }
        self.init(residentKiB: now, residentKiBMax: most)
    }
}
