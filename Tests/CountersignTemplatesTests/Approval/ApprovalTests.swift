import CountersignCore
import CountersignTemplates
import Foundation
import Testing

/// The requests that ask WhatsApp for approval, for each composition, word for word.
///
/// `COUNTERSIGN_WRITE_GOLDEN=1 swift test --filter ApprovalTests` rewrites the vectors.
@Suite struct ApprovalTests {
    private static let path = "default/en/payment.whatsapp.json"

    private static let code = """
        {"type": "template", "template": {"name": "pay_code", "language": {"code": "en_GB"},
         "components": [
          {"type": "body", "parameters": [{"type": "text", "text": "{{code}}"}]},
          {"type": "button", "sub_type": "url", "index": "0",
           "parameters": [{"type": "text", "text": "{{code}}"}]}]}}
        """

    private static func review(_ buttons: String) -> String {
        """
        {"type": "template", "template": {"name": "pay_review", "language": {"code": "en_GB"},
         "components": [
          {"type": "body", "parameters": [
           {"type": "text", "parameter_name": "amount", "text": "{{amount}}"},
           {"type": "text", "parameter_name": "payee", "text": "{{payee}}"}]}\(buttons)]}}
        """
    }

    private static func button(_ index: Int, _ token: String) -> String {
        """
        , {"type": "button", "sub_type": "quick_reply", "index": "\(index)",
           "parameters": [{"type": "payload", "payload": "{{\(token)}}"}]}
        """
    }

    static let compositions: [(name: String, file: String)] = [
        (
            "code_only",
            """
            {"composition": "code_only", "text": "{{code}} is your verification code.",
             "content": \(code),
             "approval": {"content": {"expires_minutes": 5, "button": "Copy code"}}}
            """
        ),
        (
            "context_then_code",
            """
            {"composition": "context_then_code",
             "text": "You are paying {{amount}} to {{payee}}.\\n\\n{{code}} is your code.",
             "context": \(review(button(0, "deny_token"))),
             "content": \(code),
             "approval": {"context": {
               "body": "You are paying {{amount}} to {{payee}}. Your code comes next.",
               "footer": "Not you? Tap below.", "buttons": ["This wasn't me"],
               "ttl_seconds": 120}}}
            """
        ),
        (
            "approve_in_chat",
            """
            {"composition": "approve_in_chat", "text": "Pay {{amount}} to {{payee}}?",
             "content": \(review(button(0, "approve_token") + button(1, "deny_token"))),
             "approval": {"content": {"buttons": ["Approve", "This wasn't me"]}}}
            """
        ),
        (
            "direct_send",
            """
            {"composition": "direct_send",
             "text": "Pay {{amount}} to {{payee}}? {{code}} is your code.",
             "content": {"type": "text", "category": "authentication",
               "text": {"body": "Pay {{amount}} to {{payee}}? {{code}} is your code."}}}
            """
        ),
    ]

    private func library(_ file: String) throws -> TemplateLibrary {
        let (library, findings) = Shipped.load(changing: [ApprovalTests.path: file])
        return try #require(library, "\(findings.map(\.rendered).joined(separator: "\n"))")
    }

    private func approvals(_ file: String) throws -> [WhatsAppApproval] {
        let (approvals, findings) = try library(file).approvals(brand: "default", locale: "en")
        #expect(findings.isEmpty)
        // The other purposes' templates are not what is looked at.
        return approvals.filter { $0.file.hasSuffix("en/payment.whatsapp.json") }
    }

    /// The requests and the messages of each composition, as one document.
    private func payloads() throws -> JSONValue {
        .object(
            try ApprovalTests.compositions.map { composition in
                let key = Shipped.key("payment", .whatsapp)
                let message = try library(composition.file).render(
                    key,
                    Shipped.values(confirmsByButton: true)
                )
                return JSONMember(
                    composition.name,
                    .object([
                        JSONMember(
                            "creation",
                            .array(try approvals(composition.file).map(\.request))
                        ),
                        JSONMember("message", try JSONReader.read(try #require(message.content))),
                    ])
                )
            }
        )
    }

    @Test func payloadsAreWhatWasReviewed() throws {
        try Golden.expect(try payloads(), "whatsapp-payloads.json")
    }

    @Test func cardsAreWhatWasReviewed() throws {
        let library = try Shipped.library()
        var members: [JSONMember] = []
        for brand in ["default", "example-shoes"] {
            for (name, confirms) in [("code", false), ("code and approve", true)] {
                var values = try Shipped.values(
                    previousAmount: Shipped.amount(4_499),
                    confirmsByButton: confirms
                )
                values.pageURL = confirms ? "https://confirm.shop.example/c/page-token" : nil
                for purpose in ["payment", "amended"] {
                    let key = Shipped.key(purpose, .rcs, brand: brand)
                    let content = try #require(try library.render(key, values).content)
                    members.append(
                        JSONMember("\(brand), \(purpose), \(name)", try JSONReader.read(content))
                    )
                }
            }
        }
        try Golden.expect(.object(members), "rcs-payloads.json")
    }

    @Test func templatesThatSeveralFilesShareAreAskedForOnce() throws {
        let library = try Shipped.library()
        let (approvals, findings) = library.approvals(brand: "default")
        #expect(findings.isEmpty)
        let names = approvals.map { "\($0.name) \($0.language)" }
        #expect(Set(names).count == names.count)
        #expect(names.contains("countersign_code en"))
    }

    @Test func brandsAskUnderTheirOwnNames() throws {
        let (approvals, _) = try Shipped.library().approvals(brand: "example-shoes")
        #expect(
            approvals.map { "\($0.name) \($0.language)" } == [
                "example_shoes_code de", "example_shoes_code en_GB",
            ]
        )
    }

    @Test func twoMeaningsOfOneNameAreAFinding() throws {
        let file = ApprovalTests.compositions[0].file
            .replacing("pay_code", with: "countersign_code").replacing("en_GB", with: "en")
        let (_, findings) = try library(file).approvals(brand: "default")
        #expect(findings.contains { $0.message.contains("is something else in") })
    }

    @Test(arguments: [1, 2])
    func withoutItsWordsATemplateIsSentButCantBeSubmitted(_ index: Int) throws {
        let file = ApprovalTests.compositions[index].file
        let start = try #require(file.firstRange(of: ",\n \"approval\"")).lowerBound
        let bare = String(file[..<start]) + "}"
        let library = try library(bare)
        _ = try library.render(
            Shipped.key("payment", .whatsapp),
            Shipped.values(confirmsByButton: true)
        )
        let (_, findings) = library.approvals(brand: "default", locale: "en")
        #expect(findings.count == 1)
        #expect(findings.first?.file == "Templates/default/en/payment.whatsapp.json")
    }

    @Test(
        arguments: [
            (0, "\"expires_minutes\": 5", "\"expires_minutes\": 91", "from 1 to 90"),
            (0, "\"button\": \"Copy", "\"buton\": \"Copy", "did you mean 'button'?"),
            (0, "\"Copy code\"", "\"Copy this code of ours at once\"", "takes 25 characters"),
            (
                1, "\"body\": \"You are paying {{amount}}", "\"body\": \"{{amount}} is paid",
                "first or last"
            ),
            (1, "to {{payee}}. Your", "to somebody. Your", "{{payee}} exactly once"),
            (1, "{{payee}}. Your", "{{shop}}. Your", "gives no 'shop'"),
            (1, "\"ttl_seconds\": 120", "\"ttl_seconds\": 5", "from 30 to 43200"),
            (
                1, "\"footer\": \"Not", "\"footer\": \"\(String(repeating: "x", count: 60))",
                "60 characters"
            ),
            (1, "{\"context\": {", "{\"contexts\": {", "did you mean 'context'?"),
            (2, "[\"Approve\", \"This", "[5, \"This", "a string of at least one character"),
            (
                2, "\"approval\": {\"content\": {", "\"approval\": [], \"x\": {\"y\": {",
                "'approval' is an object"
            ),
        ]
    )
    func approvalIsRefused(_ row: (index: Int, from: String, to: String, message: String)) throws {
        let file = ApprovalTests.compositions[row.index].file
        #expect(file.contains(row.from))
        let (library, findings) = Shipped.load(
            changing: [ApprovalTests.path: file.replacing(row.from, with: row.to)]
        )
        #expect(library == nil)
        let rendered = findings.map(\.rendered).joined(separator: "\n")
        #expect(findings.contains { $0.message.contains(row.message) }, "\(rendered)")
    }
}

/// Vectors of payloads: written with a flag, read and compared without.
enum Golden {
    static func expect(_ value: JSONValue, _ name: String) throws {
        let text = pretty(value, "") + "\n"
        if ProcessInfo.processInfo.environment["COUNTERSIGN_WRITE_GOLDEN"] == "1" {
            let folder = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Vectors/\(name)")
            try text.write(to: folder, atomically: true, encoding: .utf8)
            return
        }
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Vectors")
        )
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(text.utf8.elementsEqual(golden.utf8), "\(text)")
    }

    private static func pretty(_ value: JSONValue, _ margin: String) -> String {
        let inner = margin + "  "
        switch value {
        case .object(let members) where !members.isEmpty:
            let lines = members.map {
                inner + JSONWriter.quoted($0.name) + ": " + pretty($0.value, inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { inner + pretty($0, inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
        default:
            var writer = JSONWriter()
            writer.value(value)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }
}
