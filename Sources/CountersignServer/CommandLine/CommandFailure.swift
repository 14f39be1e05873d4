/// Why a command could not do its work, with what to do about it.
struct CommandFailure: Error, Equatable, Sendable {
    /// How the program ends.
    let status: ExitStatus
    /// What happened, one sentence without a full stop; no secret.
    let message: String
    /// What to do, one line; nil when the message says it.
    let hint: String?

    init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.status = status
        self.message = message
        self.hint = hint
    }

    /// Arguments or a file can't be used.
    static func unusable(_ message: String, hint: String? = nil) -> CommandFailure {
        CommandFailure(.unusable, message, hint: hint)
    }
}
