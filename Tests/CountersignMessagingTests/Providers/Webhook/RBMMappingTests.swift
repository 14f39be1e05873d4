import CountersignCore
import CountersignMessaging
import Testing

/// RCS for Business through a mapping.
///
/// Source: RCS for Business, `phones.agentMessages`.
@Suite struct RBMMappingTests {
    static let settings = """
        {
          kind: "webhook", channel: "rcs", secret: {file: "secrets/rbm-token"}, idempotent: true,
          url: "https://europe-rcsbusinessmessaging.googleapis.com/v1/phones/{to}/agentMessages\
        ?messageId={message_id}&agentId=acme",
          headers: {Authorization: "Bearer {secret}"},
          body: {contentMessage: "{content}", messageTrafficType: "TRANSACTION", ttl: "{ttl_seconds}s"},
          reply: {id: "/name", statuses: {"404": "drop", "500": "retry", "503": "retry"}},
        }
        """
    let provider: WebhookProvider

    init() throws {
        provider = try Samples.provider(RBMMappingTests.settings, secret: Array("ya29.token".utf8))
    }

    @Test func theRequestIsTheirs() throws {
        let content = #"{"text":"042917: pay 49.99 EUR","suggestions":[]}"#
        let request = provider.request(for: try Samples.dispatch(channel: .rcs, content: content))
        #expect(
            request.url == """
                https://europe-rcsbusinessmessaging.googleapis.com/v1/phones/%2B4915112345678/\
                agentMessages?messageId=msg_01KAPM00000000000000000001&agentId=acme
                """
        )
        #expect(request.header("authorization") == "Bearer ya29.token")
        #expect(
            request.bodyText == """
                {"contentMessage":{"text":"042917: pay 49.99 EUR","suggestions":[]},\
                "messageTrafficType":"TRANSACTION","ttl":"287s"}
                """
        )
        #expect(provider.hasIdempotencyHandle)
    }

    @Test func theReplyIsRead() {
        let name = "phones/+4915112345678/agentMessages/\(Samples.messageText)"
        let body = #"{"name":"\#(name)","sendTime":"2026-01-01T00:00:00.000Z","contentMessage":{}}"#
        #expect(provider.outcome(of: reply(200, body)) == .accepted(reference: name))
        let notFound = #"{"error":{"code":404,"message":"…","status":"NOT_FOUND"}}"#
        #expect(provider.outcome(of: reply(404, notFound)) == .drop(reason: "http 404"))
        #expect(provider.outcome(of: reply(403)) == .stop(reason: "http 403"))
        #expect(
            provider.outcome(of: reply(503)) == .retrySame(afterSeconds: 1, reason: "http 503")
        )
    }

    @Test func reportsNobodyAgreedOnAreForged() {
        #expect(throws: CallbackFault.forged) {
            try provider.content(of: Callback(headers: [:], body: []), at: Samples.now).reports
        }
    }
}
