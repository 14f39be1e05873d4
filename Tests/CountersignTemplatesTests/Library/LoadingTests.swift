import CountersignCore
import CountersignTemplates
import Testing

/// What does not load, and what is said about it.
@Suite struct LoadingTests {
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

    private static let sound = "Pay {{amount}} to {{payee}}: {{code}}"

    static let texts = [
        Row("Pay {{amonut}} {{amount}} to {{payee}}: {{code}}", "1:5+10", "did you mean 'amount'?"),
        Row("\(sound)\n{{wat}}", "2:1+7", "unknown placeholder 'wat'; there are code, amount"),
        Row("\(sound) {{ payee }}", "1:39+11", "write 'payee' without spaces"),
        Row("\(sound) {{payee", "1:39+7", "never closed"),
        Row("\(sound) {{payee}\n}", "1:39+7", "never closed"),
        Row("\(sound) {{match_word}}", "1:39+14", "can be absent"),
        Row("\(sound) {{#code}}x{{/code}}", "1:39+9", "never absent"),
        Row("\(sound) {{#origin}} x", "1:39+11", "never closed; write {{/origin}}"),
        Row("{{#origin}} x \(sound)", "1:1+11", "never closed; write {{/origin}}"),
        Row("\(sound) {{/tip}}", "1:39+8", "closes no block"),
        Row("\(sound) {{#tip}}{{/match_word}}", "1:47+15", "closed by {{/tip}}"),
        Row(
            "\(sound) {{#tip}}{{#match_word}}x{{/match_word}}",
            "1:47+15",
            "block within a block"
        ),
        Row("Your code: {{code}}, {{payee}}", "1:1+1", "not told the amount"),
        Row("Your code: {{code}}, {{amount}}", "1:1+1", "not told the payee"),
        Row("Pay {{amount}} to {{payee}}", "1:1+1", "not told the code"),
        Row(
            "Pay {{amount}}{{#tip}} to {{payee}}{{/tip}}: {{code}}",
            "1:1+1",
            "not told the payee"
        ),
        Row("Call 0800 12: \(sound)", "1:6+4", "could take these digits for the code"),
        Row("\u{202E}\(sound)", "1:1+1", "U+202E"),
        Row("Pay {{amount}} to {{payee}}: x{{code}}", "1:31+8", "put a space"),
        Row("Pay {{amount}} to {{payee}}: {{code}}{{minutes}}", "1:30+8", "put a space"),
        Row("Pay {{amount}} to {{payee}}{{code}}", "1:28+8", "put a space"),
        Row(
            "\(sound){{#origin}} @{{origin}} #{{code}} {{/origin}}",
            "1:51+10",
            "the host belongs on the last line"
        ),
        Row(
            "\(sound){{#origin}}\n\n@{{origin}} #{{code}}{{/origin}} Bye",
            "3:2+10",
            "the host belongs on the last line"
        ),
        Row("\(sound) {{#resent}}{{resent}}{{/resent}}", "1:50+10", "no words of its own"),
        Row("\(sound) {{resent}}", "1:39+10", "no words of its own"),
        Row("Zahlung über “{{amonut}}” {{amount}} {{payee}} {{code}}", "1:15+10", "'amount'"),
    ]

    @Test(arguments: texts)
    func textIsRefusedAtItsPlace(_ row: Row) throws {
        let path = "default/en/payment.sms.txt"
        let (library, findings) = Shipped.load(changing: [path: row.text])
        #expect(library == nil)
        let found = try #require(findings.first { $0.message.contains(row.message) }, "\(findings)")
        #expect("\(found.line):\(found.column)+\(found.length)" == row.place)
        #expect(found.file == "Templates/\(path)")
        #expect(findings.allSatisfy { $0.file == found.file })
    }

    @Test func trailingLineEndOfTheFileIsNotSent() throws {
        let (library, findings) = Shipped.load(
            changing: ["default/en/payment.sms.txt": Self.sound + "\r\n\r\n"]
        )
        let message = try #require(library, "\(findings)").render(Shipped.key(), Shipped.values())
        #expect(message.text == "Pay EUR 49.99 to Acme Shoes: 042917")
    }

    @Test func amendmentMustSayWhatChanged() {
        let (library, findings) = Shipped.load(
            changing: ["default/en/amended.sms.txt": Self.sound]
        )
        #expect(library == nil)
        #expect(findings.map(\.message).first?.contains("what changed") == true)
    }

    @Test(
        arguments: [
            ("default/en/paymnet.sms.txt", "did you mean 'payment'?"),
            ("default/en/payment.smss.txt", "did you mean 'sms'?"),
            ("default/en/payment.emial.txt", "did you mean 'email'?"),
            ("default/en/payment.push.txt", "end in .json"),
            ("default/en/payment.email.json", "end in .txt"),
            ("default/en/payment.sms.html", "end in .txt"),
            ("default/en/payout.email.html", "add default/en/payout.email.txt"),
            ("default/it/payment.email.html", "none of the brand's locales (en, de, "),
            ("default/en/payment.sms.json", "end in .txt"),
            ("default/en/payment.rcs.txt", "end in .json"),
            ("default/en/payment.txt", "<purpose>.<channel>.<suffix>"),
            ("default/English/payment.sms.txt", "no locale"),
            ("default/it/payment.sms.txt", "none of the brand's locales (en, de, "),
            ("readme.txt", "belong here"),
            ("acme/en/payment.sms.txt", "the file is missing"),
        ]
    )
    func fileThatMeansNothingIsRefused(_ row: (path: String, message: String)) {
        let (library, findings) = Shipped.load(changing: [row.path: Self.sound])
        #expect(library == nil)
        #expect(findings.contains { $0.message.contains(row.message) }, "\(findings)")
    }

    @Test func filesOfEditorsAreLeftAlone() {
        #expect(Shipped.load(changing: ["default/.DS_Store": "x", ".git/x": ""]).library != nil)
    }

    @Test func everyFindingIsToldAtOnce() {
        let (_, findings) = Shipped.load(
            changing: [
                "default/brand.json5": nil, "default/en/payment.sms.txt": "{{x}}",
                "default/de/payment.rcs.json": "{",
            ]
        )
        let files = Set(findings.map(\.file))
        #expect(files.count == 3)
    }

    @Test func nothingLoadsFromNothing() {
        let (library, findings) = TemplateLibrary.load([:], folder: "Templates") { $0 }
        #expect(library == nil)
        #expect(findings.map(\.file) == ["Templates/default/brand.json5"])
    }

    // MARK: - JSON templates

    @Test(
        arguments: [
            ("rcs", "\"title\": \"Pay ", "\"title\": \"Pay {{amonut}} ", "did you mean 'amount'?"),
            ("rcs", "\"title\": \"Pay {{amount}}", "\"title\": \"Pay", "not told the amount"),
            ("rcs", "cardContent", "cardContents", "cardContent"),
            ("rcs", "\"title\": \"Pay ", "\"title\": \"{{payee}}{{payee}} ", "takes 200"),
            ("rcs", "{{deny_token}}", "{{deny_token}}!", "a reply that decides carries"),
            ("rcs", "{{deny_token}}", "yes", "a reply that decides carries"),
            ("rcs", "\"postbackData\"", "\"postback\"", "a reply has 'postbackData'"),
            ("rcs", "\"text\": \"This", "\"texts\": \"This", "a reply has 'text'"),
            ("rcs", "{ \"reply\": {", "{ \"action\": {}, \"reply\": {", "a reply or an action"),
            ("rcs", "\"This wasn't me\"", "\"This really wasn't me at all\"", "takes 25"),
            ("rcs", "\"title\": \"Pay ", "\"title\": \"{{deny_token}} ", "carries back, not here"),
            ("rcs", "\"text\": \"Pay ", "\"text\": \"{{approve_token}} ", "carries back, not here"),
            ("rcs", "\"content\": {", "\"contents\": {", "'content' is an object"),
            ("rcs", "\"content\": {", "\"contnet\": {}, \"content\": {", "did you mean 'content'?"),
            ("whatsapp", "code_only", "code_onyl", "did you mean 'code_only'?"),
            ("whatsapp", "code_only", "approve_in_chat", "rejects a utility template with a code"),
            ("whatsapp", "code_only", "context_then_code", "is the message with the payment"),
            ("whatsapp", "\"countersign_code\"", "\"Pay Code\"", "lower-case letters"),
            ("whatsapp", "\"code\": \"en\"", "\"code\": \"English!\"", "the language is one"),
            ("whatsapp", "\"sub_type\": \"url\"", "\"sub_type\": \"copy\"", "sub_type url"),
            ("whatsapp", "\"index\": \"0\"", "\"index\": \"{{payee}}\"", "shows the code alone"),
            (
                "whatsapp", "\"type\": \"template\"", "\"type\": \"text\"",
                "'type' is \"template\""
            ),
        ]
    )
    func jsonIsRefusedWithAdvice(
        _ row: (channel: String, from: String, to: String, message: String)
    ) throws {
        let path = "default/en/payment.\(row.channel).json"
        let text = try #require(Shipped.files[path])
        let changed = text.replacing(row.from, with: row.to)
        #expect(changed != text)
        let (library, findings) = Shipped.load(changing: [path: changed])
        #expect(library == nil)
        let found = try #require(findings.first { $0.message.contains(row.message) }, "\(findings)")
        #expect(found.line > 0)
        #expect(found.file == "Templates/\(path)")
    }

    @Test func placeWithinAnEscapedStringIsExact() throws {
        let path = "default/en/payment.rcs.json"
        let text = try #require(Shipped.files[path]).replacing(
            "\"text\": \"Pay",
            with: "\"text\": \"\\u00e9\\n\\ud83c\\udf89 {{amonut}} Pay"
        )
        let (_, findings) = Shipped.load(changing: [path: text])
        let found = try #require(findings.first)
        #expect(found.line == 2)
        #expect(found.text.dropFirst(found.column - 1).hasPrefix("{{amonut}}"))
        #expect(found.length == 10)
    }

    @Test func directSendShowsAllInOneMessage() throws {
        let file = """
            {
              "composition": "direct_send",
              "text": "\(Self.sound)",
              "content": {"type": "text", "category": "authentication", "text": {"body": "\(Self.sound)"}}
            }
            """
        let (library, findings) = Shipped.load(changing: ["default/en/payment.whatsapp.json": file])
        let message = try #require(library, "\(findings)").render(
            Shipped.key("payment", .whatsapp),
            Shipped.values()
        )
        #expect(message.surface == .message)
        let content = try JSONReader.read(try #require(message.content))
        #expect(content["text"]?["body"]?.string == "Pay €49.99 to Acme Shoes: 042917")
    }
}
