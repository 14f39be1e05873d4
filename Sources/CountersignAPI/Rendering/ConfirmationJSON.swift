import CountersignCheckout
import CountersignCore

/// A confirmation as its merchant reads it.
///
/// Members in the order of api.md; what is absent is left out.
enum ConfirmationJSON {
    /// The document of one confirmation.
    static func bytes(of view: ConfirmationView) -> [UInt8] {
        // Enough for nearly all of them, so that the bytes are not moved to make room.
        let tokens = view.contextToken.utf8.count + (view.confirmation.receipt?.utf8.count ?? 0)
        var json = JSONWriter(capacity: 1_280 + tokens)
        write(view, to: &json)
        return json.bytes
    }

    /// Writes one confirmation as the next value.
    static func write(_ view: ConfirmationView, to json: inout JSONWriter) {
        let confirmation = view.confirmation
        let context = confirmation.context
        json.beginObject()
        json.member("id", confirmation.id.text)
        json.member("status", confirmation.status.rawValue)
        json.member("purpose", context.purpose.rawValue)
        if let amount = context.amount { json.member("amount", amount) }
        json.member("bound", context.bound.rawValue)
        json.member("payee", context.payee.text)
        json.member("reference", context.reference)
        writeRecipient(of: view, to: &json)
        write(confirmation.decision, to: &json)
        if !view.contextToken.isEmpty { json.member("context", plain: view.contextToken) }
        json.member("generation", context.generation)
        if let amount = confirmation.previousAmount {
            json.member("previous_amount", amount)
        }
        if let payee = confirmation.previousPayee { json.member("previous_payee", payee.text) }
        if let matchWord = view.matchWord { json.member("match_word", matchWord) }
        json.member("attempts_left", confirmation.attemptsLeft)
        json.member("sends", confirmation.sends)
        if let resendAfter = view.resendAfter { json.member("resend_after", resendAfter.rfc3339) }
        json.member("created_at", confirmation.createdAt.rfc3339)
        json.member("expires_at", context.expiresAt.rfc3339)
        if let closedAt = confirmation.closedAt { json.member("closed_at", closedAt.rfc3339) }
        json.name("messages")
        json.beginArray()
        for message in view.messages { write(message, to: &json) }
        json.endArray()
        if !view.metadata.isEmpty { json.member("metadata", .object(view.metadata)) }
        if let receipt = confirmation.receipt { json.member("receipt", plain: receipt) }
        json.endObject()
    }

    private static func writeRecipient(of view: ConfirmationView, to json: inout JSONWriter) {
        json.name("recipient")
        json.beginObject()
        if let phone = view.maskedPhone { json.member("phone", phone) }
        if let email = view.maskedEmail { json.member("email", email) }
        if let push = view.push { json.member("push", masked: push) }
        if let locale = view.recipientLocale { json.member("locale", locale) }
        if let customer = view.customer { json.member("customer", customer) }
        json.endObject()
    }

    private static func write(_ decision: Decision, to json: inout JSONWriter) {
        json.name("decision")
        json.beginObject()
        json.member("outcome", decision.outcome.rawValue)
        json.member("policy", decision.policy)
        json.member("version", decision.version)
        json.member("rule", decision.rule)
        json.name("reasons")
        json.beginArray()
        for reason in decision.reasons { json.value(reason) }
        json.endArray()
        json.endObject()
    }

    private static func write(_ message: Message, to json: inout JSONWriter) {
        json.beginObject()
        json.member("id", message.id.text)
        json.member("channel", message.channel.rawValue)
        json.member("provider", message.provider)
        json.member("status", message.status.rawValue)
        json.member("at", message.updatedAt.rfc3339)
        if let failure = message.failure { json.member("failure", failure) }
        if let tip = message.tip { tip.write(to: &json) }
        json.endObject()
    }
}
