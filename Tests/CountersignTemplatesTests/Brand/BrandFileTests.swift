import CountersignCore
import CountersignTemplates
import Testing

/// Every member of a brand file, where it is used and how it is refused.
@Suite struct BrandFileTests {
    private func library(
        _ brand: String,
        _ changes: [String: String?] = [:]
    ) throws -> TemplateLibrary {
        let files = changes.merging(["acme/brand.json5": brand]) { $1 }
        let (library, findings) = Shipped.load(changing: files)
        return try #require(library, "\(findings.map(\.rendered).joined(separator: "\n"))")
    }

    // MARK: - Senders

    @Test(arguments: [("US", "+15005550006"), ("DE", "ACME"), ("XX", "ACME"), (nil, "ACME")])
    func senderFollowsThePayersCountry(_ row: (country: String?, from: String)) throws {
        let library = try library(
            "{name: 'Acme', senders: {sms: 'ACME'}, "
                + "senders_by_country: {sms: {US: '+15005550006'}}}"
        )
        var values = try Shipped.values()
        values.country = row.country
        #expect(try library.render(Shipped.key(brand: "acme"), values).from == row.from)
    }

    @Test func agentIsTheSenderOfCards() throws {
        let library = try library("{name: 'Acme', rcs: {agent: 'acme_agent'}}")
        let card = try library.render(
            Shipped.key("payment", .rcs, brand: "acme"),
            Shipped.values()
        )
        #expect(card.from == "acme_agent")
    }

    // MARK: - Android

    @Test(arguments: [
        ("shop.example", "\n\n@shop.example #042917 FA+9qCX9VSu"), (nil, "\nFA+9qCX9VSu"),
    ])
    func hashIsTheEndOfAnSMSAndItsCodeStaysReadable(
        _ row: (origin: String?, end: String)
    ) throws {
        let library = try library("{name: 'Acme', android_hash: 'FA+9qCX9VSu'}")
        let key = Shipped.key(brand: "acme")
        let message = try library.render(key, Shipped.values(origin: row.origin))
        #expect(message.text.hasSuffix(row.end))
        #expect(message.parts == SMSSegments(message.text).parts)
        let kept = String(decoding: message.redacted, as: UTF8.self)
        #expect(kept.hasSuffix(row.end.replacing("042917", with: "######")))
        let mail = try library.render(
            Shipped.key("payment", .email, brand: "acme"),
            Shipped.values()
        )
        #expect(!mail.text.contains("FA+9qCX9VSu"))
    }

    @Test func hashTakesTwelveCharactersOfRoom() throws {
        let plain = try library("{name: 'Acme'}")
        let hashed = try library("{name: 'Acme', android_hash: 'FA+9qCX9VSu'}")
        let key = Shipped.key(brand: "acme")
        for origin in ["shop.example", nil] {
            let values = try Shipped.values(origin: origin)
            let without = SMSSegments(try plain.render(key, values).text).units
            let with = SMSSegments(try hashed.render(key, values).text).units
            #expect(with - without == 12)
        }
    }

    // MARK: - Looks

    @Test func logoIsThePictureOfACardAndOfNoOthers() throws {
        let library = try library("{name: 'Acme', logo_url: 'https://acme.example/card.png'}")
        let place =
            "/contentMessage/richCard/standaloneCard/cardContent/media"
        func media(_ brand: String) throws -> JSONValue? {
            let key = Shipped.key("payment", .rcs, brand: brand)
            let message = try library.render(key, Shipped.values())
            return try JSONReader.read(try #require(message.content)).value(at: place)
        }
        let own = try #require(try media("acme"))
        #expect(own["height"]?.string == "SHORT")
        #expect(own["contentInfo"]?["fileUrl"]?.string == "https://acme.example/card.png")
        #expect(try media("default") == nil)
    }

    @Test func coloursAndContactsReachAMailsTags() throws {
        let html = """
            <p style="color: {{brand.primary}}">{{amount}} {{payee}} {{code}}
            <a href="mailto:{{brand.support_email}}">?</a></p>
            """
        let guarded = html.replacing(
            "<a href",
            with: "{{#brand.support_email}}<a href"
        ).replacing("</a>", with: "</a>{{/brand.support_email}}")
        let library = try library(
            "{name: 'Acme', colours: {primary: '#7a1f3d'}, support: {email: 'help@acme.example'}}",
            ["acme/en/payment.email.html": guarded, "acme/en/payment.email.txt": Shipped.mail]
        )
        let key = Shipped.key("payment", .email, brand: "acme")
        let message = try library.render(key, Shipped.values())
        let mail = try JSONReader.read(try #require(message.content))
        let shown = try #require(mail["html"]?.string)
        #expect(shown.contains("style=\"color: #7a1f3d\""))
        #expect(shown.contains("mailto:help@acme.example"))
    }

    // MARK: - WhatsApp

    @Test func ownTemplateNamesAndLanguagesAreSent() throws {
        let library = try library(
            """
            {name: 'Acme', locales: ['en', 'de'],
             whatsapp: {templates: {payment: {name: 'acme_code', languages: ['en_GB']}}}}
            """
        )
        func template(_ locale: String, _ brand: String) throws -> JSONValue? {
            let key = Shipped.key("payment", .whatsapp, locale: locale, brand: brand)
            let message = try library.render(key, Shipped.values())
            return try JSONReader.read(try #require(message.content))["template"]
        }
        #expect(try template("en", "acme")?["name"]?.string == "acme_code")
        #expect(try template("en", "acme")?["language"]?["code"]?.string == "en_GB")
        // What is not approved in German is sent in the brand's first language.
        #expect(try template("de", "acme")?["language"]?["code"]?.string == "en_GB")
        #expect(try template("de", "default")?["name"]?.string == "countersign_code")
        #expect(library.fallbacks.contains { $0.missing == "acme/de/payment.whatsapp" })
    }

    // MARK: - What is missing

    @Test func missingTemplateIsNamedWithWhatIsSentInstead() throws {
        let library = try library(
            "{name: 'Acme', locales: ['en', 'de']}",
            ["default/de/payment.rcs.json": nil]
        )
        let expected = [
            ("acme/de/payment.rcs", "default/en/payment.rcs"),
            ("default/de/payment.rcs", "default/en/payment.rcs"),
        ]
        for (missing, used) in expected {
            let found = library.fallbacks.filter { $0.missing == missing }
            #expect(found.map(\.used) == [used])
        }
    }

    // MARK: - Faults

    @Test(
        arguments: [
            ("legal_name: 5", "5", "'legal_name' is a string"),
            ("support: {mail: 'a'}", "mail", "did you mean 'email'?"),
            ("support: {}", "{", "name at least one of email, phone, url"),
            ("support: {email: 'help'}", "'help'", "write an address such as"),
            ("support: {phone: '030 1234'}", "'030 1234'", "with + and country code"),
            (
                "support: {url: 'http://a.example'}", "'http://a.example'",
                "a whole address of https"
            ),
            ("support: {url: 'https://'}", "'https://'", "a whole address of https"),
            ("colours: {primary: 'red'}", "'red'", "six hexadecimal digits"),
            ("colours: {link: '#000000'}", "link", "there are primary, text, background"),
            ("colours: []", "[", "colours are an object"),
            ("colours: {text: '#777777'}", "'#777777'", "contrast of 4.4 to 1"),
            ("colours: {background: '#333333'}", "'#333333'", "contrast of 1.3 to 1"),
            (
                "logo_url: 'https://a.example/\"x'", "'https://a.example/\"x'",
                "a whole address of https"
            ),
            ("android_hash: 'FA+9qCX9VS'", "'FA+9qCX9VS'", "11 characters of base64"),
            ("android_hash: 'FA+9qCX9VS='", "'FA+9qCX9VS='", "11 characters of base64"),
            ("senders_by_country: {sms: {USA: 'A'}}", "'A'", "'USA' is no country"),
            (
                "senders_by_country: {sms: {US: 'Much too long'}}", "'Much too long'",
                "up to 11 letters"
            ),
            ("senders_by_country: {rcs: {}}", "rcs", "there are sms"),
            ("senders_by_country: 'x'", "'x'", "an object with sms"),
            ("rcs: {agent: 'a b'}", "'a b'", "the agent's id"),
            ("senders: {rcs: 'a'}, rcs: {agent: 'b'}", "'b'", "keep one of both"),
            ("whatsapp: {template: {}}", "template", "did you mean 'templates'?"),
            ("whatsapp: {templates: {paymnt: {}}}", "paymnt", "did you mean 'payment'?"),
            ("whatsapp: {templates: {payment: 1}}", "1", "an object with name and languages"),
            (
                "whatsapp: {templates: {payment: {name: 'Acme'}}}", "'Acme'",
                "lower-case letters, digits and underscores"
            ),
            (
                "whatsapp: {templates: {payment: {languages: ['pt_BR']}}}", "'pt_BR'",
                "none of the brand's locales"
            ),
            (
                "whatsapp: {templates: {payment: {languages: ['de', 'de']}}}", "'de'",
                "listed twice"
            ),
        ]
    )
    func memberIsRefusedAtItsPlace(_ row: (text: String, place: String, message: String)) throws {
        let (library, findings) = Shipped.load(
            changing: ["acme/brand.json5": "{name: 'Acme', \(row.text)}"]
        )
        #expect(library == nil)
        let rendered = findings.map(\.rendered).joined(separator: "\n")
        let found = try #require(findings.first { $0.message.contains(row.message) }, "\(rendered)")
        let marked = found.text.utf8.dropFirst(found.column - 1).prefix(found.length)
        #expect(String(marked) == row.place, "\(rendered)")
    }

    @Test func allFaultsComeAtOnce() throws {
        let (_, findings) = Shipped.load(
            changing: [
                "acme/brand.json5":
                    "{name: 5, logo_url: 'x', colours: {primary: 'y'}, android_hash: 'z'}"
            ]
        )
        #expect(findings.count { $0.file == "Templates/acme/brand.json5" } == 4)
    }

    @Test func exampleShowsEveryMember() throws {
        let text = try #require(Shipped.files["example-shoes/brand.json5"])
        let members = try #require(try JSONReader.readWithPlaces(Array(text.utf8)).value.object)
            .map(\.name)
        // The words of a ceiling are inherited, which the file says.
        #expect(
            Set(members) == [
                "name", "legal_name", "support", "colours", "logo_url", "senders",
                "senders_by_country", "origin", "android_hash", "whatsapp", "rcs", "locales",
            ]
        )
        let look = try #require(try Shipped.library().brands["example-shoes"])
        #expect(look.name == "Example Shoes")
        #expect(look.onPrimary == "#ffffff")
        #expect(look.support == "help@shoes.example")
    }
}

extension Shipped {
    /// A mail of plain text that says what it must.
    static let mail = "Subject: Pay {{payee}}\n\n{{amount}} to {{payee}}: {{code}}\n"
}
