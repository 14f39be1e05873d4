import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignTemplates
import Foundation
import Testing

@testable import CountersignTransport

/// Notices as Apple's service takes them: over HTTP/2 only.
@Suite(.enabled(if: HTTP2Server.isAvailable, "needs the programs node and openssl"))
struct HTTP2Tests {
    private static let device = String(repeating: "0a", count: 32)
    private static let gone = String(repeating: "0b", count: 32)
    private let now = Instant(seconds: 1_767_225_600)

    private let crypto = ProviderCrypto(
        webhook: WebhookCrypto(
            hmacSHA256: { SHA256.hmac(key: $0, $1) },
            constantTimeEqual: { ConstantTime.areEqual($0, $1) }
        ),
        hash: { _, message in SHA256.hash(message) },
        hmac: { _, key, message in SHA256.hmac(key: key, message) },
        rsaSigner: { _ in nil },
        ecSigner: HTTP2Tests.signer,
        isValidRSA: { _, _, _, _ in false }
    )

    private static func signer(_ pem: [UInt8]) -> ProviderCrypto.Signer? {
        guard let key = WirePrivateKey(p256PEM: pem) else { return nil }
        return { message in key.sign(message) }
    }

    private func provider(_ server: HTTP2Server) throws -> any Provider {
        let members = """
            {"kind":"apns","key_id":"ABC1234567","team_id":"TEAM123456","topic":"example.shop.app",
             "base_url":"https://localhost:\(server.port)"}
            """
        let key = try Data(contentsOf: URL(fileURLWithPath: server.keyFile))
        let settings = ProviderSettings(
            name: "apple",
            members: try JSONReader.read(Array(members.utf8)),
            secrets: ["/key": Array(key)],
            callbackURL: "https://confirm.shop.example/v1/callbacks/apple",
            crypto: crypto
        )
        return try ProviderKind.apns.configured(settings).get()
    }

    private func dispatch(to device: String, _ token: AccessToken) throws -> Dispatch {
        let random = [UInt8](repeating: 1, count: 10)
        let content = #"{"title":"Pay Acme","body":"49.99 EUR","code":"042917"}"#
        let rendered = RenderedMessage(
            channel: .push,
            text: "49.99 EUR",
            content: Array(content.utf8),
            from: nil,
            surface: .message,
            template: "default/en/payment.push",
            templateVersion: "0123456789ab",
            locale: "en",
            parts: 1,
            redacted: Array(content.replacing("042917", with: "######").utf8)
        )
        let message = Message(
            id: MessageID(at: now, random: random),
            confirmation: ConfirmationID(at: now, random: random),
            generation: 0,
            template: "payment",
            channel: .push,
            provider: "apple",
            status: .queued,
            providerReference: nil,
            failure: nil,
            parts: 1,
            shown: Shown(
                surface: .message,
                sha256: [UInt8](repeating: 0, count: 32),
                template: rendered.template,
                templateVersion: rendered.templateVersion,
                locale: "en"
            ),
            createdAt: now,
            updatedAt: now
        )
        return Dispatch(
            message: message,
            to: device,
            rendered: rendered,
            expiresAt: now.advanced(bySeconds: 300),
            now: now,
            accessToken: token,
            platform: .apns
        )
    }

    private func token(of provider: any Provider) throws -> AccessToken {
        guard case .minted(let mint)? = provider.accessTokens else {
            throw TestCertificate.Unavailable()
        }
        return mint(now, [])
    }

    @Test func noticeIsTakenOverHTTP2() async throws {
        let server = try HTTP2Server(goneToken: Self.gone)
        let provider = try provider(server)
        var settings = CurlCarrier.Settings()
        settings.authorityFile = server.certificateFile
        let carrier = try CurlCarrier(settings)
        let token = try token(of: provider)
        let request = provider.request(for: try dispatch(to: Self.device, token))
        let result = await carrier.send(request)
        let reply = try result.get()
        #expect(provider.outcome(of: result) == .accepted(reference: nil))
        let seen = try JSONReader.read(reply.body)
        let headers = try #require(seen["headers"])
        // Only HTTP/2 has such fields.
        #expect(headers[":method"]?.string == "POST")
        #expect(headers[":path"]?.string == "/3/device/" + Self.device)
        #expect(headers[":scheme"]?.string == "https")
        #expect(headers["authorization"]?.string == "bearer " + token.value)
        #expect(headers["apns-topic"]?.string == "example.shop.app")
        #expect(headers["apns-push-type"]?.string == "alert")
        #expect(seen["body"]?["aps"]?["alert"]?["title"]?.string == "Pay Acme")
        #expect(seen["body"]?["code"]?.string == "042917")
        await carrier.stop(withinMilliseconds: 100)
    }

    @Test func deviceThatIsGoneIsDropped() async throws {
        let server = try HTTP2Server(goneToken: Self.gone)
        let provider = try provider(server)
        var settings = CurlCarrier.Settings()
        settings.authorityFile = server.certificateFile
        let carrier = try CurlCarrier(settings)
        let request = provider.request(
            for: try dispatch(to: Self.gone, token(of: provider))
        )
        let outcome = provider.outcome(of: await carrier.send(request))
        #expect(outcome == .drop(reason: "code Unregistered"))
        await carrier.stop(withinMilliseconds: 100)
    }
}
