import CountersignCore
import CountersignMessaging
import Testing

@Suite struct MessageBirdTests {
    private let provider: any Provider

    init() throws {
        provider = try MessageBirdFixture.fixture().provider()
    }

    @Test func anSMSIsTheDocumentedJSON() throws {
        let request = provider.request(for: try Samples.dispatch())
        #expect(request.method == "POST")
        #expect(request.url == "https://rest.messagebird.com/messages")
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "Authorization: AccessKey live_key", "Content-Type: application/json",
                "Accept: application/json",
            ]
        )
        #expect(
            request.bodyText == """
                {"originator":"CafePay","recipients":["4915112345678"],\
                "body":"042917: pay 49.99 EUR to \\"Acme\\"",\
                "reference":"msg_01KAPM00000000000000000001","validity":287,"datacoding":"auto",\
                "reportUrl":"https://pay.example/v1/callbacks/gateway"}
                """
        )
        let late = provider.request(for: try Samples.dispatch(lifeSeconds: 0))
        #expect(late.bodyText.contains(#""validity":1,"#))
    }

    @Test(
        arguments: [
            (reply(201, #"{"id":"f28b","href":"…"}"#), .accepted(reference: "f28b")),
            (reply(201), .accepted(reference: nil)),
            (error(401, 2), .stop(reason: "code 2")),
            (error(422, 9), .stop(reason: "code 9")),
            (error(422, 9, parameter: "recipient"), .drop(reason: "code 9")),
            (error(422, 10), .stop(reason: "code 10")),
            (error(404, 20), .stop(reason: "code 20")),
            (error(422, 25), .stop(reason: "code 25")),
            (error(500, 98), .retrySame(afterSeconds: 1, reason: "code 98")),
            (error(500, 99), .retrySame(afterSeconds: 1, reason: "code 99")),
            (error(422, 4_711), .stop(reason: "http 422")),
            (reply(500), .unknown(reason: "http 500")),
            (
                .failure(.unanswered(reason: "timeout")),
                .unknown(reason: "unanswered: timeout")
            ),
        ] as [(Result<OutboundReply, OutboundFailure>, DispatchOutcome)]
    )
    func answersFallIntoTheirClasses(
        result: Result<OutboundReply, OutboundFailure>,
        expected: DispatchOutcome
    ) {
        #expect(provider.outcome(of: result) == expected)
    }

    @Test(
        arguments: [
            ("scheduled", .accepted), ("sent", .sent), ("buffered", .sent),
            ("delivered", .delivered), ("expired", .expired), ("delivery_failed", .undelivered),
            ("new", nil),
        ] as [(String, MessageStatus?)]
    )
    func aWordBecomesAStatusOrIsIgnored(word: String, status: MessageStatus?) throws {
        let content = try content([("id", "f28b"), ("status", word)])
        #expect(content.reports.map(\.status) == (status.map { [$0] } ?? []))
    }

    @Test(
        arguments: [
            ("unknown subscriber", "unknown subscriber", .drop),
            ("unavailable subscriber", "unavailable subscriber", .fallback),
            ("opted out", "opted out", .drop), ("expired", "expired", .fallback),
            ("carrier rejected", "carrier rejected", .fallback),
            ("capacity limit reached", "capacity limit reached", .retrySame),
            ("call +4915112345678", "code 106", nil),
        ] as [(String, String, FailureClass?)]
    )
    func aReasonSaysWhatAFailureAsksFor(
        reason: String,
        failure: String,
        meaning: FailureClass?
    ) throws {
        let query = [
            ("id", "f28b"), ("reference", Samples.messageText), ("recipient", "4915112345678"),
            ("status", "delivery_failed"), ("statusReason", reason), ("statusErrorCode", "106"),
        ]
        #expect(
            try content(query).reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "f28b",
                    status: .undelivered,
                    failure: failure,
                    failureClass: meaning,
                    recipient: "4915112345678"
                )
            ]
        )
    }

    @Test func anAuthenticReportThatSaysNothingNamesWhatBelongsThere() {
        #expect(
            fault(provider, MessageBirdFixture.callback([("id", "f28b")]))
                == .malformed(detail: "status: a status word belongs here")
        )
        #expect(
            fault(provider, MessageBirdFixture.callback([("status", "sent"), ("reference", "x")]))
                == .malformed(detail: "id or reference: the message's id belongs here")
        )
    }

    @Test func settingsAreCheckedAllAtOnce() throws {
        let fixture = ProviderFixture(
            kind: .messagebird,
            json5: #"{kind: "messagebird", channel: "rcs", signing_key: "x", base: "x"}"#,
            secrets: [:]
        )
        #expect(
            try fixture.faults().keys.sorted() == [
                "/access_key", "/base", "/channel", "/from", "/signing_key",
            ]
        )
        #expect(try !MessageBirdFixture.fixture(key: "treasure").shown().contains("treasure"))
        #expect(try !MessageBirdFixture.fixture().shown().contains("live_key"))
    }

    private static func error(
        _ status: Int,
        _ code: Int,
        parameter: String = "body"
    ) -> Result<OutboundReply, OutboundFailure> {
        reply(
            status,
            #"{"errors":[{"code":\#(code),"description":"…","parameter":"\#(parameter)"}]}"#
        )
    }

    private func content(_ query: [(name: String, value: String)]) throws -> CallbackContent {
        try provider.content(of: MessageBirdFixture.callback(query), at: Samples.now)
    }
}
