import CountersignCore
import CountersignMessaging
import Testing

/// The error table of Twilio's contract, row by row: of answers here, of reports below.
@Suite struct TwilioReplyTests {
    static let rows: [(Int, FailureClass)] = [
        (20_003, .stop), (20_429, .retrySame), (21_211, .drop), (21_408, .stop), (21_606, .stop),
        (21_608, .stop), (21_612, .stop), (21_610, .drop), (21_614, .drop), (30_001, .retrySame),
        (30_002, .stop), (30_003, .fallback), (30_004, .drop), (30_005, .drop), (30_006, .drop),
        (30_007, .fallback), (30_008, .fallback), (30_034, .stop), (30_036, .fallback),
        (30_410, .fallback), (30_450, .fallback), (63_003, .drop), (63_024, .drop),
        (63_012, .retrySame), (63_013, .stop), (92_007, .stop), (63_016, .stop),
        (63_018, .retrySame), (63_040, .stop), (63_041, .stop), (63_042, .stop),
    ]

    @Test(arguments: rows)
    func codesDecide(code: Int, meaning: FailureClass) throws {
        let body = #"{"code":\#(code),"message":"…","more_info":"https://…","status":400}"#
        #expect(
            try outcome(reply(400, body)) == DispatchOutcome(meaning, reason: "code \(code)")
        )
    }

    @Test(arguments: rows)
    func reportsCarryTheSameCodes(code: Int, meaning: FailureClass) throws {
        let callback = TwilioFixture.callback([
            ("ErrorCode", String(code)), ("MessageSid", "SM1"), ("MessageStatus", "undelivered"),
        ])
        let provider = try TwilioFixture.fixture().provider()
        let report = try #require(try provider.content(of: callback, at: Samples.now).reports.first)
        #expect(report.failure == "code \(code)")
        #expect(report.failureClass == meaning)
        #expect(report.status == (code == 30_036 ? .expired : .undelivered))
    }

    @Test func anAcceptedMessageHasTwiliosID() throws {
        let sid = "SM00000000000000000000000000000001"
        let body = #"{"sid":"\#(sid)","status":"accepted","error_code":null,"num_segments":"0"}"#
        #expect(try outcome(reply(201, body)) == .accepted(reference: sid))
        #expect(try outcome(reply(201, "<html>")) == .accepted(reference: nil))
    }

    @Test(
        arguments: [
            (reply(400, #"{"code":21999,"message":"x"}"#), .stop(reason: "http 400")),
            (reply(400, #"{"code":"call +4915112345678"}"#), .stop(reason: "http 400")),
            (reply(401, "nonsense"), .stop(reason: "http 401")),
            (reply(429, retryAfter: 7), .retrySame(afterSeconds: 7, reason: "http 429")),
            (reply(500, #"{"code":20500}"#), .unknown(reason: "http 500")),
            (reply(502), .unknown(reason: "http 502")),
            (
                .failure(.unanswered(reason: "timeout")),
                .unknown(reason: "unanswered: timeout")
            ),
            (.failure(.addressRefused), .stop(reason: "address refused")),
        ] as [(Result<OutboundReply, OutboundFailure>, DispatchOutcome)]
    )
    func otherAnswersGoByTheirStatus(
        result: Result<OutboundReply, OutboundFailure>,
        expected: DispatchOutcome
    ) throws {
        #expect(try outcome(result) == expected)
    }

    private func outcome(
        _ result: Result<OutboundReply, OutboundFailure>
    ) throws -> DispatchOutcome {
        try TwilioFixture.fixture().provider().outcome(of: result)
    }
}
