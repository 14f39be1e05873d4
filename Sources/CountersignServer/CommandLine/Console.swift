import Foundation

/// Where a command's words go: results on standard output, everything else on standard error.
struct Console: Sendable {
    /// Writes to standard output.
    let output: @Sendable (String) -> Void
    /// Writes to standard error.
    let diagnostics: @Sendable (String) -> Void
    /// Whether standard output takes colour.
    let hasColor: Bool
    /// Whether a person sees standard error.
    let isInteractive: Bool

    /// A line of the result.
    func result(_ line: String = "") { output(line + "\n") }

    /// A line that is no result: progress, advice, an error.
    func note(_ line: String = "") { diagnostics(line + "\n") }

    /// A failure and its advice.
    func report(_ failure: CommandFailure) {
        note("countersign: \(failure.message)")
        if let hint = failure.hint { note("  \(hint)") }
    }

    /// A text that stands out, where colour is taken.
    func strong(_ text: String) -> String { hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    /// A text that stands back, where colour is taken.
    func faint(_ text: String) -> String { hasColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

    /// A text of good news, where colour is taken.
    func good(_ text: String) -> String { hasColor ? "\u{1B}[32m\(text)\u{1B}[0m" : text }

    /// A text of bad news, where colour is taken.
    func bad(_ text: String) -> String { hasColor ? "\u{1B}[31m\(text)\u{1B}[0m" : text }

    /// The process's own streams.
    static func standard(environment: [String: String]) -> Console {
        // NO_COLOR counts when it is set and not empty. Source: no-color.org.
        let refusesColor = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return Console(
            output: { FileHandle.standardOutput.write(Data($0.utf8)) },
            diagnostics: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) },
            hasColor: isatty(STDOUT_FILENO) == 1 && !refusesColor,
            isInteractive: isatty(STDERR_FILENO) == 1
        )
    }
}
