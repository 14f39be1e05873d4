import CountersignCore
import Testing

@testable import CountersignMessaging

@Suite struct TwilioRequestTests {
    private static let callback =
        "StatusCallback=\(ProviderFixture.callbackURL)?m=msg_01KAPM00000000000000000001"

    @Test func anSMSIsTheDocumentedForm() throws {
        let request = try TwilioFixture.fixture().provider().request(for: Samples.dispatch())
        #expect(request.method == "POST")
        #expect(
            request.url == """
                https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/\
                Messages.json
                """
        )
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                """
                Authorization: Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTo0ZjFkMmMzYjVh\
                Njk3ODg3OTZhNWI0YzNkMmUxZjAwMQ==
                """,
                "Content-Type: application/x-www-form-urlencoded",
            ]
        )
        #expect(
            request.bodyText == """
                To=%2B4915112345678&From=%2B447700900999&\
                Body=042917%3A%20pay%2049.99%20EUR%20to%20%22Acme%22&ValidityPeriod=287&\
                StatusCallback=https%3A%2F%2Fpay.example%2Fv1%2Fcallbacks%2Fgateway%3Fm%3D\
                msg_01KAPM00000000000000000001
                """
        )
    }

    @Test func aServiceChoosesTheSenderUnlessTheBrandHasOne() throws {
        let service = #"messaging_service_sid: "\#(TwilioFixture.service)""#
        let provider = try TwilioFixture.fixture(sender: service).provider()
        let plain = try TwilioFixture.form(provider.request(for: Samples.dispatch()))
        #expect(plain[1] == "MessagingServiceSid=\(TwilioFixture.service)")
        let branded = try TwilioFixture.form(
            provider.request(for: Samples.dispatch(from: "ACME"))
        )
        #expect(branded[1] == "From=ACME")
    }

    @Test func anAPIKeyAuthorisesInsteadOfTheToken() throws {
        let provider = try TwilioFixture.fixture(
            more: #"api_key_sid: "\#(TwilioFixture.apiKey)", base_url: "http://127.0.0.1:9/""#,
            secrets: ["/api_key_secret": "key-secret", "/auth_token": TwilioFixture.token]
        ).provider()
        let request = provider.request(for: try Samples.dispatch())
        let credentials = Array("\(TwilioFixture.apiKey):key-secret".utf8)
        #expect(request.header("authorization") == "Basic " + Base64.encode(credentials))
        #expect(request.url.hasPrefix("http://127.0.0.1:9/2010-04-01/Accounts/AC"))
    }

    @Test func theCodeFillsStoredContentOfWhatsApp() throws {
        let request = try TwilioFixture.fixture(
            channel: "whatsapp",
            more: #"content_sid: "\#(TwilioFixture.content)""#
        ).provider().request(
            for: Samples.dispatch(channel: .whatsapp, content: Samples.authenticationTemplate)
        )
        #expect(
            try TwilioFixture.form(request) == [
                "To=whatsapp:+4915112345678", "From=whatsapp:+447700900999",
                "ContentSid=\(TwilioFixture.content)", #"ContentVariables={"1":"482913"}"#,
                "ValidityPeriod=287", Self.callback,
            ]
        )
    }

    @Test func quickRepliesFillStoredContentAfterTheText() throws {
        let content = """
            {"type":"template","template":{"name":"pay","language":{"code":"en"},"components":[\
            {"type":"body","parameters":[{"type":"text","text":"12.50 EUR"},\
            {"type":"text","text":"Cafe Uno"}]},\
            {"type":"button","sub_type":"quick_reply","index":"0",\
            "parameters":[{"type":"payload","payload":"cnf_1.deny.T"}]}]}}
            """
        let rendered = try Samples.dispatch(channel: .whatsapp, content: content).rendered
        #expect(
            TwilioContentVariables(rendered).text
                == #"{"1":"12.50 EUR","2":"Cafe Uno","3":"cnf_1.deny.T"}"#
        )
    }

    @Test func aCardFillsStoredContentOfRCS() throws {
        let dispatch = try Samples.dispatch(channel: .rcs, content: Samples.card, from: "agent")
        let request = try TwilioFixture.fixture(
            channel: "rcs",
            more: #"content_sid: "\#(TwilioFixture.content)""#
        ).provider().request(for: dispatch)
        #expect(
            try TwilioFixture.form(request) == [
                "To=rcs:+4915112345678", "From=rcs:agent", "ContentSid=\(TwilioFixture.content)",
                """
                ContentVariables={"1":"Confirm 12.50 EUR","2":"To Cafe Uno",\
                "3":"cnf_1.approve.T","4":"cnf_1.deny.T"}
                """,
                "ValidityPeriod=287", Self.callback,
            ]
        )
    }

    @Test func rcsWithoutStoredContentIsText() throws {
        let dispatch = try Samples.dispatch(channel: .rcs, content: Samples.card)
        let request = try TwilioFixture.fixture(channel: "rcs").provider().request(for: dispatch)
        let form = try TwilioFixture.form(request)
        #expect(form[2] == "Body=042917: pay 49.99 EUR to \"Acme\"")
    }

    @Test(
        arguments: [
            ("sms", 1, 1), ("sms", 0, 1), ("sms", 36_000, 36_000), ("sms", 36_001, 36_000),
            ("whatsapp", 14_401, 14_400),
        ]
    )
    func theTimeToLiveStaysWithinTwiliosRange(channel: String, life: Int, sent: Int) throws {
        let more = channel == "sms" ? "" : #"content_sid: "\#(TwilioFixture.content)""#
        let provider = try TwilioFixture.fixture(channel: channel, more: more).provider()
        let request = provider.request(for: try Samples.dispatch(lifeSeconds: life))
        #expect(try TwilioFixture.form(request).contains("ValidityPeriod=\(sent)"))
    }

    @Test func twilioPromisesNoIdempotency() throws {
        let sms = try TwilioFixture.fixture().provider()
        #expect(!sms.hasIdempotencyHandle)
        #expect(!sms.reportsByReference)
        #expect(sms.usualLimits == ProviderLimits())
        let whatsApp = try TwilioFixture.fixture(
            channel: "whatsapp",
            more: #"content_sid: "\#(TwilioFixture.content)""#
        ).provider()
        #expect(whatsApp.usualLimits == .whatsAppPair)
    }
}
