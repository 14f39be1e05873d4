import CountersignCore

/// The webhooks of the WhatsApp Business Platform.
///
/// Source: whatsapp-cloud.md, section 6.
enum WhatsAppWebhook {
    /// What a payer answers.
    enum Reply: Sendable {
        /// A quick-reply button.
        case button(text: String, payload: String)
        case text(String)
    }

    /// The body with one item of `statuses` or `messages`.
    static func body(
        _ settings: SimulatorSettings,
        _ list: String,
        _ item: JSONValue
    ) -> JSONValue {
        let value = JSONValue.object([
            JSONMember("messaging_product", .string("whatsapp")),
            JSONMember(
                "metadata",
                .members([
                    "display_phone_number": .string(settings.displayPhoneNumber),
                    "phone_number_id": .string(settings.phoneNumberID),
                ])
            ),
            JSONMember(list, .array([item])),
        ])
        let change = JSONValue.members(["value": value, "field": .string("messages")])
        let entry = JSONValue.members([
            "id": .string(settings.businessAccountID), "changes": .array([change]),
        ])
        return .members([
            "object": .string("whatsapp_business_account"), "entry": .array([entry]),
        ])
    }

    /// An item of `messages`.
    static func message(
        _ reply: Reply,
        id: String,
        from phone: String,
        answering message: String?,
        at now: Instant
    ) -> JSONValue {
        let kind: String
        let content: JSONValue
        switch reply {
        case .button(let text, let payload):
            kind = "button"
            content = .members(["payload": .string(payload), "text": .string(text)])
        case .text(let text):
            kind = "text"
            content = .members(["body": .string(text)])
        }
        var members = [
            JSONMember("from", .string(phone.hasPrefix("+") ? String(phone.dropFirst()) : phone)),
            JSONMember("id", .string(id)),
            JSONMember("timestamp", .string(String(now.seconds))),
            JSONMember("type", .string(kind)),
            JSONMember(kind, content),
        ]
        if let message {
            members.insert(JSONMember("context", .members(["id": .string(message)])), at: 0)
        }
        return .object(members)
    }
}
