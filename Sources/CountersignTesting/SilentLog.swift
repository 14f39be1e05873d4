public import CountersignCore
import Synchronization

/// A log that keeps its lines for a test to read.
public final class SilentLog: Log {
    private let lines = Mutex<[String]>([])

    /// An empty log.
    public init() {}

    /// The messages so far, with their facts.
    public var written: [String] { lines.withLock { $0 } }

    /// Keeps one line.
    public func write(
        _ level: LogLevel,
        _ message: StaticString,
        _ facts: [(name: StaticString, value: LogValue)]
    ) {
        let text = facts.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        lines.withLock { $0.append("\(level.rawValue) \(message) \(text)") }
    }
}
