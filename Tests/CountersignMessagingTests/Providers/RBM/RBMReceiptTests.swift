import CountersignCore
import CountersignMessaging
import Testing

/// Source: RCS for Business, "Receive events".
@Suite struct RBMReceiptTests {
    private static let uuid = "66ab5000-0000-8000-8000-000000000001"
    private let provider: RBMProvider

    init() throws {
        provider = try ChatProviders.rbm()
    }

    // MARK: - Proof

    @Test func theVectorsAreTakenAndRefused() throws {
        let cases = try #require(Samples.vectors("rbm-vectors")["cases"]?.array)
        #expect(cases.count == 3)
        for vector in cases {
            let callback = Callback(
                headers: ["x-goog-signature": try #require(vector["x_goog_signature"]?.string)],
                body: Array(try #require(vector["body"]?.string).utf8)
            )
            let fault = refusal { try provider.content(of: callback, at: Samples.now) }
            #expect(
                fault == (vector["valid"]?.bool == true ? nil : .forged),
                "\(vector["name"]?.string ?? "")"
            )
        }
    }

    @Test func aTapOfTheVectorsCarriesItsData() throws {
        let vector = try #require(Samples.vectors("rbm-vectors")["cases"]?.array?[1])
        let callback = Callback(
            headers: ["x-goog-signature": try #require(vector["x_goog_signature"]?.string)],
            body: Array(try #require(vector["body"]?.string).utf8)
        )
        #expect(
            try provider.content(of: callback, at: Samples.now).replies == [
                PayerReply(
                    from: "447700900123",
                    reference: nil,
                    id: "UM-1",
                    sentAt: Instant(rfc3339: "2026-01-01T00:00:05Z"),
                    meaning: .tapped(token: "cnf_1:approve:9d2f")
                )
            ]
        )
    }

    @Test(arguments: [
        "", "x", "b1i1Yr6ikqVqAHhKqHumm31Y56BiCGJPU39cmR/tMhH/GuqlI57+sBUf2nHYBDepGzeq==",
    ])
    func anEventWithoutItsSignatureIsForged(signature: String) {
        let body = #"{"message":{"data":"e30="}}"#
        let headers = signature.isEmpty ? [:] : ["x-goog-signature": signature]
        let callback = Callback(headers: headers, body: Array(body.utf8))
        #expect(refusal { try provider.content(of: callback, at: Samples.now) } == .forged)
    }

    @Test func theHandshakeOfTheVectorsIsAnswered() throws {
        let vector = try #require(Samples.vectors("rbm-vectors")["setup_handshake"])
        let body = CanonicalBody.of(try #require(vector["request_body"]))
        let content = try provider.content(
            of: Callback(headers: [:], body: body),
            at: Samples.now
        )
        let expected = try #require(vector["expected_body"]?.string)
        #expect(content.answer == CallbackText(body: Array(expected.utf8)))
    }

    @Test(arguments: [
        (#"{"clientToken":"client-token-0002","secret":"s"}"#, CallbackFault.forged),
        (#"{"clientToken":"","secret":"s"}"#, .forged), (#"{"secret":"s"}"#, .forged),
        ("{}", .forged),
        (
            #"{"clientToken":"client-token-0001"}"#,
            .malformed(detail: "/secret: a string belongs here")
        ),
        ("[]", .malformed(detail: "an object belongs here, not an array")),
    ])
    func aHandshakeByAnybodyElseIsRefused(body: String, fault: CallbackFault) {
        let callback = Callback(headers: [:], body: Array(body.utf8))
        #expect(refusal { try provider.content(of: callback, at: Samples.now) } == fault)
    }

    @Test func anEventThatIsNotJSONIsMalformed() {
        guard case .malformed = refusal({ try read("not json") }) else {
            Issue.record("it was taken")
            return
        }
    }

    // MARK: - Events

    @Test(arguments: [
        ("senderPhoneNumber", "DELIVERED", MessageStatus.delivered),
        ("senderPhoneNumber", "READ", .read),
        ("phoneNumber", "TTL_EXPIRATION_REVOKED", .expired),
        ("phoneNumber", "TTL_EXPIRATION_REVOKE_FAILED", .unknown),
    ])
    func everyEventHasItsStatus(member: String, word: String, status: MessageStatus) throws {
        let content = try read(
            """
            {"\(member)":"+4915112345678","eventType":"\(word)","eventId":"e",\
            "messageId":"\(RBMReceiptTests.uuid)","agentId":"pay_agent@rbm.goog"}
            """
        )
        #expect(
            content.reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: RBMReceiptTests.uuid,
                    status: status,
                    recipient: "4915112345678"
                )
            ]
        )
        #expect(content.replies.isEmpty)
    }

    @Test(arguments: [
        (#""text":"NO""#, PayerReply.Meaning.text("NO")),
        (
            #""suggestionResponse":{"postbackData":"deny.cnf_1.T","text":"This wasn't me"}"#,
            .tapped(token: "deny.cnf_1.T")
        ),
    ])
    func everyReplyHasItsMeaning(members: String, meaning: PayerReply.Meaning) throws {
        let content = try read(
            #"{"senderPhoneNumber":"+447700900123","messageId":"UM-1","sendTime":"2026-01-01T00:00:09.5Z","agentId":"pay_agent",\#(members)}"#
        )
        #expect(
            content.replies == [
                PayerReply(
                    from: "447700900123",
                    reference: nil,
                    id: "UM-1",
                    sentAt: Instant(rfc3339: "2026-01-01T00:00:09Z"),
                    meaning: meaning
                )
            ]
        )
        #expect(content.reports.isEmpty)
    }

    @Test(arguments: [
        #"{"eventType":"IS_TYPING","senderPhoneNumber":"+447700900123"}"#,
        #"{"eventType":"UNSUBSCRIBE","senderPhoneNumber":"+447700900123"}"#,
        #"{"eventType":"DELIVERED","messageId":"7f9c2a10-0000-4000-8000-000000000001"}"#,
        #"{"eventType":"DELIVERED"}"#, #"{"location":{"latitude":1}}"#, "{}", "[]",
        #"{"agentId":"other_agent","text":"NO","senderPhoneNumber":"+447700900123"}"#,
    ])
    func whatDecidesNothingIsPassedOver(event: String) throws {
        let content = try read(event)
        #expect(content.reports.isEmpty && content.replies.isEmpty)
    }

    private func read(_ event: String) throws -> CallbackContent {
        let mac = RealCrypto.providers.hmac(
            .sha512,
            Array("client-token-0001".utf8),
            Array(event.utf8)
        )
        let data = Base64.encode(Array(event.utf8))
        let body = """
            {"message":{"attributes":{"type":"event"},"data":"\(data)","messageId":"p-1",\
            "publishTime":"2026-01-01T00:00:00.100Z"},"subscription":"projects/p/subscriptions/s"}
            """
        let callback = Callback(
            headers: ["x-goog-signature": Base64.encode(mac)],
            body: Array(body.utf8)
        )
        return try provider.content(of: callback, at: Samples.now)
    }
}

/// The bytes of a JSON value.
private enum CanonicalBody {
    static func of(_ value: JSONValue) -> [UInt8] {
        var json = JSONWriter()
        json.value(value)
        return json.bytes
    }
}
