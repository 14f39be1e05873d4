import CountersignCore
import Testing

@testable import CountersignPolicy

/// Formatting keeps what a policy means and says, and is done after one time.
@Suite struct FormattingPropertyTests {
    @Test(arguments: UInt64(1)...8)
    func meaningAndCommentsSurviveAndASecondTimeChangesNothing(_ block: UInt64) throws {
        for seed in (block * 1_000)..<(block * 1_000 + 15) {
            let random = RandomPolicy(seed: seed)
            let before = try readable(random.text, seed)
            let text = try #require(formatted(random.text), "seed \(seed)")
            let after = try readable(text, seed)
            #expect(meaning(of: after) == meaning(of: before), "seed \(seed):\n\(text)")
            #expect(comments(in: text) == random.comments, "seed \(seed):\n\(text)")
            let again = try #require(formatted(text), "seed \(seed)")
            #expect(again.utf8.elementsEqual(text.utf8), "seed \(seed):\n\(text)\n\(again)")
            expectTidy(text, seed)
        }
    }

    /// A random policy may hold rules that never fire: it can be read all the same.
    private func readable(_ text: String, _ seed: UInt64) throws -> Policy {
        let check = Policy.check(text, file: "p") { RandomPolicy.lists[$0] }
        return try #require(check.readable, "seed \(seed)")
    }

    private func formatted(_ text: String) -> String? {
        Policy.formatted(text, file: "p") { RandomPolicy.lists[$0] }.text
    }

    /// Comments, found without the formatter's help.
    private func comments(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            var isQuoted = false
            for place in line.indices {
                if line[place] == "\"" { isQuoted.toggle() }
                if line[place] == "#", !isQuoted { return String(line[place...]) }
            }
            return nil
        }
    }

    private func expectTidy(_ text: String, _ seed: UInt64) {
        #expect(!text.utf8.contains(0x0D) && !text.utf8.contains(0x09), "seed \(seed)")
        #expect(!text.contains("\n\n\n") && !text.hasPrefix("\n"), "seed \(seed)")
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "seed \(seed)")
        let trailing = text.split(separator: "\n").filter { $0.last == " " }
        #expect(trailing.isEmpty, "seed \(seed): \(trailing)")
    }

    /// A policy without the places of its words in the text.
    private func meaning(of policy: Policy) -> Policy {
        Policy(
            name: policy.name,
            settings: policy.settings,
            rules: policy.rules.map { rule in
                Rule(
                    name: rule.name,
                    action: rule.action,
                    isShadow: rule.isShadow,
                    condition: meaning(of: rule.condition),
                    range: 0..<0
                )
            },
            otherwise: policy.otherwise,
            rates: policy.rates,
            timeZone: policy.timeZone,
            signals: policy.signals,
            lists: policy.lists,
            facts: policy.facts
        )
    }

    private func meaning(of condition: Condition) -> Condition {
        switch condition {
        case .all(let parts): .all(parts.map(meaning))
        case .any(let parts): .any(parts.map(meaning))
        case .not(let part): .not(meaning(of: part))
        case .test(let test):
            .test(
                Test(test.kind, isNegated: test.isNegated, words: test.words, range: 0..<0)
            )
        }
    }
}
