import CountersignCore
import CountersignTemplates

/// What an RCS message is for; `rcs.category`.
enum VonageCategory: String, CaseIterable, Sendable {
    case acknowledgement
    case authentication
    case promotion
    case serviceRequest = "service-request"
    case transaction

    /// The category that Google's own word for a message's traffic stands for.
    init?(trafficType: String) {
        switch trafficType {
        case "ACKNOWLEDGEMENT": self = .acknowledgement
        case "AUTHENTICATION": self = .authentication
        case "PROMOTION": self = .promotion
        case "SERVICEREQUEST": self = .serviceRequest
        case "TRANSACTION": self = .transaction
        default: return nil
        }
    }
}

extension VonageProvider {
    /// Times to live that an SMS takes, in seconds.
    private static let smsSeconds = 20...604_800
    /// Times to live that an RCS message takes, in seconds.
    private static let rcsSeconds = 20...259_200

    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        let reference = dispatch.message.id.text
        switch channel {
        case .whatsapp:
            let message = WhatsAppContent(dispatch.rendered).message
            return whatsAppRequest(message, reference: reference, for: dispatch)
        case .rcs: return request(for: dispatch, reference: reference, writeRCS)
        case .sms, .email, .push: return request(for: dispatch, reference: reference, writeSMS)
        }
    }

    /// Vonage's own templates have no buttons, so the Cloud API's form is passed through: a code has
    /// one.
    func whatsAppRequest(
        _ members: [JSONMember],
        reference: String,
        for dispatch: Dispatch
    ) -> OutboundRequest {
        request(for: dispatch, reference: reference) { _, json in
            json.member("message_type", "custom")
            json.member("custom", .object(members))
        }
    }

    private func request(
        for dispatch: Dispatch,
        reference: String,
        _ writeContent: (Dispatch, inout JSONWriter) -> Void
    ) -> OutboundRequest {
        var json = JSONWriter(capacity: 1_024)
        json.beginObject()
        json.member("to", dispatch.toDigits)
        json.member("from", dispatch.sender(standard: from))
        json.member("channel", channel.rawValue)
        writeContent(dispatch, &json)
        json.member("client_ref", reference)
        if signature != nil {
            json.member("webhook_url", callbackURL)
            json.member("webhook_version", "v1")
        }
        json.endObject()
        return OutboundRequest(
            url: baseURL + "/v1/messages",
            authorization: credentials.authorization(dispatch.accessToken),
            json: json
        )
    }

    func outboundRequest(for revocation: Revocation) -> OutboundRequest? {
        guard channel == .rcs, let reference = revocation.message.providerReference else {
            return nil
        }
        var json = JSONWriter()
        json.beginObject()
        json.member("status", "revoked")
        json.endObject()
        return OutboundRequest(
            method: "PATCH",
            url: baseURL + "/v1/messages/" + PercentEncoding.encode(reference),
            authorization: credentials.authorization(revocation.accessToken),
            json: json
        )
    }

    private func writeSMS(_ dispatch: Dispatch, to json: inout JSONWriter) {
        write(text: dispatch.rendered.text, to: &json)
        json.member("ttl", dispatch.secondsLeft(within: VonageProvider.smsSeconds))
        json.name("sms")
        json.beginObject()
        json.member("encoding_type", "auto")
        json.endObject()
    }

    /// Vonage's own cards must have an image; Google's form, passed through, need not.
    private func writeRCS(_ dispatch: Dispatch, to json: inout JSONWriter) {
        let content = dispatch.rendered.content.flatMap { try? JSONReader.read($0) }
        if let message = content?["contentMessage"] {
            json.member("message_type", "custom")
            json.name("custom")
            json.beginObject()
            json.member("contentMessage", message)
            json.endObject()
        } else {
            write(text: dispatch.rendered.text, to: &json)
        }
        json.member("ttl", dispatch.secondsLeft(within: VonageProvider.rcsSeconds))
        let traffic = content?["messageTrafficType"]?.string
        let category = traffic.flatMap(VonageCategory.init(trafficType:)) ?? category
        json.name("rcs")
        json.beginObject()
        json.member("category", category.rawValue)
        json.endObject()
    }

    private func write(text: String, to json: inout JSONWriter) {
        json.member("message_type", "text")
        json.member("text", text)
    }
}
