import CountersignCore
import CountersignMessaging
import CountersignTemplates

/// FCM as configured, and what is handed over as push.
enum FCMFixture {
    static func fixture(more: String = "", file: String? = nil) throws -> ProviderFixture {
        ProviderFixture(
            kind: .fcm,
            json5: #"{kind: "fcm", channel: "push"\#(more.isEmpty ? "" : ", " + more)}"#,
            secrets: [
                "/service_account": try file ?? ServiceAccountFile.text(TestKeyPair.rsa.get())
            ]
        )
    }
}

extension Samples {
    /// A push message to a device; the redacted form has `#` where the text has the code.
    static func push(
        text: String = "Open the app to confirm a payment",
        content: String? = nil,
        redacted: String? = nil,
        to device: String = "dev1",
        lifeSeconds: Int = 287,
        token: String? = "ya29.example"
    ) throws -> Dispatch {
        let sms = try dispatch(channel: .push, lifeSeconds: lifeSeconds)
        let rendered = RenderedMessage(
            channel: .push,
            text: text,
            content: content.map { Array($0.utf8) },
            from: nil,
            surface: .page,
            template: "default/en/payment.push",
            templateVersion: "0123456789ab",
            locale: "en",
            parts: 1,
            redacted: Array((redacted ?? content ?? text).utf8)
        )
        let push = Dispatch(
            message: sms.message,
            to: device,
            rendered: rendered,
            expiresAt: sms.expiresAt,
            now: now
        )
        return token.map { carrying($0, push) } ?? push
    }
}
