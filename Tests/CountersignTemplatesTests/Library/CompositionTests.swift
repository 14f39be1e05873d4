import CountersignCore
import CountersignTemplates
import Testing

/// The ways in which WhatsApp's messages share what a payer must know.
@Suite struct CompositionTests {
    private static let path = "default/en/payment.whatsapp.json"

    private static let code = """
        {"type": "template", "template": {"name": "pay_code", "language": {"code": "en_GB"},
         "components": [
          {"type": "body", "parameters": [{"type": "text", "text": "{{code}}"}]},
          {"type": "button", "sub_type": "url", "index": "0",
           "parameters": [{"type": "text", "text": "{{code}}"}]}]}}
        """

    private static let review = """
        {"type": "template", "template": {"name": "pay_review", "language": {"code": "en_GB"},
         "components": [
          {"type": "body", "parameters": [
           {"type": "text", "parameter_name": "amount", "text": "{{amount}}"},
           {"type": "text", "parameter_name": "payee", "text": "{{payee}}"}]},
          {"type": "button", "sub_type": "quick_reply", "index": "0",
           "parameters": [{"type": "payload", "payload": "{{deny_token}}"}]}]}}
        """

    private static let choice = review.replacing(
        "}]}]}}",
        with: """
            }]},
              {"type": "button", "sub_type": "quick_reply", "index": "1",
               "parameters": [{"type": "payload", "payload": "{{approve_token}}"}]}]}}
            """
    )

    static let contextThenCode = """
        {"composition": "context_then_code",
         "text": "You are paying {{amount}} to {{payee}}.\\n\\n{{code}} is your verification code.",
         "context": \(review),
         "content": \(code)}
        """

    static let approveInChat = """
        {"composition": "approve_in_chat", "text": "Pay {{amount}} to {{payee}}?",
         "content": \(choice)}
        """

    private func library(_ file: String) throws -> TemplateLibrary {
        let (library, findings) = Shipped.load(changing: [CompositionTests.path: file])
        return try #require(library, "\(findings.map(\.rendered).joined(separator: "\n"))")
    }

    @Test func contextThenCodeIsTwoMessagesTheFirstWithThePaymentTheSecondWithTheCode() throws {
        let library = try library(CompositionTests.contextThenCode)
        let key = Shipped.key("payment", .whatsapp)
        let message = try library.render(key, Shipped.values())
        #expect(message.surface == .pairedMessage)
        #expect(!library.confirmsByButton(key))
        #expect(library.isPair(key))
        let content = try JSONReader.read(try #require(message.content))
        #expect(content.object?.map(\.name) == ["context", "content"])
        let context = try #require(content["context"])
        let token = try Shipped.token(.deny).text
        #expect(texts(of: context) == ["€49.99", "Acme Shoes", token])
        #expect(texts(of: try #require(content["content"])) == ["042917", "042917"])
        let kept = try JSONReader.read(message.redacted)
        #expect(
            texts(of: try #require(kept["context"]))
                == ["€49.99", "Acme Shoes", String(repeating: "#", count: token.utf8.count)]
        )
        #expect(texts(of: try #require(kept["content"])) == ["######", "######"])
    }

    @Test func approveInChatHasButtonsAndNoCode() throws {
        let library = try library(CompositionTests.approveInChat)
        let key = Shipped.key("payment", .whatsapp)
        let message = try library.render(key, Shipped.values(confirmsByButton: true))
        #expect(message.surface == .message)
        #expect(message.text == "Pay EUR 49.99 to Acme Shoes?")
        #expect(library.confirmsByButton(key))
        #expect(!library.isPair(key))
        let content = try JSONReader.read(try #require(message.content))
        #expect(
            texts(of: content) == [
                "€49.99", "Acme Shoes", try Shipped.token(.deny).text,
                try Shipped.token(.approve).text,
            ]
        )
        let kept = String(decoding: message.redacted, as: UTF8.self)
        #expect(!kept.contains("cnf_"))
    }

    @Test func aButtonThatMayNotConfirmIsNotRendered() throws {
        let library = try library(CompositionTests.approveInChat)
        let key = Shipped.key("payment", .whatsapp)
        #expect(throws: TemplateFailure.missing(key)) {
            try library.render(key, Shipped.values())
        }
        var values = try Shipped.values()
        values.denyToken = nil
        let card = Shipped.key("payment", .rcs)
        #expect(throws: TemplateFailure.missing(card)) { try library.render(card, values) }
    }

    @Test(arguments: [
        // What a utility template must not and must say.
        (
            contextThenCode, "\"{{amount}}\"", "\"{{code}}\"",
            "rejects a utility template with a code"
        ),
        (contextThenCode, "\"{{amount}}\"", "\"Money\"", "not told the amount"),
        (contextThenCode, "\"{{payee}}\"", "\"Shop\"", "not told the payee"),
        (
            contextThenCode, "\"{{payee}}\"", "\"{{payee}}\"}, {\"text\": \"{{#tip}}x{{/tip}}\"",
            "no empty parameter"
        ),
        (contextThenCode, "\"{{deny_token}}\"", "\"no\"", "a reply that decides carries"),
        (contextThenCode, "\"payload\": \"{{deny", "\"text\": \"{{deny", "carries back, not here"),
        (
            contextThenCode, "\"type\": \"payload\"", "\"type\": \"text\"",
            "one parameter of type payload"
        ),
        (contextThenCode, "pay_review", "Pay Review", "lower-case letters"),
        (
            contextThenCode, "\"context\": {", "\"context\": [], \"contxt\": {",
            "'context' is an object"
        ),
        (contextThenCode, "\"code\": \"en_GB\"", "\"code\": \"?\"", "the language is one"),
        // The message with the code is the platform's own.
        (
            contextThenCode, "\"text\": \"{{code}}\"", "\"text\": \"{{payee}}\"",
            "shows the code alone"
        ),
        (contextThenCode, "{{code}} is your", "It is your", "not told the code"),
        (contextThenCode, "context_then_code", "code_only", "no other composition has one"),
        // Both buttons, no code.
        (
            approveInChat, "{{approve_token}}", "{{deny_token}}",
            "add a quick reply with {{approve_token}}"
        ),
        (
            approveInChat, "{{deny_token}}", "{{approve_token}}",
            "add a quick reply with {{deny_token}}"
        ),
        (approveInChat, "{{payee}}?", "{{payee}}? {{code}}", "this message has no code"),
        (approveInChat, "Pay {{amount}}", "Pay", "not told the amount"),
    ])
    func whatThePayerWouldMissIsFound(
        _ row: (file: String, from: String, to: String, message: String)
    ) throws {
        let changed = row.file.replacing(row.from, with: row.to)
        #expect(changed != row.file)
        let (library, findings) = Shipped.load(changing: [CompositionTests.path: changed])
        #expect(library == nil)
        let found = try #require(findings.first { $0.message.contains(row.message) }, "\(findings)")
        #expect(found.line > 0)
        #expect(found.file == "Templates/\(CompositionTests.path)")
    }

    /// The values of a template's parameters in order.
    private func texts(of message: JSONValue) -> [String] {
        (message["template"]?["components"]?.array ?? []).flatMap { component in
            (component["parameters"]?.array ?? []).compactMap { parameter in
                (parameter["text"] ?? parameter["payload"])?.string
            }
        }
    }
}
