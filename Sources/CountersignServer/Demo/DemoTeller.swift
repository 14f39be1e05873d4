import CountersignCore
import CountersignSimulator

/// Tells the demo's steps as they happen, and whether each held.
struct DemoTeller: Sendable {
    private static let margin = "   "

    private let console: Console

    /// A teller on a console.
    init(_ console: Console) {
        self.console = console
    }

    /// Begins a step.
    func step(_ number: Int, _ title: String) {
        console.result()
        console.result(console.strong("\(number). \(title)"))
    }

    /// A line of the story.
    func say(_ line: String) {
        console.result(DemoTeller.margin + line)
    }

    /// What the checkout sends: method and path, and the members of its body, one a line.
    func request(_ method: String, _ path: String, _ body: JSONValue) {
        say(console.faint("→ ") + "\(method) \(path)")
        let members = (body.object ?? []).map { member in
            DemoTeller.spaced(member)
        }
        for (index, member) in members.enumerated() {
            let end = index == members.count - 1 ? "}" : ","
            say("    \(index == 0 ? "{" : " ")\(member)\(end)")
        }
    }

    /// A document on one line, as people write it.
    private static func spaced(_ value: JSONValue) -> String {
        switch value {
        case .object(let members): "{" + members.map(spaced).joined(separator: ", ") + "}"
        case .array(let elements): "[" + elements.map(spaced).joined(separator: ", ") + "]"
        default: JSONText.text(value)
        }
    }

    private static func spaced(_ member: JSONMember) -> String {
        "\(JSONText.text(.string(member.name))): \(spaced(member.value))"
    }

    /// What the service answers, in short.
    func answer(_ answer: ServiceClient.Answer, _ words: String) {
        let type = answer.document?["type"]?.string.map { " \($0)" } ?? ""
        say(console.faint("← ") + "\(answer.status)\(type)\(words.isEmpty ? "" : " · \(words)")")
    }

    /// A message as the simulated phone shows it.
    func screen(_ message: SimulatedMessage) {
        for line in ScreenText.card(message).split(separator: "\n") { say(String(line)) }
    }

    /// Rows of facts in columns.
    func facts(_ rows: [(String, String)]) {
        for line in Help.columns(rows).split(separator: "\n") { say(String(line)) }
    }

    /// Tells whether something came as it was expected.
    /// - Throws: when it did not; both are told before.
    func check(
        _ promise: String,
        expected: String,
        came: String?
    ) throws(CommandFailure) {
        try check(promise, holds: came == expected, expected: expected, came: came ?? "nothing")
    }

    /// Tells whether something holds.
    /// - Throws: when it does not; what was expected and what came are told before.
    func check(
        _ promise: String,
        holds: Bool,
        expected: @autoclosure () -> String,
        came: @autoclosure () -> String
    ) throws(CommandFailure) {
        guard !holds else { return say(console.good("✓") + " \(promise)") }
        say(console.bad("✗ \(promise)"))
        say("  expected: \(expected())")
        say("  came:     \(ProblemText.safe(came()))")
        throw CommandFailure(.findings, "a step of the demo did not hold; see above")
    }
}
