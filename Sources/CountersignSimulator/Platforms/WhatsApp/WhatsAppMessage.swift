import CountersignCore

/// A send request of the WhatsApp Cloud API, as far as the simulator carries it.
///
/// Source: whatsapp-cloud.md, sections 2 and 4.
struct WhatsAppMessage {
    /// What is sent.
    enum Content: Equatable {
        /// An authentication template: the platform's sentence with the code.
        case authentication(text: String, button: String)
        /// A utility template: the simulator does not know its wording and shows its parameters.
        case utility(text: String, buttons: [String], taps: [SimulatedMessage.Tap])
        /// Free text by Direct Send.
        case directSend(text: String)
        /// Free text outside a conversation, which the platform takes and then fails.
        case freeText
    }

    static let callbackDataCharactersMax = 512
    static let codeCharactersMax = 15
    static let textCharactersMax = 1_024

    let to: PhoneNumber
    /// The destination as it was written.
    let input: String
    let callbackData: String?
    let content: Content
    /// The rich form, `template` or `text`, as it came.
    let rich: JSONValue?

    private static let known = [
        "messaging_product", "recipient_type", "to", "type", "template", "text", "category",
        "ttl_seconds", "biz_opaque_callback_data", "recipient_identity_key_hash",
        "message_send_ttl_seconds", "direct_send_config",
    ]
    /// Seconds that an authentication message may live; -1 stands for 30 days.
    private static let ttlSecondsRange: ClosedRange<Int64> = 30...900

    /// Reads a body.
    static func read(
        _ body: [UInt8],
        _ settings: SimulatorSettings
    ) throws(WhatsAppError) -> WhatsAppMessage {
        guard let json = try? JSONReader.read(body), json.object != nil else {
            throw .invalid("The body is not a JSON object.")
        }
        try refuseUnknown(json, besides: known, in: "message")
        guard json["messaging_product"]?.string == "whatsapp" else {
            throw .invalid("The parameter messaging_product is required.")
        }
        guard (json["recipient_type"] ?? .string("individual")).string == "individual" else {
            throw .value("recipient_type must be individual.")
        }
        guard let input = json["to"]?.string, !input.isEmpty else {
            throw .missing("The parameter to is required.")
        }
        guard input.utf8.allSatisfy({ (48...57).contains($0) }),
            let to = try? PhoneNumber("+\(input)")
        else { throw .value("to must be a phone number: digits with the country code.") }
        let callbackData = json["biz_opaque_callback_data"]
        if let callbackData {
            guard let text = callbackData.string,
                text.unicodeScalars.count <= callbackDataCharactersMax
            else { throw .value("biz_opaque_callback_data has at most 512 characters.") }
        }
        return WhatsAppMessage(
            to: to,
            input: input,
            callbackData: callbackData?.string,
            content: try content(json, settings),
            rich: json["template"] ?? json["text"]
        )
    }

    private static func content(
        _ json: JSONValue,
        _ settings: SimulatorSettings
    ) throws(WhatsAppError) -> Content {
        switch (json["type"] ?? .string("text")).string {
        case "template":
            if json["text"] != nil {
                throw .invalid("Unexpected key \"text\" on param \"message\".")
            }
            guard let template = json["template"], template.object != nil else {
                throw .missing("The parameter template is required.")
            }
            return try WhatsAppTemplate.read(template, settings)
        case "text":
            if json["template"] != nil {
                throw .invalid("Unexpected key \"template\" on param \"message\".")
            }
            guard let text = json["text"]?["body"]?.string, !text.isEmpty else {
                throw .missing("The parameter text['body'] is required.")
            }
            guard text.unicodeScalars.count <= textCharactersMax else {
                throw .invalid("text['body'] has at most 1024 characters.")
            }
            guard json["category"] != nil else { return .freeText }
            guard json["category"]?.string == "authentication", settings.allowsDirectSend else {
                throw .invalid("This category needs Direct Send, which this account does not have.")
            }
            try checkTTL(json["ttl_seconds"])
            return .directSend(text: text)
        default: throw .value("type must be template or text; the simulator carries no other.")
        }
    }

    private static func checkTTL(_ value: JSONValue?) throws(WhatsAppError) {
        guard let value else { return }
        guard let seconds = value.integer, seconds == -1 || ttlSecondsRange.contains(seconds) else {
            throw .invalid("ttl_seconds is out of range: 30 to 900, or -1.")
        }
    }

    static func refuseUnknown(
        _ value: JSONValue,
        besides known: [String],
        in place: String
    ) throws(WhatsAppError) {
        guard value.object != nil else { throw .invalid("Param \(place) must be a JSON object.") }
        if let name = value.unknownMember(besides: known) {
            throw .invalid("Unexpected key \(JSONWriter.quoted(name)) on param \"\(place)\".")
        }
    }
}
