import CountersignCore
import CountersignMessaging
import Testing

/// The WhatsApp Cloud API through a mapping.
///
/// Source: WhatsApp Business Platform, Cloud API, "Messages" and "Webhooks".
@Suite struct CloudMappingTests {
    static let settings = """
        {
          kind: "webhook", channel: "whatsapp", secret: {env: "META_TOKEN"},
          url: "https://graph.facebook.com/v23.0/106540352242922/messages",
          headers: {Authorization: "Bearer {secret}"},
          body: {
            messaging_product: "whatsapp", recipient_type: "individual", to: "{to_digits}",
            biz_opaque_callback_data: "{message_id}", "...": "{content}",
          },
          reply: {
            id: "/messages/0/id", code: "/error/code",
            codes: {"131026": "drop", "130429": "retry", "131056": "fallback", "131000": "unknown",
                    "190": "stop"},
          },
          receipts: {
            signature: "hmac-sha256", header: "X-Hub-Signature-256", prefix: "sha256=",
            secret: {env: "META_APP_SECRET"},
            items: "/entry/*/changes/*/value/statuses/*",
            message: "/biz_opaque_callback_data", reference: "/id", status: "/status",
            words: {sent: "sent", delivered: "delivered", read: "read", played: "read",
                    failed: "failed", deleted: "ignore"},
            error: "/errors/0/code", errors: {"131026": "undelivered"},
          },
        }
        """
    static let appSecret = Array("0123456789abcdef0123456789abcdef".utf8)

    let provider: WebhookProvider

    init() throws {
        provider = try Samples.provider(
            CloudMappingTests.settings,
            secret: Array("EAAG-token".utf8),
            receiptSecret: CloudMappingTests.appSecret
        )
    }

    @Test func theRequestIsTheirs() throws {
        let content = """
            {"type":"template","template":{"name":"pay_code","language":{"code":"en_GB"},\
            "components":[{"type":"body","parameters":[{"type":"text","text":"482913"}]}]}}
            """
        let request = provider.request(
            for: try Samples.dispatch(channel: .whatsapp, content: content)
        )
        #expect(request.url == "https://graph.facebook.com/v23.0/106540352242922/messages")
        #expect(request.header("authorization") == "Bearer EAAG-token")
        #expect(request.header("content-type") == "application/json")
        #expect(request.header("webhook-signature") == nil)
        #expect(
            request.bodyText == """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"4915112345678",\
                "biz_opaque_callback_data":"msg_01KAPM00000000000000000001",\
                "type":"template","template":{"name":"pay_code","language":{"code":"en_GB"},\
                "components":[{"type":"body","parameters":[{"type":"text","text":"482913"}]}]}}
                """
        )
        #expect(!provider.hasIdempotencyHandle)
    }

    @Test func theReplyIsRead() {
        let accepted = """
            {"messaging_product":"whatsapp","contacts":[{"input":"447700900123","wa_id":"447700900123"}],\
            "messages":[{"id":"wamid.X","message_status":"accepted"}]}
            """
        #expect(provider.outcome(of: reply(200, accepted)) == .accepted(reference: "wamid.X"))
    }

    @Test(arguments: [
        (400, 131_026, DispatchOutcome.drop(reason: "code 131026")),
        (400, 130_429, .retrySame(afterSeconds: 1, reason: "code 130429")),
        (400, 131_056, .fallback(reason: "code 131056")),
        (500, 131_000, .unknown(reason: "code 131000")),
        (401, 190, .stop(reason: "code 190")),
        (400, 100, .stop(reason: "http 400")),
    ])
    func errorCodesFallIntoTheirClasses(status: Int, code: Int, expected: DispatchOutcome) {
        let body = """
            {"error":{"message":"…","type":"OAuthException","code":\(code),\
            "error_data":{"messaging_product":"whatsapp","details":"…"},"fbtrace_id":"…"}}
            """
        #expect(provider.outcome(of: reply(status, body)) == expected)
    }

    @Test func publishedSignaturesAreTakenOrRefused() throws {
        let file = try Samples.vectors("signature-vectors")
        let cases = try #require(file["meta_whatsapp"]?["cases"]?.array)
        #expect(cases.count == 4)
        for vector in cases {
            let callback = Callback(
                headers: [
                    "x-hub-signature-256": try #require(vector["x_hub_signature_256"]?.string)
                ],
                body: Array(try #require(vector["body"]?.string).utf8)
            )
            let isTaken = (try? provider.content(of: callback, at: Samples.now).reports) != nil
            #expect(isTaken == vector["valid"]?.bool)
        }
    }

    @Test func statusesBecomeReports() throws {
        let reports = try reports(
            """
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[\
            {"field":"messages","value":{"messages":[{"id":"wamid.reply"}]}},\
            {"field":"messages","value":{"statuses":[\
            {"id":"wamid.A","status":"delivered","biz_opaque_callback_data":"\(Samples.messageText)"},\
            {"id":"wamid.B","status":"failed","errors":[{"code":131026,"title":"…"}]},\
            {"id":"wamid.C","status":"failed","errors":[{"code":131049}]},\
            {"id":"wamid.D","status":"deleted"},{"id":"wamid.E","status":"brand-new-word"},\
            {"status":"read"}]}}]}]}
            """
        )
        #expect(
            reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "wamid.A",
                    status: .delivered,
                    failure: nil
                ),
                DeliveryReport(
                    message: nil,
                    reference: "wamid.B",
                    status: .undelivered,
                    failure: "131026"
                ),
                DeliveryReport(
                    message: nil,
                    reference: "wamid.C",
                    status: .failed,
                    failure: "131049"
                ),
            ]
        )
    }

    @Test func aPostWithoutAnyKnownWordIsMalformed() {
        #expect(
            throws: CallbackFault.malformed(
                detail: "no report carries a status word that the mapping knows"
            )
        ) {
            try reports(
                #"{"entry":[{"changes":[{"value":{"statuses":[{"id":"wamid.A","status":"x"}]}}]}]}"#
            )
        }
    }

    @Test func theDoorIsToldWhichHeaderProvesAReport() {
        #expect(provider.callbackHeaders == ["x-hub-signature-256"])
    }

    private func reports(_ body: String) throws -> [DeliveryReport] {
        let code = ReferenceCrypto.hmac(key: CloudMappingTests.appSecret, Array(body.utf8))
        let callback = Callback(
            headers: ["x-hub-signature-256": "sha256=" + Hex.encode(code)],
            body: Array(body.utf8)
        )
        return try provider.content(of: callback, at: Samples.now).reports
    }
}
