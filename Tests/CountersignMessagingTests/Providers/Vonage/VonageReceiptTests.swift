import CountersignCore
import CountersignMessaging
import Testing

@Suite struct VonageReceiptTests {
    let provider: any Provider

    init() throws {
        provider = try VonageFixture.application().provider()
    }

    private func content(_ body: String) throws -> CallbackContent {
        try provider.content(of: VonageFixture.callback(body), at: Samples.now)
    }

    // MARK: - Proof

    @Test func publishedSignaturesAreTakenOrRefused() throws {
        let cases = try #require(try Samples.vectors("vonage")["vonage"]?["cases"]?.array)
        #expect(cases.count == 4)
        for vector in cases {
            let secret = try #require(vector["signature_secret"]?.string)
            var fixture = try VonageFixture.application()
            fixture = ProviderFixture(
                kind: fixture.kind,
                json5: fixture.json5,
                secrets: fixture.secrets.merging(["/signature_secret": secret]) { $1 }
            )
            let callback = Callback(
                headers: ["authorization": try #require(vector["authorization"]?.string)],
                body: Array(try #require(vector["body"]?.string).utf8)
            )
            let clock = Instant(seconds: try #require(vector["clock"]?.integer))
            let isRefused = vector["valid"] != .bool(true)
            let expected: CallbackFault? = isRefused ? .forged : nil
            #expect(fault(try fixture.provider(), callback, at: clock) == expected)
        }
    }

    @Test func anUnsignedCallbackIsToComeAgain() {
        #expect(fault(provider, Callback(headers: [:], body: [])) == .unproven)
        #expect(fault(provider, Callback(headers: ["authorization": ""], body: [])) == .unproven)
    }

    @Test(arguments: [
        "Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "Bearer a.b", "Bearer a.b.c", "Token x",
    ])
    func anotherProofIsRefused(field: String) {
        let callback = Callback(headers: ["authorization": field], body: [])
        #expect(fault(provider, callback) == .forged)
    }

    @Test func aTokenOfAnotherKindIsRefused() {
        let body = #"{"status":"delivered","message_uuid":"u"}"#
        #expect(fault(provider, VonageFixture.callback(body)) == nil)
        for bent in [
            VonageFixture.callback(body, header: #"{"alg":"HS512","typ":"JWT"}"#),
            VonageFixture.callback(body, header: #"{"alg":"none","typ":"JWT"}"#),
            VonageFixture.callback(body, header: #"{"alg":"HS256","typ":"JWT","crit":["b64"]}"#),
            VonageFixture.callback(body, issuer: "vonage"),
            VonageFixture.callback(body, hash: ""),
            VonageFixture.callback(body, hash: String(repeating: "0", count: 64)),
            VonageFixture.callback(body, secret: "another secret"),
        ] {
            #expect(fault(provider, bent) == .forged)
        }
    }

    @Test(arguments: [(-300, true), (-301, false), (300, true), (301, false)])
    func aTokenOlderThanFiveMinutesIsRefused(offset: Int64, isTaken: Bool) {
        let callback = VonageFixture.callback(
            #"{"status":"delivered","message_uuid":"u"}"#,
            issuedAt: Samples.now.seconds + offset
        )
        #expect((fault(provider, callback) == nil) == isTaken)
    }

    @Test func anAccountWithoutSignaturesBelievesNothing() throws {
        let account = try VonageFixture.account().provider()
        let body = #"{"status":"delivered","message_uuid":"u"}"#
        #expect(fault(account, VonageFixture.callback(body)) == .forged)
        #expect(account.callbackHeaders.isEmpty)
        #expect(provider.callbackHeaders == ["authorization"])
    }

    // MARK: - Reports

    @Test(arguments: [
        ("submitted", MessageStatus.sent), ("delivered", .delivered), ("read", .read),
        ("undeliverable", .undelivered), ("rejected", .failed),
    ])
    func aStatusBecomesAReport(word: String, status: MessageStatus) throws {
        let reports = try content(
            """
            {"message_uuid":"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee","to":"4915112345678",\
            "from":"CafePay","timestamp":"2026-01-01T00:00:00Z","status":"\(word)","channel":"sms",\
            "client_ref":"\(Samples.messageText)","usage":{"currency":"EUR","price":"0.03"}}
            """
        ).reports
        #expect(
            reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
                    status: status,
                    recipient: "4915112345678"
                )
            ]
        )
    }

    @Test(arguments: [
        (#""1050""#, "1050", FailureClass?.some(.drop)), ("1100", "1100", .retrySame),
        (#""1120""#, "1120", .stop), (#""1340""#, "1340", nil),
    ])
    func aFailureNamesItsCode(title: String, code: String, expected: FailureClass?) throws {
        let report = try #require(
            try content(
                """
                {"message_uuid":"u","status":"rejected","error":{"type":"https://x/#1000",\
                "title":\(title),"detail":"call 4915112345678","instance":"i"}}
                """
            ).reports.first
        )
        #expect(report.failure == "code \(code)")
        #expect(report.failureClass == expected)
        #expect(report.message == nil)
    }

    @Test func freeTextIsNeverRepeated() throws {
        let report = try #require(
            try content(
                #"{"message_uuid":"u","status":"rejected","error":{"title":"no 4915112345678"}}"#
            ).reports.first
        )
        #expect(report.failure == nil)
    }

    @Test func anUnknownWordIsTakenAndIgnored() throws {
        #expect(try content(#"{"message_uuid":"u","status":"pondered"}"#).reports.isEmpty)
        #expect(try content(#"{"message_type":"image","from":"49151"}"#).replies.isEmpty)
    }

    @Test(arguments: [
        ("[]", "an object belongs here, not an array"),
        ("{}", "/status or /message_type: a string belongs here"),
        (#"{"status":1}"#, "/status: a string belongs here, not a number"),
        (
            #"{"status":"delivered","client_ref":"another system's"}"#,
            "/message_uuid or /client_ref: the message's id belongs here"
        ),
        (
            #"{"message_type":"text","from":"CafePay","text":"NO"}"#,
            "/from: the digits of a phone number belong here"
        ),
    ])
    func aMalformedBodySaysWhatBelongsThere(body: String, detail: String) {
        #expect(
            fault(provider, VonageFixture.callback(body)) == .malformed(detail: detail)
        )
    }

    @Test func aBodyThatIsNoJSONIsMalformed() {
        guard case .malformed? = fault(provider, VonageFixture.callback("status=delivered")) else {
            Issue.record("it was taken")
            return
        }
    }

    // MARK: - Replies

    @Test(arguments: [
        (#""message_type":"text","text":"NO""#, PayerReply.Meaning.text("NO")),
        (
            #""message_type":"reply","reply":{"id":"cnf_1.deny.T","title":"This wasn't me"}"#,
            .tapped(token: "cnf_1.deny.T")
        ),
        (
            #""message_type":"button","button":{"payload":"cnf_1.approve.T","text":"Approve"}"#,
            .tapped(token: "cnf_1.approve.T")
        ),
        (
            #""message_type":"button","button":{"payload":"DID_NOT_REQUEST_CODE","text":"?"}"#,
            .notRequested
        ),
    ])
    func anAnswerIsPassedOn(members: String, meaning: PayerReply.Meaning) throws {
        let replies = try content(
            """
            {"channel":"rcs","message_uuid":"inbound","to":"CafePay","from":"4915112345678",\
            "timestamp":"2026-01-01T00:00:07Z","context":{"message_uuid":"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"},\(members)}
            """
        ).replies
        #expect(
            replies == [
                PayerReply(
                    from: "4915112345678",
                    reference: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
                    id: "inbound",
                    sentAt: Instant(rfc3339: "2026-01-01T00:00:07Z"),
                    meaning: meaning
                )
            ]
        )
    }

    @Test func aTapOfAPayerWithoutANumberIsKnownByItsToken() throws {
        let reply = try #require(
            try content(
                #"{"message_type":"button","from":"US.13491208","button":{"payload":"T"}}"#
            ).replies.first
        )
        #expect(reply == PayerReply(from: "", reference: nil, meaning: .tapped(token: "T")))
    }
}
