import CountersignCore

/// The `template` of a send request, checked against what an authentication template takes, or a
/// utility template where it has what only those have.
enum WhatsAppTemplate {
    private static let nameCharactersMax = 512

    static func read(
        _ template: JSONValue,
        _ settings: SimulatorSettings
    ) throws(WhatsAppError) -> WhatsAppMessage.Content {
        try WhatsAppMessage.refuseUnknown(
            template,
            besides: ["name", "language", "components"],
            in: "template"
        )
        guard let name = template["name"]?.string, isName(name) else {
            throw .missing("The parameter template['name'] is required.")
        }
        guard let language = template["language"]?["code"]?.string else {
            throw .missing("The parameter template['language']['code'] is required.")
        }
        let isApproved = settings.whatsAppTemplates.map { $0.contains(name) } ?? true
        guard isApproved, AuthenticationSentence.text(code: "", language: language) != nil else {
            throw .noSuchTemplate("template name (\(name)) does not exist in \(language)")
        }
        if UtilityTemplate.isMeant(by: template["components"]) {
            return try UtilityTemplate.read(name: name, template["components"])
        }
        let code = try code(in: template["components"])
        guard let shown = AuthenticationSentence.text(code: code, language: language) else {
            throw .noSuchTemplate("template name (\(name)) does not exist in \(language)")
        }
        return .authentication(text: shown.text, button: shown.button)
    }

    static func isName(_ name: String) -> Bool {
        (1...nameCharactersMax).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 97...122, UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    /// The code, which stands once in the body and once in the button.
    private static func code(in components: JSONValue?) throws(WhatsAppError) -> String {
        let components = components?.array ?? []
        for (index, component) in components.enumerated() {
            try WhatsAppMessage.refuseUnknown(
                component,
                besides: ["type", "sub_type", "index", "parameters"],
                in: "template['components'][\(index)]"
            )
            guard let type = component["type"]?.string?.lowercased(),
                type == "body" || type == "button"
            else { throw .format("an authentication template has a body and a button") }
        }
        let bodies = components.filter { $0["type"]?.string?.lowercased() == "body" }
        let buttons = components.filter { $0["type"]?.string?.lowercased() == "button" }
        let inBody = bodies.flatMap { $0["parameters"]?.array ?? [] }
        guard bodies.count <= 1, inBody.count == 1 else {
            throw .count(
                "body: number of localizable_params (\(inBody.count)) does not match the expected "
                    + "number of params (1)"
            )
        }
        guard let button = buttons.first, let inButton = button["parameters"]?.array,
            !inButton.isEmpty
        else { throw .missing("buttons: Button at index 0 of type Url requires a parameter") }
        guard buttons.count == 1, inButton.count == 1 else {
            throw .count("buttons: number of params does not match the expected number (1)")
        }
        guard button["sub_type"]?.string?.lowercased() == "url",
            button["index"]?.string == "0" || button["index"]?.integer == 0
        else { throw .format("buttons: the button at index 0 has sub_type url") }
        let code = try text(inBody[0], in: "body")
        // The platform's guide says that both carry the same value; a button that copies another code
        // than the text shows is a mistake that a simulator can find.
        guard try text(inButton[0], in: "buttons") == code else {
            throw .value("the button's parameter differs from the body's")
        }
        return code
    }

    private static func text(
        _ parameter: JSONValue,
        in place: String
    ) throws(WhatsAppError) -> String {
        try WhatsAppMessage.refuseUnknown(
            parameter,
            besides: ["type", "text"],
            in: "\(place)['parameters'][0]"
        )
        guard parameter["type"]?.string == "text" else {
            throw .format("\(place): the parameter's type is text")
        }
        guard let text = parameter["text"]?.string, !text.isEmpty else {
            throw .missing("\(place): the parameter's text is required")
        }
        guard text.unicodeScalars.count <= WhatsAppMessage.codeCharactersMax else {
            throw .tooLong("\(place): a one-time code has at most 15 characters")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .format("\(place): a one-time code has no spaces, line breaks or emoji")
        }
        return text
    }
}
