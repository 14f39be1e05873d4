import CountersignCore
import CountersignMessaging
import Testing

/// Countersign's own format, as cli.md shows it.
@Suite struct StandardFormatTests {
    static let settings = """
        {kind: "webhook", channel: "sms", url: "https://sms.example/send", secret: {env: "S"}}
        """

    @Test func theRequestIsTheDocumentedOne() throws {
        let provider = try Samples.provider(StandardFormatTests.settings)
        let request = provider.request(for: try Samples.dispatch(from: "ACME"))
        #expect(request.method == "POST")
        #expect(request.url == "https://sms.example/send")
        #expect(request.header("content-type") == "application/json")
        #expect(request.timeoutMillisecondsMax == 10_000)
        #expect(
            request.bodyText == """
                {"type":"message.send","timestamp":"2026-01-01T00:00:00Z","data":{\
                "message_id":"msg_01KAPM00000000000000000001",\
                "confirmation_id":"cnf_01KAPM00000000000000000002","channel":"sms",\
                "to":"+4915112345678","from":"ACME",\
                "text":"042917: pay 49.99 EUR to \\"Acme\\"",\
                "expires_at":"2026-01-01T00:04:47Z","ttl_seconds":287}}
                """
        )
    }

    @Test func theSignatureIsOverTheBodyUnderTheMessagesId() throws {
        let provider = try Samples.provider(StandardFormatTests.settings)
        let request = provider.request(for: try Samples.dispatch())
        let secret = try #require(WebhookSecret(configured: Samples.secret))
        let receiver = StandardWebhooks(secrets: [secret], crypto: ReferenceCrypto.webhooks)
        #expect(
            try receiver.verify(
                headers: request.receivedHeaders,
                body: request.body,
                at: Samples.now
            ) == Samples.messageText
        )
        #expect(provider.hasIdempotencyHandle)
    }

    @Test func richContentIsSentAsItIs() throws {
        let provider = try Samples.provider(StandardFormatTests.settings)
        let content = #"{"type":"template","n":1.50}"#
        let request = provider.request(for: try Samples.dispatch(content: content))
        #expect(request.bodyText.contains(#","content":{"type":"template","n":1.50},"expires_at""#))
        #expect(!request.bodyText.contains(#""from""#))
    }

    @Test func answersFallIntoTheirClasses() throws {
        let provider = try Samples.provider(StandardFormatTests.settings)
        func outcome(_ result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome {
            provider.outcome(of: result)
        }
        #expect(outcome(reply(200, #"{"id":"gw-1"}"#)) == .accepted(reference: "gw-1"))
        #expect(outcome(reply(202, #"{"id":17}"#)) == .accepted(reference: "17"))
        #expect(outcome(reply(204)) == .accepted(reference: nil))
        #expect(outcome(reply(200, "OK")) == .accepted(reference: nil))
        #expect(outcome(reply(200, #"{"id":"two words"}"#)) == .accepted(reference: nil))
        #expect(outcome(reply(302)) == .stop(reason: "http 302"))
        #expect(outcome(reply(400, #"{"error":"…"}"#)) == .stop(reason: "http 400"))
        #expect(outcome(reply(401)) == .stop(reason: "http 401"))
        #expect(outcome(reply(429)) == .retrySame(afterSeconds: 1, reason: "http 429"))
        #expect(
            outcome(reply(429, retryAfter: 9)) == .retrySame(afterSeconds: 9, reason: "http 429")
        )
        #expect(outcome(reply(500)) == .unknown(reason: "http 500"))
        #expect(outcome(reply(503)) == .unknown(reason: "http 503"))
        #expect(
            outcome(reply(503, retryAfter: 2)) == .retrySame(afterSeconds: 2, reason: "http 503")
        )
        #expect(
            outcome(.failure(.notSent(reason: "connect")))
                == .retrySame(afterSeconds: 1, reason: "not sent: connect")
        )
        #expect(outcome(.failure(.addressRefused)) == .stop(reason: "address refused"))
        #expect(
            outcome(.failure(.unanswered(reason: "timeout")))
                == .unknown(reason: "unanswered: timeout")
        )
    }

    @Test(arguments: MessageStatus.allCases)
    func aSignedReportIsRead(status: MessageStatus) throws {
        let body = report(status: "\"\(status.rawValue)\"", error: "null", extra: #","later":[1]"#)
        #expect(
            try reports(body) == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "gw-1",
                    status: status,
                    failure: nil
                )
            ]
        )
    }

    @Test(
        arguments: [
            ("\"absent_subscriber\"", "absent_subscriber"), ("\"27\"", "27"),
            ("\"call +4915112345678 now\"", "other"), ("\"\"", "other"), ("null", nil),
        ] as [(String, String?)]
    )
    func aFailureIsAWordAndNeverFreeText(error: String, kept: String?) throws {
        let body = report(status: "\"undelivered\"", error: error)
        #expect(try reports(body).first?.failure == kept)
    }

    @Test(arguments: [
        ("not json", "the body is not JSON"), ("[]", "/type"),
        (#"{"type":"message.status"}"#, "/timestamp"),
        (#"{"type":"message.status","timestamp":"t"}"#, "/data:"),
        (#"{"type":"message.status","timestamp":"t","data":{}}"#, "/data/message_id"),
        (
            #"{"type":"message.status","timestamp":"t","data":{"message_id":"cnf_1"}}"#,
            "/data/message_id"
        ),
        (
            #"{"type":"message.status","timestamp":"t","data":{"message_id":"msg_01KAPM00000000000000000001","id":5,"status":"sent"}}"#,
            "/data/id"
        ),
        (
            #"{"type":"message.status","timestamp":"t","data":{"message_id":"msg_01KAPM00000000000000000001","status":"DELIVERED"}}"#,
            "/data/status"
        ),
        (
            #"{"type":"message.status","timestamp":"t","data":{"message_id":"msg_01KAPM00000000000000000001","status":"sent","error":{}}}"#,
            "/data/error"
        ),
    ])
    func aMalformedReportNamesThePlace(body: String, place: String) throws {
        let failure = #expect(throws: CallbackFault.self) { try reports(body) }
        guard case .malformed(let detail)? = failure else {
            Issue.record("authentic, so not forged")
            return
        }
        #expect(detail.hasPrefix(place))
    }

    @Test func anUnsignedOrOtherwiseSignedReportIsForged() throws {
        let provider = try Samples.provider(StandardFormatTests.settings)
        let body = Array(report(status: "\"delivered\"", error: "null").utf8)
        let other = try #require(WebhookSecret(bytes: [UInt8](repeating: 9, count: 32)))
        let headers = StandardWebhooks(secrets: [other], crypto: ReferenceCrypto.webhooks)
            .headers(id: "x", at: Samples.now, body: body)
        for fields in [[], headers] {
            let callback = Callback(
                headers: Dictionary(uniqueKeysWithValues: fields.map { ($0, $1) }),
                body: body
            )
            #expect(throws: CallbackFault.forged) {
                try provider.content(of: callback, at: Samples.now).reports
            }
        }
    }

    private func report(status: String, error: String, extra: String = "") -> String {
        """
        {"type":"message.status","timestamp":"2026-01-01T00:00:00Z","data":{\
        "message_id":"\(Samples.messageText)","id":"gw-1","status":\(status),"error":\(error)\(extra)}}
        """
    }

    private func reports(_ body: String) throws -> [DeliveryReport] {
        let secret = try #require(WebhookSecret(configured: Samples.secret))
        let headers = StandardWebhooks(secrets: [secret], crypto: ReferenceCrypto.webhooks)
            .headers(id: "gw-report-1", at: Samples.now, body: Array(body.utf8))
        let callback = Callback(
            headers: Dictionary(uniqueKeysWithValues: headers.map { ($0, $1) }),
            body: Array(body.utf8)
        )
        return try Samples.provider(StandardFormatTests.settings)
            .content(of: callback, at: Samples.now).reports
    }
}
