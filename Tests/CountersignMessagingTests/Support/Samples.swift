import CountersignCore
import CountersignMessaging
import CountersignTemplates
import Foundation
import Testing

/// One message as the outbox would hand it over.
enum Samples {
    static let now = Instant(seconds: 1_767_225_600)
    static let messageText = "msg_01KAPM00000000000000000001"
    static let confirmationText = "cnf_01KAPM00000000000000000002"
    static let secret = Array("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".utf8)

    static func dispatch(
        channel: Channel = .sms,
        text: String = "042917: pay 49.99 EUR to \"Acme\"",
        content: String? = nil,
        from: String? = nil,
        lifeSeconds: Int = 287
    ) throws -> Dispatch {
        let shown = Shown(
            surface: .message,
            sha256: [UInt8](repeating: 0, count: 32),
            template: "default/en/payment",
            templateVersion: "0123456789ab",
            locale: "en"
        )
        let message = Message(
            id: try #require(MessageID(messageText)),
            confirmation: try #require(ConfirmationID(confirmationText)),
            generation: 0,
            template: "payment",
            channel: channel,
            provider: "gateway",
            status: .queued,
            providerReference: nil,
            failure: nil,
            parts: 1,
            shown: shown,
            createdAt: now,
            updatedAt: now
        )
        let rendered = RenderedMessage(
            channel: channel,
            text: text,
            content: content.map { Array($0.utf8) },
            from: from,
            surface: .message,
            template: "default/en/payment",
            templateVersion: "0123456789ab",
            locale: "en",
            parts: 1,
            redacted: []
        )
        return Dispatch(
            message: message,
            to: "+4915112345678",
            rendered: rendered,
            expiresAt: now.advanced(bySeconds: lifeSeconds),
            now: now
        )
    }

    static func provider(
        _ json5: String,
        secret: [UInt8]? = secret,
        receiptSecret: [UInt8]? = nil
    ) throws -> WebhookProvider {
        try WebhookProvider.configured(
            name: "gateway",
            settings: JSONReader.read(Array(json5.utf8), dialect: .json5),
            secret: secret,
            receiptSecret: receiptSecret,
            crypto: ReferenceCrypto.webhooks
        ).get()
    }

    static func vectors(_ name: String) throws -> JSONValue {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors")
        )
        return try JSONReader.read(Array(Data(contentsOf: url)))
    }
}

extension OutboundRequest {
    var bodyText: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Header fields as a callback would carry them.
    var receivedHeaders: [String: String] {
        Dictionary(uniqueKeysWithValues: headers.map { ($0.name.lowercased(), $0.value) })
    }
}

func reply(
    _ status: Int,
    _ body: String = "",
    retryAfter: Int? = nil
)
    -> Result<OutboundReply, OutboundFailure>
{
    .success(OutboundReply(status: status, retryAfterSeconds: retryAfter, body: Array(body.utf8)))
}
