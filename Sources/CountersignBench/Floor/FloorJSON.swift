import CountersignCore

/// JSON of the size that the service stores and answers; the members are those of api.md.
///
/// The rooms that write the real ones keep them to themselves.
enum FloorJSON {
    /// The data of an event of a confirmation.
    static func event(_ confirmation: Confirmation) -> [UInt8] {
        var json = JSONWriter(capacity: 2_048)
        json.beginObject()
        json.member("id", confirmation.id.text)
        json.member("mode", confirmation.mode.rawValue)
        json.member("status", confirmation.status.rawValue)
        writePayment(of: confirmation, to: &json)
        json.member("generation", 0)
        json.member("attempts_left", confirmation.attemptsLeft)
        json.member("sends", confirmation.sends)
        if let receipt = confirmation.receipt { json.member("receipt", receipt) }
        json.endObject()
        return json.bytes
    }

    /// The data of an event of a message.
    static func event(_ message: Message, of confirmation: Confirmation) -> [UInt8] {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.member("id", message.id.text)
        json.member("confirmation", message.confirmation.text)
        json.member("mode", confirmation.mode.rawValue)
        json.member("reference", confirmation.context.reference)
        json.member("generation", message.generation)
        json.member("channel", message.channel.rawValue)
        json.member("provider", message.provider)
        json.member("status", message.status.rawValue)
        json.endObject()
        return json.bytes
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
        if let amount = context.amount {
            json.name("amount")
            json.beginObject()
            json.member("value", amount.minorUnits)
            json.member("currency", amount.currency.code)
            json.endObject()
        }
        json.member("bound", context.bound.rawValue)
        json.member("payee", context.payee.text)
        json.member("reference", context.reference)
        json.name("recipient")
        json.beginObject()
        json.member("phone", "+49•••••••78")
        json.endObject()
    }
}
