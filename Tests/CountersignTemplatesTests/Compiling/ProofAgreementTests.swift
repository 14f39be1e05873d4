import CountersignCore
import CountersignTemplates
import Testing

/// On inputs few enough to try them all, the proofs and the rendered messages agree.
@Suite struct ProofAgreementTests {
    private static let texts = [
        "{{amount}} to {{payee}}. Code: {{code}}",
        "{{amount}} to {{payee}} [{{payee}}]. Code: {{code}}{{#match_word}}, {{match_word}}€{{/match_word}}",
        "{{amount}} to {{payee}}: {{code}}.{{#match_word}} ç {{match_word}}{{/match_word}}{{#origin}}"
            + "\n\n@{{origin}} #{{code}}{{/origin}}",
        "日本 {{amount}} to {{payee}}: {{code}}, {{minutes}} min{{#match_word}} 🎉{{/match_word}}",
    ]

    private static let payees = ["A", "[[[[", "Çiçek", "日本🎉", "shop.example"]

    @Test(arguments: texts)
    func boundsAreReachedAndNeverPassed(_ text: String) throws {
        let space = TemplateSpace(
            largest: [try Shipped.amount(1_234, "EUR"), try Shipped.amount(99, "JPY")],
            payees: try Self.payees.map { try Payee($0) },
            origins: ["shop.example"],
            codeDigits: 6...7
        )
        let files = Shipped.files.merging(["default/en/payment.sms.txt": text]) { $1 }
        let (library, report) = TemplateLibrary.check(
            files,
            folder: "Templates",
            space: space,
            sha256: Shipped.digest
        )
        let loaded = try #require(library, "\(report.errors.map(\.rendered))")
        let result = try #require(
            report.templates.first { $0.key == Shipped.key() }
        )
        var found = Found()
        for amount in try amounts() {
            for payee in Self.payees {
                for bound in Bound.allCases {
                    for code in ["123456", "1234567"] {
                        for word in [nil, "FOX", "MOUNTAIN"] {
                            var values = try Shipped.values(
                                code: code,
                                amount: amount,
                                bound: bound,
                                payee: payee,
                                matchWord: word
                            )
                            for minutes in [1, 10] {
                                values.minutes = minutes
                                found.note(try loaded.render(Shipped.key(), values).text)
                            }
                        }
                    }
                }
            }
        }
        #expect(result.septets == found.septets)
        #expect(result.units == found.units)
        #expect(result.bytes == found.bytes)
        #expect(result.characters == found.characters)
        #expect(result.parts == found.parts)
    }

    private func amounts() throws -> [Amount] {
        try [0, 1, 99, 100, 999, 1_000, 1_234].map { try Shipped.amount($0, "EUR") }
            + [0, 9, 10, 99].map { try Shipped.amount($0, "JPY") }
    }

    private struct Found {
        var septets: ClosedRange<Int>?
        var units: ClosedRange<Int>?
        var bytes: ClosedRange<Int>?
        var characters: ClosedRange<Int>?
        var parts: ClosedRange<Int>?

        mutating func note(_ text: String) {
            let segments = SMSSegments(text)
            if segments.alphabet == .gsm7 {
                septets = Found.wider(septets, segments.units)
            } else {
                units = Found.wider(units, segments.units)
            }
            bytes = Found.wider(bytes, text.utf8.count)
            characters = Found.wider(characters, text.unicodeScalars.count)
            parts = Found.wider(parts, segments.parts)
        }

        private static func wider(_ range: ClosedRange<Int>?, _ value: Int) -> ClosedRange<Int> {
            guard let range else { return value...value }
            return min(range.lowerBound, value)...max(range.upperBound, value)
        }
    }
}
