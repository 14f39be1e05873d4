import CountersignCore

/// How Twilio's callbacks are read: claims about messages, and what payers answered.
enum TwilioReceipt {
    private static let statuses: [String: MessageStatus] = [
        "queued": .accepted, "accepted": .accepted, "scheduled": .accepted, "sending": .sent,
        "sent": .sent, "delivered": .delivered, "read": .read, "undelivered": .undelivered,
        "failed": .failed, "canceled": .canceled,
    ]

    static func content(
        of parameters: CallbackParameters,
        message: MessageID?
    ) throws(CallbackFault) -> CallbackContent {
        if let word = parameters["MessageStatus"] {
            return CallbackContent(
                reports: try report(parameters, word, message).map { [$0] } ?? []
            )
        }
        return CallbackContent(replies: [try reply(parameters)])
    }

    /// WhatsApp hides the number of a payer who has a user name: then the answer is known by its token
    /// or by the message that it answers.
    private static func reply(
        _ parameters: CallbackParameters
    ) throws(CallbackFault) -> PayerReply {
        guard let sender = parameters["From"], let text = parameters["Body"] else {
            throw .malformed(
                detail: "MessageStatus, or From and Body of an inbound message, belong here"
            )
        }
        let meaning = meaning(parameters, text)
        let from = digits(sender)
        let reference = parameters["OriginalRepliedMessageSid"].flatMap(ProviderWord.reference)
        if case .text = meaning, from == nil, reference == nil {
            throw .malformed(detail: "From: a phone number belongs here")
        }
        return PayerReply(
            from: from ?? "",
            reference: reference,
            id: parameters["MessageSid"].flatMap(ProviderWord.reference),
            meaning: meaning
        )
    }

    /// Nil for a word that no message's state depends on.
    private static func report(
        _ parameters: CallbackParameters,
        _ word: String,
        _ message: MessageID?
    ) throws(CallbackFault) -> DeliveryReport? {
        let reference = parameters["MessageSid"].flatMap(ProviderWord.reference)
        guard message != nil || reference != nil else {
            throw .malformed(detail: "MessageSid: Twilio's id of the message belongs here")
        }
        guard let status = statuses[word] else { return nil }
        let code =
            status.hasFailed
            ? ProviderWord.code(parameters["ErrorCode"].map { .string($0) }) : nil
        return DeliveryReport(
            message: message,
            reference: reference,
            status: code == TwilioReply.expired ? .expired : status,
            failure: code.map { "code \($0)" },
            failureClass: code.flatMap { TwilioReply.classes[$0] },
            recipient: parameters["To"].flatMap(digits)
        )
    }

    /// A button is known by its payload; one without is its words, as if they had been typed.
    private static func meaning(
        _ parameters: CallbackParameters,
        _ text: String
    ) -> PayerReply.Meaning {
        guard let payload = parameters["ButtonPayload"], !payload.isEmpty else {
            return .text(parameters["ButtonText"] ?? text)
        }
        return payload == PayerReply.didNotRequest ? .notRequested : .tapped(token: payload)
    }

    /// The digits of a number, whatever channel is marked before it.
    private static func digits(_ address: String) -> String? {
        let number = address.split(separator: ":", omittingEmptySubsequences: false).last
        return number.flatMap { ProviderWord.digits(String($0)) }
    }
}
