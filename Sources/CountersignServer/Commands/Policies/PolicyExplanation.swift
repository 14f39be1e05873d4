import CountersignCore
import CountersignPolicy

/// An explanation as people and as programs read it.
enum PolicyExplanation {
    /// One rule after the other with its comparisons, then the decision.
    static func lines(
        _ steps: [RuleExplanation],
        _ verdict: Verdict,
        _ console: Console
    ) -> [String] {
        var lines: [String] = []
        for step in steps {
            let kind = (step.isShadow ? "shadow " : "") + step.outcome.rawValue
            lines.append("\(kind) \"\(step.rule)\": \(word(of: step, console))")
            for part in step.parts {
                lines.append("    \(word(part.holds, console))  \(part.words)")
            }
        }
        let rule = verdict.rule.map { "rule \"\($0)\"" } ?? "otherwise"
        lines.append("")
        lines.append(console.strong("\(verdict.action.outcome.rawValue), by \(rule)"))
        if verdict.action.outcome == .confirm {
            lines.append("    " + words(of: verdict.action.settings))
        }
        return lines
    }

    /// `{"rules": […], "decision": {…}}`; `fits` and `holds` are null where something is missing.
    static func json(_ steps: [RuleExplanation], _ verdict: Verdict) -> String {
        var json = JSONWriter()
        json.beginObject()
        append(steps, verdict, to: &json)
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// The members `rules` and `decision`.
    static func append(
        _ steps: [RuleExplanation],
        _ verdict: Verdict,
        to json: inout JSONWriter
    ) {
        json.name("rules")
        json.beginArray()
        for step in steps {
            json.beginObject()
            json.member("rule", step.rule)
            json.member("outcome", step.outcome.rawValue)
            json.member("shadow", step.isShadow)
            json.member("fits", step.fits.map { .bool($0) } ?? .null)
            json.name("parts")
            json.beginArray()
            for part in step.parts {
                json.beginObject()
                json.member("words", part.words)
                json.member("holds", part.holds.map { .bool($0) } ?? .null)
                json.endObject()
            }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.name("decision")
        json.beginObject()
        json.member("outcome", verdict.action.outcome.rawValue)
        json.member("rule", verdict.rule ?? "otherwise")
        json.member("reasons", .array(verdict.reasons.map { .string($0) }))
        json.member("shadow", .array(verdict.shadows.map { .string($0.rule) }))
        json.endObject()
    }

    private static func word(of step: RuleExplanation, _ console: Console) -> String {
        switch step.fits {
        case true?: step.isShadow ? console.good("would decide") : console.good("decides")
        case false?: "does not fit"
        case nil: "does not fit: something is missing"
        }
    }

    private static func word(_ holds: Bool?, _ console: Console) -> String {
        switch holds {
        case true?: console.good("true   ")
        case false?: "false  "
        case nil: console.faint("missing")
        }
    }

    private static func words(of settings: ConfirmationSettings) -> String {
        var words = [
            "code \(settings.codeDigits) digits", "expires in \(settings.expiresInSeconds) seconds",
            "attempts \(settings.attemptsMax)",
            "channels \(settings.channels.map(\.rawValue).joined(separator: ", "))",
            "next channel after \(settings.nextChannelAfterSeconds) seconds",
            "at most \(settings.sendsMax) sends, \(settings.resendAfterSeconds) seconds apart",
        ]
        if settings.matchWord { words.append("match word") }
        if settings.confirmsByButton { words.append("confirm by button") }
        if settings.sameMessage { words.append("same message") }
        if settings.hedge { words.append("hedge") }
        return words.joined(separator: "; ")
    }
}
