import CountersignCore
import CountersignTemplates
import Testing

/// Mails: a subject that gives nothing away, the text, and the same as HTML.
@Suite struct EmailTests {
    private static let path = "default/en/payment.email.txt"
    private static let htmlPath = "default/en/payment.email.html"
    private static let subject = "Subject: Your payment\n\n"
    private static let sound = "Pay {{amount}} to {{payee}}: {{code}}"
    private static let html = """
        <html><head><style>p { color: #333333 }</style></head><!-- a note: 2026 -->
        <body><p title="1000">Pay <b>{{amount}}</b> to {{payee}}</p>{{#page_url}}
        <a href="{{page_url}}">Details</a>{{/page_url}}<p><b>{{code}}</b></p></body></html>
        """

    private func library(
        _ text: String = subject + sound,
        html: String? = nil
    ) throws -> TemplateLibrary {
        let (library, findings) = Shipped.load(changing: [Self.path: text, Self.htmlPath: html])
        return try #require(library, "\(findings.map(\.rendered).joined(separator: "\n"))")
    }

    private func mail(_ message: RenderedMessage) throws -> JSONValue {
        try JSONReader.read(try #require(message.content))
    }

    private let key = Shipped.key("payment", .email)

    // MARK: - What is sent

    @Test func mailHasASubjectBesideItsText() throws {
        let message = try Shipped.library().render(key, Shipped.values())
        #expect(message.text.hasPrefix("Hello,\n\nYou are about to pay €49.99 to Acme Shoes."))
        #expect(message.text.contains("\n\n042917\n\n"))
        let content = try mail(message)
        #expect(content.object?.map(\.name) == ["subject", "html"])
        #expect(content["subject"]?.string == "Confirm your payment to Acme Shoes")
        #expect(message.channel == .email)
        #expect(message.surface == .message)
        #expect(message.template == "default/en/payment.email")
        #expect(message.parts == 1)
        let html = try #require(content["html"]?.string)
        #expect(html.hasPrefix("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"))
        #expect(
            message.forms == [
                "Subject: Confirm your payment to Acme Shoes\n\n" + message.text, html,
            ]
        )
    }

    @Test(arguments: Shipped.locales, ["payment", "amended", "login", "password_reset"])
    func shippedMailsHaveNoLinkAndNoCodeInTheSubject(_ locale: String, _ purpose: String) throws {
        let message = try Shipped.library().render(
            Shipped.key(purpose, .email, locale: locale),
            Shipped.values()
        )
        let subject = try #require(try mail(message)["subject"]?.string)
        #expect(!subject.contains("042917"))
        for word in ["://", "www.", "shop.example", "<"] {
            #expect(!message.text.contains(word) && !subject.contains(word))
            guard word != "<" else { continue }
            #expect(try mail(message)["html"]?.string?.contains(word) == false)
        }
    }

    @Test func valuesAreEscapedForHTMLAndNotForText() throws {
        var values = try Shipped.values(payee: "Joe’s <b>\"Shoes\"</b> & 'Co' {{code}}")
        values.pageURL = "https://pay.example/c/1?a=1&b=\"><script>"
        let message = try library(html: Self.html).render(key, values)
        #expect(message.text == "Pay €49.99 to Joe’s <b>\"Shoes\"</b> & 'Co' {{code}}: 042917")
        let html = try #require(try mail(message)["html"]?.string)
        #expect(
            html.contains(
                "<b>€49.99</b> to Joe’s &lt;b&gt;&quot;Shoes&quot;&lt;/b&gt; &amp; "
                    + "&#39;Co&#39; {{code}}</p>"
            )
        )
        #expect(
            html.contains("href=\"https://pay.example/c/1?a=1&amp;b=&quot;&gt;&lt;script&gt;\"")
        )
        #expect(message.forms == ["Subject: Your payment\n\n" + message.text, html])
    }

    @Test func payeeCanNotAddALineToTheSubject() throws {
        let text = "Subject: Pay {{payee}}, {{reference}}\n\n\(Self.sound)"
            .replacing(", {{reference}}", with: "{{#reference}}, {{reference}}{{/reference}}")
        var values = try Shipped.values(payee: "Shop 123456.example")
        values.reference = "1\r\nBcc: all@shop.example"
        let subject = try mail(try library(text).render(key, values))["subject"]?.string
        #expect(subject == "Pay Shop 123'456 .example, 1  Bcc: all@shop .example")
    }

    // MARK: - What is kept

    @Test func whatIsKeptCoversSubjectTextAndHTMLWithoutTheCode() throws {
        // The amount's digits equal the code's: they stay, only what was put in as the code goes.
        let values = try Shipped.values(code: "123456", amount: Shipped.amount(123_456, "JPY"))
        let message = try library(html: Self.html).render(key, values)
        let kept = try JSONReader.read(message.redacted)
        #expect(kept.object?.map(\.name) == ["subject", "text", "html"])
        #expect(kept["subject"]?.string == "Your payment")
        #expect(kept["text"]?.string == "Pay JPY\u{A0}123,456 to Acme Shoes: ######")
        #expect(kept["html"]?.string?.contains("<b>JPY\u{A0}123,456</b>") == true)
        #expect(kept["html"]?.string?.contains("<p><b>######</b></p>") == true)
        #expect(!String(decoding: message.redacted, as: UTF8.self).contains("123456"))
        let plain = try JSONReader.read(try library().render(key, values).redacted)
        #expect(plain.object?.map(\.name) == ["subject", "text"])
    }

    @Test func eitherFileMakesAnotherVersion() throws {
        let texts = [Self.subject + Self.sound, Self.subject + Self.sound + "."]
        let forms = [nil, Self.html, Self.html + " "]
        let versions = try texts.flatMap { text in
            try forms.map { try library(text, html: $0).render(key, Shipped.values()) }
        }.map(\.templateVersion)
        #expect(Set(versions).count == 6)
    }

    @Test func amountOfASubjectIsNeeded() throws {
        let (library, findings) = Shipped.load(
            changing: [
                "default/en/refund.email.txt":
                    "Subject: {{amount}}\n\n{{amount}} from {{payee}}: {{code}}"
            ]
        )
        var values = try Shipped.values()
        values.amount = nil
        let refund = Shipped.key("refund", .email)
        let loaded = try #require(library, "\(findings)")
        #expect(throws: TemplateFailure.missing(refund)) { try loaded.render(refund, values) }
    }

    // MARK: - What is refused

    struct Row: CustomTestStringConvertible {
        let text: String
        let place: String
        let message: String
        var testDescription: String { text }

        init(_ text: String, _ place: String, _ message: String) {
            self.text = text
            self.place = place
            self.message = message
        }
    }

    static let texts = [
        Row("", "1:1+1", "the first line is the subject"),
        Row("Betreff: Zahlung\n\n\(sound)", "1:1+16", "the first line is the subject"),
        Row("Subject:\n\n\(sound)", "1:1+8", "the first line is the subject"),
        Row("Subject: Hello", "1:15+1", "an empty line belongs between"),
        Row("Subject: Hello\n\(sound)", "2:1+1", "an empty line belongs between"),
        Row("Subject: Hello\n\n", "3:1+1", "not told the code"),
        Row("Subject: Code {{code}}\n\n\(sound)", "1:15+8", "lock screens show a subject"),
        Row(
            "Subject: Pay{{#tip}} {{code}}{{/tip}}\n\n\(sound)",
            "1:22+8",
            "lock screens show a subject"
        ),
        Row("Subject:  \n\n\(sound)", "1:10+1", "the subject can be empty"),
        Row("Subject: {{#tip}}x{{/tip}}\n\n\(sound)", "1:10+17", "the subject can be empty"),
        Row("Subject: {{amonut}}\n\n\(sound)", "1:10+10", "did you mean 'amount'?"),
        Row("Subject: Order 20001\n\n\(sound)", "1:16+5", "could take these digits for the code"),
        Row("\(subject)Pay {{payee}}: {{code}}", "3:1+1", "not told the amount"),
        Row("\(subject)Pay {{amount}}: {{code}}", "3:1+1", "not told the payee"),
        Row("\(subject)Pay {{amount}} to {{payee}}", "3:1+1", "not told the code"),
        Row("\(subject)\n{{code}} pays {{amount}} to {{payee}}", "4:1+8", "before the amount"),
        Row("\(subject){{amount}}: {{code}} for {{payee}}", "3:13+8", "before the payee"),
        Row("\(subject)\(sound) {{deny_token}}", "3:1+52", "a button carries back"),
    ]

    @Test(arguments: texts)
    func textIsRefusedAtItsPlace(_ row: Row) throws {
        try expect(row, in: Shipped.load(changing: [Self.path: row.text]), at: Self.path)
    }

    static let forms = [
        Row("<p>{{amount}}</p>\n<p>{{code}}</p>", "1:1+1", "not told the payee"),
        Row("<b>{{code}}</b> {{amount}} {{payee}}", "1:4+8", "before the amount"),
        Row("<p title='{{payee}}'>\(sound)</p>", "1:11+2", "not within one"),
        Row("<a href={{page_url}}>\(sound)</a>", "1:9+2", "not within one"),
        Row("<style>b{{{payee}}}</style>\(sound)", "1:9+2", "not within one"),
        Row("<!-- {{payee}} -->\(sound)", "1:6+2", "not within one"),
        Row("\(sound)<script>x</script>", "1:38+8", "run no scripts"),
        Row("\(sound)<SCRIPT>x</SCRIPT>", "1:38+8", "run no scripts"),
        Row("\(sound) <b", "1:39+1", "write > after it"),
        Row("\(sound) <b title=\">", "1:39+1", "write > after it"),
        Row("\(sound) <!-- x ->", "1:39+1", "add -->"),
        Row("\(sound) <style>b", "1:46+1", "add </style"),
        Row("<p>\n  Call 0800 12: \(sound)", "2:8+4", "could take these digits for the code"),
        Row("\(sound) {{amonut}}", "1:39+10", "did you mean 'amount'?"),
        Row("\(sound) {{approve_token}}", "1:1+55", "a button carries back"),
    ]

    @Test(arguments: forms)
    func htmlIsRefusedAtItsPlace(_ row: Row) throws {
        try expect(row, in: Shipped.load(changing: [Self.htmlPath: row.text]), at: Self.htmlPath)
    }

    /// Whatever the file holds, it loads and renders soundly, or it has a finding at its place.
    @Test func brokenHTMLHasFindings() throws {
        var chance = SeededChance(state: 20_261)
        let original = Array(Self.html.utf8)
        let pieces = [
            "<", ">", "{{", "}}", "\"", "'", "<!--", "-->", "<style", "</style", "<script",
        ]
        for round in 0..<60 {
            var bytes = original
            for _ in 0...Int.random(in: 0...2, using: &chance) {
                let place = Int.random(in: 0..<bytes.count, using: &chance)
                if Bool.random(using: &chance) {
                    bytes.insert(
                        contentsOf: (pieces.randomElement(using: &chance) ?? "").utf8,
                        at: place
                    )
                } else {
                    bytes.removeSubrange(place..<min(bytes.count, place + 12))
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let (library, findings) = Shipped.load(
                changing: [Self.path: Self.subject + Self.sound, Self.htmlPath: text]
            )
            #expect((library == nil) == !findings.isEmpty, "\(round): \(text)")
            #expect(findings.allSatisfy { $0.file == "Templates/\(Self.htmlPath)" })
            guard let library else { continue }
            let values = try Shipped.values(payee: "<u>")
            let html = try mail(library.render(key, values))["html"]?.string
            #expect(html?.contains("042917") == true && html?.contains("<u>") == false)
        }
    }

    @Test func amendmentSaysWhatChangedInEachForm() throws {
        let changed = "\(Self.sound) {{#previous_amount}}({{previous_amount}}){{/previous_amount}}"
        for (text, html, file) in [
            (Self.sound, changed, "default/en/amended.email.txt"),
            (changed, Self.sound, "default/en/amended.email.html"),
        ] {
            let (library, findings) = Shipped.load(
                changing: [
                    "default/en/amended.email.txt": Self.subject + text,
                    "default/en/amended.email.html": html,
                ]
            )
            #expect(library == nil)
            let found = findings.first { $0.message.contains("what changed") }
            #expect(found?.file == "Templates/\(file)")
        }
    }

    @Test(arguments: [path, htmlPath])
    func largeFileIsRefused(_ path: String) {
        let file = Self.subject + Self.sound + String(repeating: " x", count: 9_000)
        let (library, findings) = Shipped.load(changing: [path: file])
        #expect(library == nil)
        #expect(findings.map(\.message) == ["a template has at most 16384 bytes"])
        #expect(findings.map(\.file) == ["Templates/\(path)"])
    }

    private func expect(
        _ row: Row,
        in loaded: (library: TemplateLibrary?, findings: [Finding]),
        at path: String
    ) throws {
        #expect(loaded.library == nil)
        let found = try #require(
            loaded.findings.first { $0.message.contains(row.message) },
            "\(loaded.findings)"
        )
        #expect("\(found.line):\(found.column)+\(found.length)" == row.place)
        #expect(found.file == "Templates/\(path)")
    }
}
