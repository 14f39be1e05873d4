import CountersignCore
import CountersignTemplates
import Testing

/// Brands, their inheritance and their languages.
@Suite struct BrandTests {
    private static let acme = """
        {
          name: "Acme", // a comment
          support: "help@acme.example",
          senders: { sms: "ACME", rcs: "acme-agent" },
          origin: "acme.example",
        }
        """

    private func library(_ changes: [String: String?]) throws -> TemplateLibrary {
        let (library, findings) = Shipped.load(changing: changes)
        return try #require(library, "\(findings.map(\.rendered).joined(separator: "\n"))")
    }

    @Test func brandInheritsFilesAndMembers() throws {
        let text =
            "{{brand.name}}: {{amount}}, {{payee}}, {{code}}"
            + "{{#brand.support}}, {{brand.support}}{{/brand.support}}"
        let library = try library([
            "acme/brand.json5": Self.acme, "acme/en/payment.sms.txt": text,
        ])
        let own = try library.render(Shipped.key(brand: "acme"), Shipped.values())
        #expect(own.text == "Acme: EUR 49.99, Acme Shoes, 042917, help@acme.example")
        #expect(own.template == "acme/en/payment.sms")
        #expect(own.from == "ACME")
        let inherited = try library.render(
            Shipped.key("payment", .sms, locale: "de", brand: "acme"),
            Shipped.values(origin: nil)
        )
        #expect(inherited.template == "default/de/payment.sms")
        #expect(inherited.text.hasSuffix("\n@acme.example #042917"))
        let card = try library.render(
            Shipped.key("payment", .rcs, brand: "acme"),
            Shipped.values()
        )
        #expect(card.from == "acme-agent")
        #expect(card.template == "default/en/payment.rcs")
    }

    @Test func merchantsHostComesBeforeTheBrands() throws {
        let library = try library(["acme/brand.json5": Self.acme])
        let message = try library.render(Shipped.key(brand: "acme"), Shipped.values())
        #expect(message.text.hasSuffix("\n@shop.example #042917"))
    }

    @Test(arguments: [
        "shop.example:8443", "https://shop.example", "shop.example #1", "söhne.example",
    ])
    func hostThatWouldBreakTheLastLineIsLeftOut(_ origin: String) throws {
        let message = try library([:]).render(Shipped.key(), Shipped.values(origin: origin))
        #expect(message.text.hasSuffix("not even with us."))
    }

    @Test func unknownBrandIsTheDefault() throws {
        let message = try library([:]).render(Shipped.key(brand: "nobody"), Shipped.values())
        #expect(message.template == "default/en/payment.sms")
        #expect(message.from == nil)
    }

    @Test(
        arguments: [
            ("de", "de"), ("de-AT", "de"), ("DE_at", "de"), ("de-Latn-CH", "de"), ("en-US", "en"),
            ("fr-FR", "en"), ("", "en"), ("-", "en"), ("d", "en"),
        ]
    )
    func languageFallsBackToTheBrandsFirst(_ row: (wanted: String, used: String)) throws {
        let message = try library([:]).render(
            Shipped.key(locale: row.wanted),
            Shipped.values()
        )
        #expect(message.locale == row.used)
    }

    @Test func noLanguageIsTheBrandsFirst() throws {
        let library = try library(["acme/brand.json5": "{name: 'Acme', locales: ['de', 'en']}"])
        let key = Shipped.key(locale: nil, brand: "acme")
        #expect(try library.render(key, Shipped.values()).locale == "de")
    }

    @Test func regionOfItsOwnComesBeforeItsLanguage() throws {
        let library = try library([
            "acme/brand.json5":
                "{name: 'Acme', locales: ['en', 'de', 'de-AT'], up_to: {'de-AT': 'bis {{amount}}'}}",
            "acme/de-AT/payment.sms.txt": "Servus: {{amount}}, {{payee}}, {{code}}",
        ])
        let key = Shipped.key(locale: "de-AT", brand: "acme")
        let message = try library.render(key, Shipped.values(bound: .upTo))
        #expect(message.text == "Servus: bis 49,99 EUR, Acme Shoes, 042917")
    }

    @Test func languageWithoutATemplateFallsBack() throws {
        let library = try library(["default/de/payment.rcs.json": nil])
        let key = Shipped.key("payment", .rcs, locale: "de")
        #expect(try library.render(key, Shipped.values()).locale == "en")
    }

    @Test func versionFollowsTheText() throws {
        let first = try library([:]).render(Shipped.key(), Shipped.values())
        let text = try #require(Shipped.files["default/en/payment.sms.txt"])
        let other = try library(["default/en/payment.sms.txt": text + " "]).render(
            Shipped.key(),
            Shipped.values()
        )
        #expect(first.text == other.text)
        #expect(first.templateVersion != other.templateVersion)
    }

    @Test(
        arguments: [
            ("{nmae: 'A'}", "1:2+4", "did you mean 'name'?"),
            ("{name: 1}", "1:8+1", "'name' is a string"),
            ("{name: 'a\\nb'}", "1:8+6", "one line"),
            ("{name: 'A', support: 'call 08001'}", "1:28+5", "could take these digits"),
            ("{name: 'A', origin: 'https://a.example'}", "1:21+19", "the host alone"),
            ("{name: 'A', senders: {sms: 'A name too long'}}", "1:28+17", "up to 11 letters"),
            ("{name: 'A', senders: {sma: 'A'}}", "1:23+3", "did you mean 'sms'?"),
            ("{name: 'A', senders: {sms: 5}}", "1:28+1", "a sender is a string"),
            ("{name: 'A', locales: []}", "1:22+1", "at least one tag"),
            ("{name: 'A', locales: ['en', 'english']}", "1:29+9", "a locale is a tag"),
            ("{name: 'A', locales: ['en', 'en']}", "1:29+4", "listed twice"),
            ("{name: 'A', locales: ['it']}", "1:1+1", "no words for a ceiling"),
            ("{name: 'A', up_to: {en: 'up to'}}", "1:25+7", "write {{amount}} once"),
            (
                "{name: 'A', up_to: {en: '{{amount}} {{payee}}'}}", "1:25+22",
                "write {{amount}} once"
            ),
            ("{name: 'A', up_to: {en: 'to {{amuont}}'}}", "1:29+10", "did you mean 'amount'?"),
            ("{name: 'A', name: 'B'}", "1:13+1", "twice"),
            ("[]", "1:1+1", "a brand is an object"),
            ("{name: 'A'", "1:11+1", "comma or a closing brace"),
        ]
    )
    func brandIsRefusedAtItsPlace(_ row: (text: String, place: String, message: String)) throws {
        let (library, findings) = Shipped.load(changing: ["acme/brand.json5": row.text])
        #expect(library == nil)
        let found = try #require(findings.first { $0.message.contains(row.message) }, "\(findings)")
        #expect("\(found.line):\(found.column)+\(found.length)" == row.place)
    }

    @Test func rootBrandNeedsANameAndLocales() {
        let (_, findings) = Shipped.load(changing: ["default/brand.json5": "{}"])
        #expect(findings.contains { $0.message.contains("no name") })
        #expect(findings.contains { $0.message.contains("no locales") })
    }
}
