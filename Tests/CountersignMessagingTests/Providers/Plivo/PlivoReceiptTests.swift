import CountersignCore
import CountersignMessaging
import Testing

@Suite struct PlivoReceiptTests {
    private let provider: any Provider

    init() throws {
        provider = try PlivoFixture.fixture().provider()
    }

    @Test(
        arguments: [
            ("queued", .accepted), ("sent", .sent), ("delivered", .delivered), ("read", .read),
            ("undelivered", .undelivered), ("failed", .failed), ("rejected", .failed),
            ("new", nil),
        ] as [(String, MessageStatus?)]
    )
    func aWordBecomesAStatusOrIsIgnored(word: String, status: MessageStatus?) throws {
        let form = [("ErrorCode", "000"), ("MessageUUID", "u-1"), ("Status", word)]
        let content = try content(form)
        #expect(content.reports.map(\.status) == (status.map { [$0] } ?? []))
        #expect(content.reports.first?.failure == nil)
    }

    @Test(
        arguments: [
            (10, .stop), (20, .retrySame), (30, .fallback), (40, .stop), (50, .drop), (60, .stop),
            (70, .drop), (80, .fallback), (90, .stop), (100, .drop), (110, .fallback),
            (200, .drop), (300, .retrySame), (420, .fallback), (900, .stop), (950, .stop),
            (1_000, .fallback), (777, nil),
        ] as [(Int, FailureClass?)]
    )
    func anErrorCodeSaysWhatAFailureAsksFor(code: Int, meaning: FailureClass?) throws {
        let form = [("ErrorCode", String(code)), ("MessageUUID", "u-1"), ("Status", "undelivered")]
        let report = try #require(try content(form).reports.first)
        #expect(report.failure == "code \(code)")
        #expect(report.failureClass == meaning)
        #expect(report.status == ([110, 420].contains(code) ? .expired : .undelivered))
    }

    @Test func aPartNamesTheMessageAsItsParent() throws {
        let form = [
            ("MessageUUID", "u-2"), ("ParentMessageUUID", "u-1"), ("Status", "delivered"),
            ("To", "4915112345678"),
        ]
        #expect(
            try content(form).reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "u-1",
                    status: .delivered,
                    recipient: "4915112345678"
                )
            ]
        )
    }

    @Test func anInboundMessageIsAReply() throws {
        let form = [
            ("From", "4915112345678"), ("MessageUUID", "u-7"), ("Text", "NEIN"), ("To", "1"),
            ("Type", "sms"),
        ]
        #expect(
            try content(form, query: "").replies == [
                PayerReply(
                    from: "4915112345678",
                    reference: nil,
                    id: "u-7",
                    meaning: .text("NEIN")
                )
            ]
        )
    }

    @Test func anAuthenticCallbackThatSaysNothingNamesWhatBelongsThere() {
        #expect(
            fault(provider, PlivoFixture.callback([("Units", "1")]))
                == .malformed(
                    detail: "Status, or From and Text of an inbound message, belong here"
                )
        )
        #expect(
            fault(provider, PlivoFixture.callback([("Status", "sent")], query: ""))
                == .malformed(detail: "MessageUUID: Plivo's id of the message belongs here")
        )
    }

    @Test(
        arguments: [
            (reply(202, #"{"message_uuid":["1b7a4f02-1"]}"#), .accepted(reference: "1b7a4f02-1")),
            (reply(202, "?"), .accepted(reference: nil)),
            (
                reply(202, #"{"message_uuid":[],"invalid_number":["4915112345678"]}"#),
                .drop(reason: "invalid number")
            ),
            (reply(400, #"{"error":"dst is bad"}"#), .stop(reason: "http 400")),
            (reply(401), .stop(reason: "http 401")),
            (reply(404), .stop(reason: "http 404")),
            (reply(405), .stop(reason: "http 405")),
            (reply(429), .retrySame(afterSeconds: 1, reason: "http 429")),
            (reply(500), .unknown(reason: "http 500")),
            (
                .failure(.notSent(reason: "connect")),
                .retrySame(afterSeconds: 1, reason: "not sent: connect")
            ),
        ] as [(Result<OutboundReply, OutboundFailure>, DispatchOutcome)]
    )
    func answersFallIntoTheirClasses(
        result: Result<OutboundReply, OutboundFailure>,
        expected: DispatchOutcome
    ) {
        #expect(provider.outcome(of: result) == expected)
    }

    private func content(
        _ form: [(name: String, value: String)],
        query: String = "m=" + Samples.messageText
    ) throws -> CallbackContent {
        try provider.content(of: PlivoFixture.callback(form, query: query), at: Samples.now)
    }
}
