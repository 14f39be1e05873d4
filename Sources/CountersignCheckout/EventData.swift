public import CountersignCore
import CountersignPolicy

/// The `data` member of events: ids, status, money and masked destinations; never a code or a whole
/// number.
public enum EventData {
    /// The data of a changed policy: its name and the version of its text.
    public static func policy(_ name: String, version: Int) -> [UInt8] {
        var json = JSONWriter(capacity: 64)
        json.beginObject()
        json.member("policy", name)
        json.member("version", version)
        json.endObject()
        return json.bytes
    }

    /// The data of an event of a confirmation that nothing more is to be said of.
    public static func confirmation(
        _ confirmation: Confirmation,
        to recipient: MaskedRecipient
    ) -> [UInt8] {
        EventData.confirmation(confirmation, to: recipient, refusal: nil)
    }

    static func confirmation(
        _ confirmation: Confirmation,
        to recipient: MaskedRecipient?,
        refusal: Refusal? = nil,
        decision: Decision? = nil,
        shadows: [Verdict.Shadow] = [],
        deniedBy: DeniedBy? = nil
    ) -> [UInt8] {
        let context = confirmation.context
        var json = JSONWriter(capacity: 768 + (confirmation.receipt?.utf8.count ?? 0))
        json.beginObject()
        json.member("id", context.id.text)
        json.member("mode", confirmation.mode.rawValue)
        json.member("status", confirmation.status.rawValue)
        json.member("purpose", context.purpose.rawValue)
        if let amount = context.amount { json.member("amount", amount) }
        if context.generation > 0, let amount = confirmation.previousAmount {
            json.member("previous_amount", amount)
        }
        json.member("bound", context.bound.rawValue)
        json.member("payee", context.payee.text)
        json.member("reference", context.reference)
        json.name("recipient")
        json.beginObject()
        recipient?.write(to: &json)
        json.endObject()
        json.member("generation", context.generation)
        json.member("attempts_left", confirmation.attemptsLeft)
        json.member("sends", confirmation.sends)
        if case .transactionChanged(let fields) = refusal {
            json.member("changed", .array(fields.map { .string($0.rawValue) }))
        }
        if let deniedBy { json.member("denied_by", deniedBy.rawValue) }
        if let decision { write(decision, to: &json) }
        if confirmation.decision.outcome != .confirm {
            json.member("rule", confirmation.decision.rule)
        }
        if !shadows.isEmpty {
            json.member("shadow", .array(shadows.map { .object(members(of: $0)) }))
        }
        if let receipt = confirmation.receipt { json.member("receipt", plain: receipt) }
        json.endObject()
        return json.bytes
    }

    /// The data of an event of a message.
    public static func message(_ message: Message, of confirmation: Confirmation) -> [UInt8] {
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
        if let failure = message.failure { json.member("failure", failure) }
        if let failureClass = message.failureClass {
            json.member("failure_class", failureClass.rawValue)
        }
        if let tip = message.tip { tip.write(to: &json) }
        json.endObject()
        return json.bytes
    }

    static func route(_ change: Switchboard.Change, channel: Channel) -> [UInt8] {
        var json = JSONWriter(capacity: 128)
        json.beginObject()
        json.member("provider", change.provider)
        json.member("channel", channel.rawValue)
        json.member("state", change.isDegraded ? "degraded" : "recovered")
        json.member("reason", change.trouble.rawValue)
        if let country = change.country, !country.isEmpty { json.member("country", country) }
        json.endObject()
        return json.bytes
    }

    /// What a shadow rule would have decided.
    private static func members(of shadow: Verdict.Shadow) -> [JSONMember] {
        [
            JSONMember("rule", .string(shadow.rule)),
            JSONMember("outcome", .string(shadow.outcome.rawValue)),
            JSONMember("reasons", .array(shadow.reasons.map { .string($0) })),
        ]
    }

    /// What the policy decided and why; told once, with the payment's first event.
    private static func write(_ decision: Decision, to json: inout JSONWriter) {
        json.name("decision")
        json.beginObject()
        json.member("outcome", decision.outcome.rawValue)
        json.member("policy", decision.policy)
        json.member("version", decision.version)
        json.member("rule", decision.rule)
        json.member("reasons", .array(decision.reasons.map { .string($0) }))
        json.endObject()
    }
}
