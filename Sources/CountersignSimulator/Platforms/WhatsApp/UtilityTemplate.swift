import CountersignCore

/// The components of a utility template: parameters of its body, quick replies, buttons with a link.
///
/// Source: whatsapp-cloud.md, sections 2 and 3. The wording is the approved template's, which the
/// simulator does not have: it shows the parameters by their names.
enum UtilityTemplate {
    static let buttonsMax = 10
    static let payloadCharactersMax = 128
    static let textCharactersMax = 1_024

    /// Whether the components are a utility template's: it names parameters, or has quick replies.
    static func isMeant(by components: JSONValue?) -> Bool {
        (components?.array ?? []).contains { component in
            component["sub_type"]?.string?.lowercased() == "quick_reply"
                || (component["parameters"]?.array ?? []).contains { $0["parameter_name"] != nil }
        }
    }

    static func read(
        name: String,
        _ components: JSONValue?
    ) throws(WhatsAppError) -> WhatsAppMessage.Content {
        var lines: [String] = []
        var buttons: [String] = []
        var taps: [SimulatedMessage.Tap] = []
        var indexes: Set<String> = []
        for (place, component) in (components?.array ?? []).enumerated() {
            let path = "template['components'][\(place)]"
            try WhatsAppMessage.refuseUnknown(
                component,
                besides: ["type", "sub_type", "index", "parameters"],
                in: path
            )
            let parameters = component["parameters"]?.array ?? []
            switch component["type"]?.string?.lowercased() {
            case "header", "body":
                for parameter in parameters { lines.append(try line(parameter, in: path)) }
            case "button":
                guard let index = index(of: component), indexes.insert(index).inserted else {
                    throw .value("\(path): each button has an index of its own")
                }
                let button = try button(component, parameters, index, in: path)
                buttons.append(button.text)
                if let tap = button.tap { taps.append(tap) }
            default: throw .format("\(path): a utility template has header, body and buttons")
            }
        }
        guard buttons.count <= buttonsMax else { throw .count("buttons: at most \(buttonsMax)") }
        let text = ([name] + lines).joined(separator: "\n")
        guard text.unicodeScalars.count <= textCharactersMax else {
            throw .tooLong("body: at most \(textCharactersMax) characters")
        }
        return .utility(text: text, buttons: buttons, taps: taps)
    }

    private static func index(of component: JSONValue) -> String? {
        let index = component["index"]
        let text = index?.string ?? index?.integer.map { String($0) }
        guard let text, let number = Int(text), (0..<buttonsMax).contains(number) else {
            return nil
        }
        return String(number)
    }

    private static func line(
        _ parameter: JSONValue,
        in path: String
    ) throws(WhatsAppError) -> String {
        try WhatsAppMessage.refuseUnknown(
            parameter,
            besides: ["type", "text", "parameter_name"],
            in: "\(path)['parameters']"
        )
        guard parameter["type"]?.string == "text" else {
            throw .format("\(path): the simulator shows parameters of type text only")
        }
        guard let text = parameter["text"]?.string, !text.isEmpty else {
            throw .missing("\(path): the parameter's text is required")
        }
        guard !text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\t" }) else {
            throw .format("\(path): a parameter has no line breaks or tabs")
        }
        return (parameter["parameter_name"]?.string.map { "\($0): " } ?? "") + text
    }

    private static func button(
        _ component: JSONValue,
        _ parameters: [JSONValue],
        _ index: String,
        in path: String
    ) throws(WhatsAppError) -> (text: String, tap: SimulatedMessage.Tap?) {
        guard parameters.count == 1 else {
            throw .missing("buttons: Button at index \(index) requires a parameter")
        }
        let parameter = parameters[0]
        switch component["sub_type"]?.string?.lowercased() {
        case "quick_reply":
            guard parameter["type"]?.string == "payload",
                let payload = parameter["payload"]?.string,
                (1...payloadCharactersMax).contains(payload.unicodeScalars.count)
            else { throw .format("\(path): a quick reply has a payload of 1 to 128 characters") }
            let text = "Button \(index)"
            return (text, SimulatedMessage.Tap(text: text, payload: payload))
        case "url":
            guard parameter["type"]?.string == "text", let text = parameter["text"]?.string,
                !text.isEmpty
            else { throw .format("\(path): a button with a link has a text parameter") }
            return ("Link …\(text)", nil)
        default: throw .format("\(path): sub_type is quick_reply or url")
        }
    }
}
