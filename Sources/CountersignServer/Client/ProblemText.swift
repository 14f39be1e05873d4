import CountersignCore

/// A problem document as a person reads it.
enum ProblemText {
    /// What a refusal comes to: 3 when the service refused, 75 when it may work later.
    static func failure(
        status: Int,
        problem: JSONValue?,
        retryAfterSeconds: Int?
    ) -> CommandFailure {
        let title = problem?["title"]?.string ?? "the service answered \(status)"
        var lines: [String] = []
        if let detail = problem?["detail"]?.string, detail != title { lines.append(detail) }
        for error in problem?["errors"]?.array ?? [] {
            let pointer = error["pointer"]?.string ?? ""
            let detail = error["detail"]?.string ?? ""
            let line = pointer.isEmpty ? detail : "\(pointer): \(detail)"
            // Of a single fault the document's own detail says it already.
            if !lines.contains(line) { lines.append(line) }
        }
        if let changed = problem?["changed"]?.array {
            lines.append("changed: " + changed.compactMap(\.string).joined(separator: ", "))
        }
        if let left = problem?["attempts_left"]?.integer { lines.append("attempts left: \(left)") }
        if let moment = problem?["retry_at"]?.string { lines.append("try again at \(moment)") }
        if let retryAfterSeconds { lines.append("try again in \(retryAfterSeconds) s") }
        let exit: ExitStatus =
            status == 503 || status == 502 || status == 504 ? .tryAgainLater : .refused
        return CommandFailure(
            exit,
            safe(title),
            hint: lines.isEmpty ? nil : lines.map(safe).joined(separator: "\n  ")
        )
    }

    /// A text from elsewhere without characters that could drive the terminal.
    static func safe(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !PlainText.isForbidden($0) }))
    }
}
