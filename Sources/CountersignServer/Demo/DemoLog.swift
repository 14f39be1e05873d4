import CountersignCore

/// Lets only errors through: the demo shows a refusal on purpose, and prints what it means itself.
struct DemoLog: Log {
    private let errors: any Log

    /// A log in front of the one that errors go to.
    init(errors: any Log) {
        self.errors = errors
    }

    func write(
        _ level: LogLevel,
        _ message: StaticString,
        _ facts: [(name: StaticString, value: LogValue)]
    ) {
        if level == .error { errors.write(level, message, facts) }
    }
}
