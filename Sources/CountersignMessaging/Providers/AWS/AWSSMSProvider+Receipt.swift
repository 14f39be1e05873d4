public import CountersignCore

extension AWSSMSProvider {
    /// Authenticates and reads a notification of the topic that events come through.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        guard let events else { throw .forged }
        let notice = try events.notice(in: callback, at: now)
        switch notice.kind {
        case .notification:
            return CallbackContent(reports: try AWSSMSProvider.reports(in: notice.message))
        case .subscription(let url):
            return CallbackContent(followUps: [OutboundRequest(method: "GET", url: url)])
        case .unsubscription: return CallbackContent()
        }
    }

    /// The report of one event; none for events of other software and of kinds that say nothing here.
    private static func reports(in message: String) throws(CallbackFault) -> [DeliveryReport] {
        guard let event = try? JSONReader.read(Array(message.utf8)),
            let type = event["eventType"]?.string
        else { throw .malformed(detail: "/Message: an event of a configuration set belongs here") }
        guard let id = event["context"]?["ref"]?.string.flatMap({ MessageID($0) }),
            let meaning = meaning(of: type)
        else { return [] }
        return [
            DeliveryReport(
                message: id,
                reference: event["messageId"]?.string.flatMap(ProviderWord.reference),
                status: meaning.status,
                failure: meaning.status.hasFailed ? type : nil,
                failureClass: meaning.failureClass,
                recipient: event["destinationPhoneNumber"]?.string.flatMap(ProviderWord.digits)
            )
        ]
    }

    /// What an event says; nil for kinds that are not about texts.
    private static func meaning(
        of type: String
    ) -> (status: MessageStatus, failureClass: FailureClass?)? {
        switch type {
        case "TEXT_QUEUED", "TEXT_PENDING": (.accepted, nil)
        case "TEXT_SENT", "TEXT_SUCCESSFUL": (.sent, nil)
        case "TEXT_DELIVERED": (.delivered, nil)
        case "TEXT_UNREACHABLE", "TEXT_CARRIER_UNREACHABLE", "TEXT_UNKNOWN":
            (.undelivered, .fallback)
        case "TEXT_INVALID", "TEXT_BLOCKED", "TEXT_PROTECT_BLOCKED": (.failed, .drop)
        case "TEXT_INVALID_MESSAGE": (.failed, .stop)
        case "TEXT_CARRIER_BLOCKED", "TEXT_SPAM": (.failed, .fallback)
        case "TEXT_TTL_EXPIRED": (.expired, nil)
        default: nil
        }
    }
}
