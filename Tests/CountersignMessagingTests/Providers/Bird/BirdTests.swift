import CountersignCore
import Testing

@testable import CountersignMessaging

@Suite struct BirdTests {
    private static let key = "bird-signing-key-for-tests-0001"
    private let provider: any Provider

    init() throws {
        provider = try BirdTests.fixture().provider()
    }

    @Test func anSMSIsTheDocumentedJSON() throws {
        let request = provider.request(for: try Samples.dispatch())
        #expect(request.method == "POST")
        #expect(request.url == "https://api.bird.com/workspaces/w-1/channels/c-1/messages")
        #expect(request.header("authorization") == "AccessKey live_key")
        #expect(request.header("content-type") == "application/json")
        #expect(
            request.bodyText == """
                {"receiver":{"contacts":[{"identifierValue":"+4915112345678"}]},\
                "body":{"type":"text","text":{"text":"042917: pay 49.99 EUR to \\"Acme\\""}}}
                """
        )
        #expect(provider.reportsByReference)
        #expect(provider.usualLimits.perSecondMax == 500)
    }

    @Test(
        arguments: [
            (reply(202, #"{"id":"m-1","status":"accepted"}"#), .accepted(reference: "m-1")),
            (reply(202), .accepted(reference: nil)),
            (reply(401), .stop(reason: "http 401")),
            (reply(422, #"{"code":"call +4915112345678"}"#), .stop(reason: "http 422")),
            (reply(429), .retrySame(afterSeconds: 1, reason: "http 429")),
            (reply(500), .unknown(reason: "http 500")),
            (.failure(.addressRefused), .stop(reason: "address refused")),
        ] as [(Result<OutboundReply, OutboundFailure>, DispatchOutcome)]
    )
    func answersGoByTheirStatus(
        result: Result<OutboundReply, OutboundFailure>,
        expected: DispatchOutcome
    ) {
        #expect(provider.outcome(of: result) == expected)
    }

    @Test(
        arguments: [
            ("accepted", .accepted), ("processing", .accepted), ("scheduled", .accepted),
            ("sent", .sent), ("delivered", .delivered), ("read", .read), ("expired", .expired),
            ("delivery_failed", .undelivered), ("sending_failed", .failed), ("rejected", .failed),
            ("skipped", .failed), ("deleted", nil),
        ] as [(String, MessageStatus?)]
    )
    func aWordBecomesAStatusOrIsIgnored(word: String, status: MessageStatus?) throws {
        let content = try content(
            """
            {"service":"channels","event":"sms.outbound","payload":{"id":"m-1","status":"\(word)",\
            "receiver":{"contacts":[{"identifierValue":"+4915112345678"}]}}}
            """
        )
        let report = status.map { status in
            DeliveryReport(
                message: nil,
                reference: "m-1",
                status: status,
                failure: status.hasFailed ? word : nil,
                recipient: "4915112345678"
            )
        }
        #expect(content.reports == (report.map { [$0] } ?? []))
    }

    @Test func anInboundMessageIsAReply() throws {
        let content = try content(
            """
            {"service":"channels","event":"sms.inbound","payload":{"id":"m-2","status":"delivered",\
            "sender":{"contact":{"identifierValue":"+4915112345678"}},\
            "body":{"type":"text","text":{"text":"NO"}}}}
            """
        )
        #expect(content.reports.isEmpty)
        #expect(
            content.replies == [
                PayerReply(
                    from: "4915112345678",
                    reference: nil,
                    id: "m-2",
                    meaning: .text("NO")
                )
            ]
        )
    }

    @Test func otherEventsAreTakenAndIgnored() throws {
        let content = try content(#"{"event":"voice.inbound","payload":{}}"#)
        #expect(content.reports.isEmpty && content.replies.isEmpty)
    }

    @Test(
        arguments: [
            ("nonsense", "the body is not JSON"), ("[]", "an object belongs here"),
            ("{}", "/event"), (#"{"event":"sms.outbound"}"#, "/payload:"),
            (#"{"event":"sms.outbound","payload":{}}"#, "/payload/id"),
            (#"{"event":"sms.outbound","payload":{"id":"m-1"}}"#, "/payload/status"),
            (#"{"event":"sms.inbound","payload":{}}"#, "/payload/sender/contact"),
        ]
    )
    func anAuthenticCallbackThatSaysNothingNamesWhatBelongsThere(body: String, place: String) {
        guard case .malformed(let detail)? = fault(provider, BirdTests.callback(body)) else {
            Issue.record("authentic, so not forged")
            return
        }
        #expect(detail.hasPrefix(place))
    }

    @Test func thePublishedSignatureIsTakenAndNoOther() throws {
        let vector = try #require(Samples.vectors("bird")["cases"]?.array?.first)
        let body = try #require(vector["body"]?.string)
        let text = try #require(vector["messagebird_signature"]?.string)
        let timestamp = try #require(vector["timestamp"]?.string)
        let signature = BirdSignature(
            key: ProviderSecret(Array(try #require(vector["signing_key"]?.string).utf8)),
            crypto: RealCrypto.providers
        )
        func isTaken(
            body: String = body,
            text: String = text,
            timestamp: String = timestamp,
            query: String = ""
        ) throws -> Bool {
            let callback = Callback(
                query: query,
                headers: [
                    "messagebird-signature": text, "messagebird-request-timestamp": timestamp,
                ],
                body: Array(body.utf8)
            )
            let url = try #require(vector["url"]?.string)
            return (try? signature.verify(callback, under: url, at: Samples.now)) != nil
        }
        #expect(try isTaken())
        #expect(try !isTaken(body: body + " "))
        #expect(try !isTaken(text: "AAAA"))
        #expect(try !isTaken(text: "?"))
        #expect(try !isTaken(timestamp: "1767225601"))
        #expect(try !isTaken(timestamp: "+1767225600"))
        #expect(try !isTaken(query: "a=1"))
    }

    @Test(arguments: [(-301, false), (-300, true), (300, true), (301, false)])
    func aCallbackIsBelievedForFiveMinutes(seconds: Int, isTaken: Bool) {
        let callback = BirdTests.callback(#"{"event":"x","payload":{}}"#)
        let now = Samples.now.advanced(bySeconds: seconds)
        #expect(fault(provider, callback, at: now) == (isTaken ? nil : .forged))
    }

    @Test func settingsAreCheckedAllAtOnce() throws {
        let fixture = ProviderFixture(
            kind: .bird,
            json5: #"{kind: "bird", channel: "rcs", workspace: "x", base_url: 5}"#,
            secrets: [:]
        )
        #expect(
            try fixture.faults().keys.sorted() == [
                "/access_key", "/base_url", "/channel", "/channel_id", "/signing_key",
                "/workspace", "/workspace_id",
            ]
        )
        #expect(try !BirdTests.fixture(key: "treasure").shown().contains("treasure"))
    }

    private static func fixture(key: String = key) -> ProviderFixture {
        ProviderFixture(
            kind: .bird,
            json5: #"{kind: "bird", workspace_id: "w-1", channel_id: "c-1"}"#,
            secrets: ["/access_key": "live_key", "/signing_key": key]
        )
    }

    private static func callback(_ body: String) -> Callback {
        let hash = RealCrypto.providers.hash(.sha256, Array(body.utf8))
        let signed = Array("1767225600\n\(ProviderFixture.callbackURL)\n".utf8) + hash
        let code = RealCrypto.providers.hmac(.sha256, Array(key.utf8), signed)
        return Callback(
            headers: [
                "messagebird-signature": Base64.encode(code),
                "messagebird-request-timestamp": "1767225600",
            ],
            body: Array(body.utf8)
        )
    }

    private func content(_ body: String) throws -> CallbackContent {
        try provider.content(of: BirdTests.callback(body), at: Samples.now)
    }
}
