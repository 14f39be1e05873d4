internal import CountersignCore

/// `<purpose>.whatsapp.json`: `composition`, `text` as the phone shows it, and `content` with the
/// members of the send request beside `messaging_product` and `to`; for `context_then_code` also
/// `context`, the same of the message that goes before. Source: whatsapp-cloud.md.
extension TemplateReader {
    /// How code, amount and payee are spread over WhatsApp's kinds of message.
    enum Composition: String, CaseIterable {
        /// One authentication template, whose text is the platform's; the payment is on the page.
        case codeOnly = "code_only"
        /// A utility template with the payment, then the authentication template.
        case contextThenCode = "context_then_code"
        /// A utility template with buttons and no code.
        case approveInChat = "approve_in_chat"
        /// Free text by Direct Send, for accounts that were let into it.
        case directSend = "direct_send"
    }

    /// Most characters of Direct Send's text.
    private static let directTextCharactersMax = 1_024

    mutating func readWhatsApp() -> TemplateBody? {
        let known = ["composition", "text", "context", "content", "approval"]
        guard let parts = readJSON(known: known) else { return nil }
        guard let composition = composition(of: parts) else { return nil }
        if (parts.context != nil) != (composition == .contextThenCode) {
            findings.append(
                parts.file.finding(
                    at: "/context",
                    "'context' is the message with the payment that context_then_code sends first; "
                        + "no other composition has one"
                )
            )
        }
        let surface: Shown.Surface
        switch composition {
        case .codeOnly:
            requireInText([.code], parts)
            checkAuthentication("content", parts)
            surface = .page
        case .contextThenCode:
            requireInText(purpose.required, parts)
            checkUtility("context", parts)
            checkAuthentication("content", parts)
            surface = .pairedMessage
        case .approveInChat:
            requireInText(purpose.required.filter { $0 != .code }, parts)
            checkUtility("content", parts)
            requireButtons(parts)
            surface = .message
        case .directSend:
            requireInText(purpose.required, parts)
            checkDirectSend(parts)
            surface = .message
        }
        let approvals = approvals(composition, parts)
        return TemplateBody(
            text: parts.text,
            content: dress.named(parts).program,
            surface: surface,
            approvals: approvals
        )
    }

    private mutating func composition(of parts: JSONParts) -> Composition? {
        let word = parts.file.value["composition"]?.string ?? ""
        if let composition = Composition(rawValue: word) { return composition }
        let known = Composition.allCases.map(\.rawValue)
        let advice =
            NearestWord.suggestion(for: word, among: known)
            .map { "unknown composition '\(word)'; did you mean '\($0)'?" }
            ?? "'composition' is one of \(known.joined(separator: ", "))"
        findings.append(parts.file.finding(at: "/composition", advice))
        return nil
    }

    private mutating func requireInText(_ placeholders: [Placeholder], _ parts: JSONParts) {
        require(placeholders, in: parts.text) { _, message in
            parts.file.finding(at: "/text", message)
        }
        if !placeholders.contains(.code), parts.text.count(of: .code) > 0 {
            findings.append(
                parts.file.finding(at: "/text", "this message has no code; leave out {{code}}")
            )
        }
    }

    private mutating func requireButtons(_ parts: JSONParts) {
        for token in [Placeholder.denyToken, .approveToken]
        where parts.program.count(of: token) == 0 {
            findings.append(
                parts.file.finding(
                    at: "/content/template/components",
                    "the payer can't answer; add a quick reply with {{\(token.rawValue)}}"
                )
            )
        }
    }

    private mutating func checkDirectSend(_ parts: JSONParts) {
        if parts.string("content", "type") != "text" {
            findings.append(
                parts.file.finding(at: "/content/type", "'type' is \"text\" for direct_send")
            )
        }
        if parts.string("content", "category") != "authentication" {
            findings.append(
                parts.file.finding(at: "/content/category", "'category' is \"authentication\"")
            )
        }
        let place = "/content/text/body"
        let body = parts.strings[place] ?? Program(setting: .json, steps: [])
        require(purpose.required, in: body) { _, message in
            parts.file.finding(at: place, message)
        }
        limit(place, to: TemplateReader.directTextCharactersMax, in: parts)
    }
}
