import CountersignCheckout
import CountersignCore

/// JSON of the size that the service stores and answers; the members are those of api.md.
///
/// Events are written by the room that owns them; the answer's room keeps its writer to itself.
enum FloorJSON {
    private static let recipient = MaskedRecipient(phone: "+49•••••••78")

    /// The data of an event of a confirmation.
    static func event(_ confirmation: Confirmation) -> [UInt8] {
        EventData.confirmation(confirmation, to: recipient)
    }

    /// The answer to a create.
    static func answer(
        _ confirmation: Confirmation,
        _ message: Message,
        context: String
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 2_048)
        json.beginObject()
        json.member("id", confirmation.id.text)
        json.member("status", confirmation.status.rawValue)
        writePayment(of: confirmation, to: &json)
        json.name("decision")
        json.beginObject()
        json.member("outcome", confirmation.decision.outcome.rawValue)
        json.member("policy", confirmation.decision.policy)
        json.member("version", confirmation.decision.version)
        json.member("rule", confirmation.decision.rule)
        json.member("reasons", .array(confirmation.decision.reasons.map(JSONValue.string)))
        json.endObject()
        json.member("context", context)
        json.member("generation", 0)
        json.member("attempts_left", confirmation.attemptsLeft)
        json.member("sends", confirmation.sends)
        json.member("resend_after", confirmation.createdAt.rfc3339)
        json.member("created_at", confirmation.createdAt.rfc3339)
        json.member("expires_at", confirmation.context.expiresAt.rfc3339)
        json.name("messages")
        json.beginArray()
        json.beginObject()
        json.member("id", message.id.text)
        json.member("channel", message.channel.rawValue)
        json.member("provider", message.provider)
        json.member("status", message.status.rawValue)
        json.member("at", message.updatedAt.rfc3339)
        json.endObject()
        json.endArray()
        json.endObject()
        return json.bytes
    }

    private static func writePayment(of confirmation: Confirmation, to json: inout JSONWriter) {
        let context = confirmation.context
        json.member("purpose", context.purpose.rawValue)
        if let amount = context.amount { json.member("amount", amount) }
        json.member("bound", context.bound.rawValue)
        json.member("payee", context.payee.text)
        json.member("reference", context.reference)
        json.name("recipient")
        json.beginObject()
        if let phone = recipient.phone { json.member("phone", phone) }
        json.endObject()
    }
}
