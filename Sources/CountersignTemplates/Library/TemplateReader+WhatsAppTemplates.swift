internal import CountersignCore

/// The two kinds of template that the platform approves, each of which says half of what a payer must
/// know. Source: whatsapp-cloud.md, sections 1 and 2.
extension TemplateReader {
    /// Most characters of a template's name.
    private static let nameCharactersMax = 512

    /// The code stands twice, in the body and for the button, and nothing else can be shown: what the
    /// phone shows is the platform's own sentence.
    mutating func checkAuthentication(_ member: String, _ parts: JSONParts) {
        checkTemplate(member, parts)
        if codes(in: parts.file.value[member] ?? .null) != ["body", "button"] {
            refuse(
                "/\(member)/template/components",
                "an authentication template takes {{code}} in a body and in a button of sub_type url",
                in: parts
            )
        }
        for (pointer, program) in parts.programs(below: "/" + member) {
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

    /// Amount and payee, no code: a utility template that carries one is rejected by the platform, and
    /// the account with it.
    mutating func checkUtility(_ member: String, _ parts: JSONParts) {
        checkTemplate(member, parts)
        let components = "/\(member)/template/components"
        let shown = parts.programs(below: components).filter { $0.pointer.hasSuffix("/text") }
        for (pointer, program) in parts.programs(below: "/" + member)
        where program.count(of: .code) > 0 {
            refuse(
                pointer,
                "the platform rejects a utility template with a code; leave out {{code}}",
                in: parts
            )
        }
        for (pointer, program) in shown where !program.isNeverEmpty {
            refuse(pointer, "the platform takes no empty parameter; this one can be", in: parts)
        }
        require(
            purpose.required.filter { $0 != .code },
            in: Program.joined(shown.map(\.program))
        ) { _, message in parts.file.finding(at: components, message) }
        checkQuickReplies(member, parts)
    }

    private mutating func checkQuickReplies(_ member: String, _ parts: JSONParts) {
        let components = parts.file.value[member]?["template"]?["components"]?.array ?? []
        for (index, component) in components.enumerated()
        where component["sub_type"]?.string == "quick_reply" {
            let place = "/\(member)/template/components/\(index)"
            let parameters = component["parameters"]?.array ?? []
            guard parameters.count == 1, parameters[0]["type"]?.string == "payload",
                parameters[0]["payload"]?.string != nil
            else {
                refuse(
                    place,
                    "a quick reply takes one parameter of type payload with {{deny_token}} or "
                        + "{{approve_token}}",
                    in: parts
                )
                continue
            }
        }
    }

    /// Type, name and language, which both kinds have.
    private mutating func checkTemplate(_ member: String, _ parts: JSONParts) {
        if parts.string(member, "type") != "template" {
            refuse("/\(member)/type", "'type' is \"template\" for this composition", in: parts)
        }
        let name = parts.string(member, "template", "name") ?? ""
        if !TemplateReader.isTemplateName(name) {
            refuse(
                "/\(member)/template/name",
                "the template's name has lower-case letters, digits and underscores",
                in: parts
            )
        }
        let language = parts.string(member, "template", "language", "code") ?? ""
        if !LocaleTag.isValid(language.replacing("_", with: "-")) {
            refuse(
                "/\(member)/template/language/code",
                "the language is one that the template was approved in, e.g. \"en\" or \"en_GB\"",
                in: parts
            )
        }
    }

    /// The types of the components that carry the code and nothing else, in order.
    private func codes(in message: JSONValue) -> [String] {
        (message["template"]?["components"]?.array ?? []).compactMap { component in
            let parameters = component["parameters"]?.array ?? []
            guard parameters.count == 1, parameters[0]["type"]?.string == "text",
                parameters[0]["text"]?.string == "{{code}}", let type = component["type"]?.string
            else { return nil }
            if type == "button", component["sub_type"]?.string != "url" { return nil }
            return type
        }
    }

    private mutating func refuse(_ pointer: String, _ message: String, in parts: JSONParts) {
        findings.append(parts.file.finding(at: pointer, message))
    }

    /// Whether the platform takes a name for a template.
    static func isTemplateName(_ name: String) -> Bool {
        (1...nameCharactersMax).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 97...122, UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}
