import CountersignCore

/// What the platform refuses a template for when it is submitted.
///
/// Source: whatsapp-cloud.md, sections 1, 3 and 5.
enum WhatsAppTemplateRules {
    private static let bodyCharactersMax = 1_024
    private static let footerCharactersMax = 60
    private static let labelCharactersMax = 25
    private static let buttonsMax = 10

    // MARK: - Authentication

    /// The text is the platform's: a body without one, an expiry, one button that copies the code.
    static func checkAuthentication(_ components: [JSONValue]) throws(WhatsAppError) {
        for component in components {
            switch component["type"]?.string?.lowercased() {
            case "body":
                try refuseUnknown(component, ["type", "add_security_recommendation"])
            case "footer":
                try refuseUnknown(component, ["type", "code_expiration_minutes"])
                guard let minutes = component["code_expiration_minutes"]?.integer,
                    (1...90).contains(minutes)
                else { throw .template("code_expiration_minutes is 1 to 90.") }
            case "buttons":
                let buttons = component["buttons"]?.array ?? []
                guard buttons.count == 1, buttons[0]["type"]?.string?.lowercased() == "otp",
                    buttons[0]["otp_type"]?.string?.lowercased() == "copy_code"
                else { throw .template("an authentication template has one button of type otp.") }
                try checkLabel(buttons[0]["text"])
            default: throw .template("an authentication template has body, footer and buttons.")
            }
        }
        guard has("body", in: components), has("buttons", in: components) else {
            throw .template("an authentication template has a body and a button.")
        }
    }

    // MARK: - Utility

    static func checkUtility(_ components: [JSONValue]) throws(WhatsAppError) {
        for component in components {
            switch component["type"]?.string?.lowercased() {
            case "body": try checkBody(component)
            case "footer":
                guard let text = component["text"]?.string,
                    (1...footerCharactersMax).contains(text.unicodeScalars.count)
                else { throw .template("a footer has a text of at most 60 characters.") }
            case "buttons":
                let buttons = component["buttons"]?.array ?? []
                guard (1...buttonsMax).contains(buttons.count) else {
                    throw .template("buttons: 1 to 10.")
                }
                for button in buttons {
                    guard button["type"]?.string?.lowercased() == "quick_reply" else {
                        throw .template("the simulator takes buttons of type quick_reply only.")
                    }
                    guard button["text"] != nil else { throw .template("a button has a text.") }
                    try checkLabel(button["text"])
                }
            default: throw .template("the simulator takes body, footer and buttons only.")
            }
        }
        guard has("body", in: components) else { throw .template("a template has a body.") }
    }

    private static func checkBody(_ body: JSONValue) throws(WhatsAppError) {
        guard let text = body["text"]?.string,
            (1...bodyCharactersMax).contains(text.unicodeScalars.count)
        else { throw .template("a body has a text of at most 1024 characters.") }
        let names = variables(in: text)
        guard !names.isEmpty else { return }
        if text.hasPrefix("{{") || text.hasSuffix("}}") { throw .variableAtTheEdge }
        let named = body["example"]?["body_text_named_params"]?.array
        let given =
            named.map { $0.compactMap { $0["param_name"]?.string } }
            ?? (body["example"]?["body_text"]?.array?.first?.array ?? []).indices.map {
                String($0 + 1)
            }
        guard Set(given) == Set(names) else { throw .examplesMissing }
    }

    /// What stands between the braces of a text.
    static func variables(in text: String) -> [String] {
        text.split(separator: "{{").dropFirst(text.hasPrefix("{{") ? 0 : 1).compactMap { piece in
            piece.firstRange(of: "}}").map { String(piece[..<$0.lowerBound]) }
        }
    }

    // MARK: - Pieces

    static func checkTTL(_ value: JSONValue?, _ category: String) throws(WhatsAppError) {
        guard let value else { return }
        let range: ClosedRange<Int64> = category == "utility" ? 30...43_200 : 30...900
        guard let seconds = value.integer, seconds == -1 || range.contains(seconds) else {
            throw .template("message_send_ttl_seconds is out of range for \(category).")
        }
    }

    /// The components as the platform keeps them: a button that copies a code becomes one of type URL.
    static func kept(_ components: [JSONValue]) -> [JSONValue] {
        components.map { component in
            guard component["type"]?.string?.lowercased() == "buttons",
                component["buttons"]?.array?.first?["type"]?.string?.lowercased() == "otp"
            else { return component }
            let label = component["buttons"]?.array?.first?["text"]?.string ?? "Copy code"
            return .members([
                "type": .string("BUTTONS"),
                "buttons": .array([
                    .members([
                        "type": .string("URL"), "text": .string(label),
                        "url": .string("https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE"),
                    ])
                ]),
            ])
        }
    }

    private static func has(_ type: String, in components: [JSONValue]) -> Bool {
        components.contains { $0["type"]?.string?.lowercased() == type }
    }

    private static func checkLabel(_ value: JSONValue?) throws(WhatsAppError) {
        guard let value else { return }
        guard let text = value.string, (1...labelCharactersMax).contains(text.unicodeScalars.count)
        else { throw .template("a button's text has at most 25 characters.") }
    }

    private static func refuseUnknown(
        _ component: JSONValue,
        _ known: [String]
    ) throws(WhatsAppError) {
        if let name = component.unknownMember(besides: known) {
            throw .template("component \(component["type"]?.string ?? "") takes no '\(name)'.")
        }
    }
}
