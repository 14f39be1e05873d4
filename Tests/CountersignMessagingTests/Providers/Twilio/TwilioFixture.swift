import CountersignCore
import Testing

@testable import CountersignMessaging

/// Twilio as configured, and callbacks that it signed.
enum TwilioFixture {
    static let account = "AC00000000000000000000000000000001"
    static let service = "MG00000000000000000000000000000002"
    static let content = "HX00000000000000000000000000000003"
    static let apiKey = "SK00000000000000000000000000000004"
    static let token = "4f1d2c3b5a69788796a5b4c3d2e1f001"

    static func fixture(
        channel: String = "sms",
        sender: String = #"from: "+447700900999""#,
        more: String = "",
        secrets: [String: String] = ["/auth_token": token]
    ) -> ProviderFixture {
        ProviderFixture(
            kind: .twilio,
            json5: """
                {kind: "twilio", channel: "\(channel)", account_sid: "\(account)", \(sender),
                 \(more)}
                """,
            secrets: secrets
        )
    }

    static func form(_ request: OutboundRequest) throws -> [String] {
        let form = PercentEncoding.parameters(request.bodyText, plusIsSpace: true)
        return try #require(form).map { "\($0.name)=\($0.value)" }
    }

    /// A form that came to the URL with the sample's message, signed with the token.
    static func callback(
        _ form: [(name: String, value: String)],
        query: String = "m=" + Samples.messageText
    ) -> Callback {
        let url = ProviderFixture.callbackURL + (query.isEmpty ? "" : "?" + query)
        let signed = form.sorted { $0.name < $1.name }.map { $0.name + $0.value }.joined()
        let code = RealCrypto.providers.hmac(.sha1, Array(token.utf8), Array((url + signed).utf8))
        return Callback(
            query: query,
            headers: ["x-twilio-signature": Base64.encode(code)],
            body: Array(PercentEncoding.form(form).utf8)
        )
    }
}
