import CountersignCore

/// A status that the platform reports by webhook.
///
/// Source: whatsapp-cloud.md, section 6.
enum WhatsAppStatus: Equatable {
    /// Why a message failed after it was taken.
    enum Failure: Int {
        /// The number has no WhatsApp, or an old one.
        case undeliverable = 131_026
        /// Free text, and the payer wrote nothing in the last 24 hours.
        case outsideConversation = 131_047

        var title: String {
            switch self {
            case .undeliverable: "Message undeliverable"
            case .outsideConversation: "Re-engagement message"
            }
        }
    }

    case sent
    case delivered
    case failed(Failure)

    var meaning: Report.Meaning {
        switch self {
        case .sent: .progress
        case .delivered: .arrival
        case .failed: .failure
        }
    }

    private var word: String {
        switch self {
        case .sent: "sent"
        case .delivered: "delivered"
        case .failed: "failed"
        }
    }

    /// The body of the webhook.
    func webhook(
        of id: String,
        to recipient: String,
        callbackData: String?,
        at now: Instant,
        _ settings: SimulatorSettings
    ) -> JSONValue {
        let status = JSONValue.members([
            "id": .string(id),
            "status": .string(word),
            "timestamp": .string(String(now.seconds)),
            "recipient_id": .string(recipient),
            "biz_opaque_callback_data": callbackData.map { .string($0) },
            "pricing": pricing,
            "errors": errors,
        ])
        return WhatsAppWebhook.body(settings, "statuses", status)
    }

    private var pricing: JSONValue? {
        if case .failed = self { return nil }
        return .members([
            "billable": .bool(true),
            "pricing_model": .string("PMP"),
            "category": .string("authentication"),
            "type": .string("regular"),
        ])
    }

    private var errors: JSONValue? {
        guard case .failed(let failure) = self else { return nil }
        return .array([
            .members([
                "code": .integer(failure.rawValue),
                "title": .string(failure.title),
                "message": .string(failure.title),
                "error_data": .members(["details": .string("The simulator failed this message.")]),
            ])
        ])
    }
}
