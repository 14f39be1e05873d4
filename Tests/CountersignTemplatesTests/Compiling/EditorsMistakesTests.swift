import CountersignCore
import CountersignTemplates
import Testing

/// What an editor reads after an ordinary mistake in the English SMS: what to do, and only that.
@Suite struct EditorsMistakesTests {
    private static let path = "default/en/payment.sms.txt"

    private func report(_ edit: (String) -> String) throws -> TemplateReport {
        let text = try #require(Shipped.files[Self.path])
        return TemplateLibrary.check(
            Shipped.few.merging([Self.path: edit(text)]) { $1 },
            folder: "Templates",
            space: TemplateSpace(),
            sha256: Shipped.digest
        ).report
    }

    @Test func misspeltPlaceholderIsTheOnlyFinding() throws {
        let errors = try report { $0.replacing("{{payee}}", with: "{{payees}}") }.errors
        #expect(errors.map(\.message) == ["unknown placeholder 'payees'; did you mean 'payee'?"])
    }

    @Test func openBlockIsTheOnlyFinding() throws {
        let errors = try report { $0.replacing("{{/origin}}", with: "") }.errors
        #expect(
            errors.map(\.message) == ["this block is never closed; write {{/origin}} after it"]
        )
    }

    @Test(arguments: [("🔒", "'🔒' U+1F512"), ("á", "'á' U+00E1")])
    func characterThatForcesUCS2IsNamed(_ row: (character: String, name: String)) throws {
        let found = try report { "\(row.character) \(row.character) " + $0 }
        let advice = found.advice.filter { $0.message.hasPrefix(row.name) }
        #expect(found.errors.isEmpty)
        #expect(advice.count == 1)
        #expect(advice.first?.column == 1)
        #expect(found.replacements.isEmpty)
    }

    @Test func textThatIsTooLongSaysByHowMuch() throws {
        let advice = try report { String(repeating: "word ", count: 30) + $0 }.advice
        let found = try #require(advice.first { $0.message.hasPrefix("even the shortest") })
        let numbers = found.message.split { !$0.isNumber }.compactMap { Int($0) }
        #expect(numbers.count == 4 && numbers[0] == 2 && numbers[2] == 160)
        #expect(numbers[1] - numbers[2] == numbers[3])
    }

    @Test func linkIsToBeLeftOut() throws {
        let errors = try report { "See shop.example.com/pay. " + $0 }.errors
        #expect(errors.first?.message.contains("leave it out") == true)
    }

    @Test func readingProvesNothing() throws {
        let files = Shipped.few.merging([
            Self.path: "See shop.example.com. {{code}} {{amount}} {{payee}}"
        ]) {
            $1
        }
        let read = TemplateLibrary.read(files, folder: "Templates", sha256: Shipped.digest)
        #expect(read.library != nil && read.findings.isEmpty)
        let loaded = TemplateLibrary.load(files, folder: "Templates", sha256: Shipped.digest)
        #expect(loaded.library == nil && !loaded.findings.isEmpty)
    }
}
