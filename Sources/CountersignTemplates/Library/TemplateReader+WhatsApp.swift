internal import CountersignCore

/// `<purpose>.whatsapp.json`: `composition`, `text` as the phone shows it, and `content` with the
/// members of the send request beside `messaging_product` and `to`. Source: whatsapp-cloud.md.
extension TemplateReader {
    /// How code, amount and payee are spread over WhatsApp's kinds of message.
    private enum Composition: String, CaseIterable {
        /// One authentication template, whose text is the platform's; the payment is on the page.
        case codeOnly = "code_only"
        /// A utility template with the payment, then the authentication template.
        case contextThenCode = "context_then_code"
        /// A utility template with buttons and no code.
        case approveInChat = "approve_in_chat"
        /// Free text by Direct Send, for accounts that were let into it.
        case directSend = "direct_send"
    }

    /// Most characters of a template's name and of Direct Send's text.
    private static let nameCharactersMax = 512
    private static let directTextCharactersMax = 1_024

    mutating func readWhatsApp() -> TemplateBody? {
        guard let parts = readJSON(known: ["composition", "text", "content"]) else { return nil }
        let word = parts.file.value["composition"]?.string ?? ""
        guard let composition = Composition(rawValue: word) else {
            let known = Composition.allCases.map(\.rawValue)
            let near = NearestWord.suggestion(for: word, among: known)
            refuse(
                "/composition",
                near.map { "unknown composition '\(word)'; did you mean '\($0)'?" }
                    ?? "'composition' is one of \(known.joined(separator: ", "))",
                in: parts
            )
            return nil
        }
        switch composition {
        case .codeOnly:
            checkCodeOnly(parts)
            return TemplateBody(text: parts.text, content: parts.program, surface: .page)
        case .directSend:
            checkDirectSend(parts)
            return TemplateBody(text: parts.text, content: parts.program, surface: .message)
        case .contextThenCode, .approveInChat:
            refuse(
                "/composition",
                "'\(word)' is not understood by this version; use code_only or direct_send",
                in: parts
            )
            return nil
        }
    }

    /// The code stands twice, in the body and for the button, and nothing else can be shown: what the
    /// phone shows is the platform's own sentence.
    private mutating func checkCodeOnly(_ parts: JSONParts) {
        require([.code], in: parts.text) { _, message in
            parts.file.finding(at: "/text", message)
        }
        if parts.string("type") != "template" {
            refuse("/content/type", "'type' is \"template\" for code_only", in: parts)
        }
        let name = parts.string("template", "name") ?? ""
        if !TemplateReader.isTemplateName(name) {
            refuse(
                "/content/template/name",
                "the template's name has lower-case letters, digits and underscores",
                in: parts
            )
        }
        if !LocaleTag.isValid(
            (parts.string("template", "language", "code") ?? "").replacing("_", with: "-")
        ) {
            refuse(
                "/content/template/language/code",
                "the language is one that the template was approved in, e.g. \"en\" or \"en_GB\"",
                in: parts
            )
        }
        if codes(in: parts.content) != ["body", "button"] {
            refuse(
                "/content/template/components",
                "an authentication template takes {{code}} in a body and in a button of sub_type url",
                in: parts
            )
        }
        for (pointer, program) in parts.strings.sorted(by: { $0.key < $1.key }) {
            for step in program.steps where step != .value(.code) {
                guard case .value(let placeholder) = step else { continue }
                refuse(
                    pointer,
                    "an authentication template shows the code alone; leave out "
                        + "{{\(placeholder.rawValue)}}",
                    in: parts
                )
            }
        }
    }

    /// The types of the components that carry the code and nothing else, in order.
    private func codes(in content: JSONValue) -> [String] {
        (content["template"]?["components"]?.array ?? []).compactMap { component in
            let parameters = component["parameters"]?.array ?? []
            guard parameters.count == 1, parameters[0]["type"]?.string == "text",
                parameters[0]["text"]?.string == "{{code}}", let type = component["type"]?.string
            else { return nil }
            if type == "button", component["sub_type"]?.string != "url" { return nil }
            return type
        }
    }

    private mutating func checkDirectSend(_ parts: JSONParts) {
        require(purpose.required, in: parts.text) { _, message in
            parts.file.finding(at: "/text", message)
        }
        if parts.string("type") != "text" {
            refuse("/content/type", "'type' is \"text\" for direct_send", in: parts)
        }
        if parts.string("category") != "authentication" {
            refuse("/content/category", "'category' is \"authentication\"", in: parts)
        }
        let place = "/content/text/body"
        let body = parts.strings[place] ?? Program(setting: .json, steps: [])
        require(purpose.required, in: body) { _, message in
            parts.file.finding(at: place, message)
        }
        limit(place, to: TemplateReader.directTextCharactersMax, in: parts)
    }

    private mutating func refuse(_ pointer: String, _ message: String, in parts: JSONParts) {
        findings.append(parts.file.finding(at: pointer, message))
    }

    private static func isTemplateName(_ name: String) -> Bool {
        (1...nameCharactersMax).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 97...122, UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}
