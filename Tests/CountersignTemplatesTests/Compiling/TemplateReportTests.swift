import CountersignCore
import CountersignTemplates
import Testing

/// What the compiler says about templates.
@Suite struct TemplateReportTests {
    private static let sound = "{{amount}} to {{payee}}. Code: {{code}}"

    private func report(
        _ changes: [String: String?] = [:],
        space: TemplateSpace = TemplateSpace()
    ) -> TemplateReport {
        let files = Shipped.few.merging(changes.compactMapValues(\.self)) { $1 }
            .filter { path, _ in changes[path].map { $0 != nil } ?? true }
        return check(files, space)
    }

    private static let shipped = TemplateLibrary.check(
        Shipped.files,
        folder: "Templates",
        space: TemplateSpace(),
        sha256: Shipped.digest
    ).report

    private func check(_ files: [String: String], _ space: TemplateSpace) -> TemplateReport {
        TemplateLibrary.check(files, folder: "Templates", space: space, sha256: Shipped.digest)
            .report
    }

    private func sms(
        _ text: String,
        space: TemplateSpace = TemplateSpace()
    ) throws -> TemplateResult {
        let report = report(["default/en/payment.sms.txt": text], space: space)
        #expect(report.errors.isEmpty, "\(report.errors.map(\.rendered))")
        return try #require(
            report.templates.first {
                $0.key == Shipped.key() && $0.template == "default/en/payment.sms"
            }
        )
    }

    @Test func shippedTemplatesHaveNoErrors() {
        #expect(
            Self.shipped.errors.isEmpty,
            "\(Self.shipped.errors.map(\.rendered).joined(separator: "\n"))"
        )
    }

    @Test func everyModelTakesTheCodeFromShippedMessages() {
        let results = Self.shipped.templates.filter { $0.key.channel == .sms }
        #expect(!results.isEmpty)
        for result in results {
            #expect(result.readings.count >= 4, "\(result.template)")
            for reading in result.readings {
                let expected = reading.isTooLong ? nil : "042917"
                #expect(reading.code == expected, "\(result.template) \(reading.model)")
            }
        }
    }

    // MARK: - Errors

    @Test(
        arguments: [
            ("Call 24-7 11: \(sound)", "1:6+6", "could take digits here"),
            ("{{amount}} to {{payee}} {{code}}", "1:25+8", "read the code and this as one"),
            (
                "{{amount}} {{payee}}. {{code}} {{minutes}}", "1:32+11",
                "read the code and this as one"
            ),
            ("\(sound). See shop.example", "1:46+7", "make a link"),
            ("\(sound).Never share", "1:40+3", "make a link"),
            ("\(sound). Again {{code}}", "1:48+8", "a second time"),
            ("{{code}} for {{amount}} to {{payee}}", "1:1+8", "before the amount"),
            ("\(sound){{#page_url}}, {{page_url}}{{/page_url}}", "1:55+12", "has no link"),
            ("\(sound){{#tip}} {{tip}}{{/tip}}{{#tip}} {{tip}}{{/tip}}", "1:73+7", "one tip"),
        ]
    )
    func textIsRefusedAtItsPlace(_ row: (text: String, place: String, message: String)) throws {
        let errors = report(["default/en/payment.sms.txt": row.text]).errors
        let found = try #require(errors.first { $0.message.contains(row.message) }, "\(errors)")
        #expect("\(found.line):\(found.column)+\(found.length)" == row.place, "\(found.rendered)")
    }

    @Test(arguments: ["login", "password_reset"])
    func purposeWithoutMoneyShowsNone(_ purpose: String) throws {
        let path = "default/en/\(purpose).sms.txt"
        let errors = report([path: Self.sound]).errors
        #expect(errors.map(\.message).contains("a \(purpose) has no amount; leave it out"))
        #expect(report([path: "Code {{code}}."]).errors.isEmpty)
    }

    @Test func paymentHasNothingPrevious() {
        let text = "\(Self.sound).{{#previous_amount}} Was {{previous_amount}}.{{/previous_amount}}"
        let errors = report(["default/en/payment.sms.txt": text]).errors
        #expect(errors.first?.message == "a payment has no previous_amount; leave it out")
    }

    @Test func cardThatPromotesIsRefused() throws {
        let path = "default/en/payment.rcs.json"
        let text = try #require(Shipped.files[path])
            .replacing("\"description\": \"", with: "\"description\": \"Buy now with a discount. ")
        let errors = report([path: text]).errors
        #expect(errors.contains { $0.message.hasPrefix("'discount' promotes") }, "\(errors)")
    }

    @Test func ceilingOfManyWordsCountsForCards() throws {
        let brand = try #require(Shipped.files["default/brand.json5"])
            .replacing("up to {{amount}}", with: String(repeating: "up ", count: 60) + "{{amount}}")
        let errors = report(["default/brand.json5": brand]).errors
        #expect(errors.contains { $0.message.contains("the platform takes 200") }, "\(errors)")
    }

    @Test func faultyFolderDoesNotLoad() {
        let (library, findings) = Shipped.load(
            changing: ["default/en/payment.sms.txt": "\(Self.sound). See shop.example"]
        )
        #expect(library == nil)
        #expect(findings.count == 1)
    }

    // MARK: - Advice

    @Test func missingLanguageIsAdvice() {
        let advice = report(["default/de/payment.rcs.json": nil]).advice
            .filter { $0.message.contains("missing") && $0.file.hasSuffix("de/payment.rcs.json") }
        #expect(advice.first?.file == "Templates/default/de/payment.rcs.json")
        #expect(advice.count == 1)
        #expect(advice.first?.message.contains("get 'en' instead") == true)
    }

    @Test func typographyIsReplacedWhereItCosts() throws {
        let path = "default/en/payment.sms.txt"
        let text = "{{amount}} to “{{payee}}” – it’s {{code}} …"
        let report = report([path: text])
        #expect(report.replacements.count == 5)
        #expect(report.advice.count { $0.message.contains("SMS alphabet") } == 5)
        let fixed = TemplateReplacement.applied(report.replacements, to: text)
        #expect(fixed == "{{amount}} to \"{{payee}}\" - it's {{code}} ...")
        #expect(self.report([path: fixed]).replacements.isEmpty)
    }

    @Test func lettersAreNeverReplaced() {
        let text = "{{amount}} to {{payee}} – façade {{code}}"
        #expect(report(["default/en/payment.sms.txt": text]).replacements.isEmpty)
    }

    // MARK: - Results

    @Test func resultNamesWhatForcesUCS2() throws {
        let plain = try sms(Self.sound)
        #expect(plain.causes.map(\.what) == ["{{payee}}"])
        #expect(plain.causes.allSatisfy { !$0.isCertain })
        let own = try sms("ç \(Self.sound)")
        #expect(own.causes.first?.what == "'ç' U+00E7")
        #expect(own.causes.first?.isCertain == true)
        #expect(own.septets == nil)
    }

    @Test func payeeRoomIsExact() throws {
        let result = try sms(Self.sound)
        let room = try #require(result.payeeRoom)
        let largest = try Shipped.amount(Amount.minorUnitsMax)
        var values = try Shipped.values(code: "12345678", amount: largest, bound: .upTo)
        let (library, _) = Shipped.load(changing: ["default/en/payment.sms.txt": Self.sound])
        let loaded = try #require(library)
        values.payee = try Payee(String(repeating: "a", count: room))
        #expect(try loaded.render(Shipped.key(), values).parts == 1)
        values.payee = try Payee(String(repeating: "a", count: room + 1))
        #expect(try loaded.render(Shipped.key(), values).parts == 2)
    }
}
