import CountersignCore
import CountersignMessaging
import Testing

@Suite struct SinchRequestTests {
    let provider: any Provider

    init() throws {
        provider = try SinchFixture.fixture.provider()
    }

    @Test func anSMSIsTheirs() throws {
        let request = provider.request(for: try Samples.dispatch(lifeSeconds: 120))
        #expect(request.method == "POST")
        #expect(request.url == "https://eu.sms.api.sinch.com/xms/v1/plan%2F1/batches")
        #expect(
            request.receivedHeaders == [
                "authorization": "Bearer token-treasure", "content-type": "application/json",
                "accept": "application/json",
            ]
        )
        #expect(
            request.bodyText == """
                {"from":"CafePay","to":["4915112345678"],\
                "body":"042917: pay 49.99 EUR to \\"Acme\\"","type":"mt_text",\
                "delivery_report":"per_recipient","expire_at":"2026-01-01T00:02:00Z",\
                "callback_url":"https://pay.example/v1/callbacks/gateway?\(SinchFixture.query)",\
                "client_reference":"msg_01KAPM00000000000000000001"}
                """
        )
        #expect(provider.channel == .sms)
        #expect(!provider.hasIdempotencyHandle)
        #expect(!provider.reportsByReference)
        #expect(provider.callbackHeaders.isEmpty)
    }

    @Test func aBatchThatTheyKnowIsCancelled() throws {
        let request = try #require(
            provider.request(for: try Samples.revocation(of: "01ABC", channel: .sms))
        )
        #expect(request.method == "DELETE")
        #expect(request.url == "https://eu.sms.api.sinch.com/xms/v1/plan%2F1/batches/01ABC")
        #expect(request.header("authorization") == "Bearer token-treasure")
        #expect(request.body.isEmpty)
        #expect(request.header("content-type") == nil)
        #expect(provider.request(for: try Samples.revocation(of: nil, channel: .sms)) == nil)
    }

    // MARK: - Answers

    @Test func aBatchHasTheirID() {
        let body = #"{"id":"01ABC","to":["4915112345678"],"canceled":false}"#
        #expect(provider.outcome(of: reply(201, body)) == .accepted(reference: "01ABC"))
        #expect(provider.outcome(of: reply(201, "<html>")) == .accepted(reference: nil))
    }

    @Test(arguments: [
        (400, FailureClass.stop), (401, .stop), (403, .stop), (404, .stop), (429, .retrySame),
        (500, .unknown), (503, .unknown), (302, .stop),
    ])
    func statusesFallIntoTheirClasses(status: Int, expected: FailureClass) {
        let body = #"{"code":"syntax_invalid_parameter_format","text":"4915112345678"}"#
        for body in [body, ""] {
            #expect(
                provider.outcome(of: reply(status, body))
                    == DispatchOutcome(expected, reason: "http \(status)")
            )
        }
    }

    @Test func silenceIsUnknown() {
        #expect(
            provider.outcome(of: .failure(.unanswered(reason: "reset")))
                == .unknown(reason: "unanswered: reset")
        )
    }
}
