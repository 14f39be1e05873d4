/// One fact beside a log message.
///
/// Never a code, a key or a whole phone number.
public enum LogValue: Equatable, Sendable {
    /// A text.
    case text(String)
    /// A number.
    case number(Int)
}

/// How much a log line matters.
public enum LogLevel: String, Sendable {
    /// Something happened.
    case info
    /// Something should be looked at.
    case warning
    /// Something failed.
    case error
}

/// Where log lines go.
///
/// Messages are constant; facts stand beside them.
public protocol Log: Sendable {
    /// Writes one line.
    func write(
        _ level: LogLevel,
        _ message: StaticString,
        _ facts: [(name: StaticString, value: LogValue)]
    )
}
