import CountersignCore
import CountersignMessaging
import Testing

/// Source: WhatsApp Business Platform, "Webhooks".
@Suite struct WhatsAppCloudReceiptTests {
    private let provider: WhatsAppCloudProvider

    init() throws {
        provider = try ChatProviders.cloud()
    }

    // MARK: - Proof

    @Test func theVectorsAreTakenAndRefused() throws {
        let cases = try #require(Samples.vectors("whatsapp-cloud-vectors")["cases"]?.array)
        #expect(cases.count == 4)
        for vector in cases {
            let callback = Callback(
                headers: [
                    "x-hub-signature-256": try #require(vector["x_hub_signature_256"]?.string)
                ],
                body: Array(try #require(vector["body"]?.string).utf8)
            )
            let fault = refusal { try provider.content(of: callback, at: Samples.now) }
            #expect(
                fault == (vector["valid"]?.bool == true ? nil : .forged),
                "\(vector["name"]?.string ?? "")"
            )
        }
    }

    @Test(arguments: [
        [:], ["x-hub-signature-256": ""], ["x-hub-signature-256": "sha256="],
        ["x-hub-signature-256": "sha256=zz"], ["x-hub-signature-256": "sha1=00"],
    ])
    func aPostWithoutItsSignatureIsForged(headers: [String: String]) {
        let callback = Callback(headers: headers, body: Array("{}".utf8))
        #expect(refusal { try provider.content(of: callback, at: Samples.now) } == .forged)
    }

    @Test func theHandshakeOfTheVectorsIsAnswered() throws {
        let vector = try #require(
            Samples.vectors("whatsapp-cloud-vectors")["subscription_handshake"]
        )
        let query = (vector["request_query"]?.object ?? []).map { member in
            "\(member.name)=\(member.value.string ?? "")"
        }.joined(separator: "&")
        let callback = Callback(method: "GET", query: query, headers: [:], body: [])
        let content = try provider.content(of: callback, at: Samples.now)
        let expected = try #require(vector["expected_body"]?.string)
        #expect(content.answer == CallbackText(body: Array(expected.utf8)))
        #expect(content.reports.isEmpty && content.replies.isEmpty)
    }

    @Test(arguments: [
        ("", CallbackFault.forged),
        ("hub.mode=subscribe&hub.challenge=1&hub.verify_token=verify-me-02", .forged),
        ("hub.mode=subscribe&hub.challenge=1&hub.verify_token=", .forged),
        ("hub.mode=subscribe&hub.challenge=1", .forged),
        ("hub.mode=other&hub.challenge=1&hub.verify_token=verify-me-01", .forged),
        (
            "hub.mode=subscribe&hub.challenge=1&hub.verify_token=verify-me-01"
                + "&hub.verify_token=verify-me-01", .forged
        ),
        (
            "hub.mode=subscribe&hub.verify_token=verify-me-01",
            .malformed(detail: "hub.challenge: printable ASCII belongs there")
        ),
        (
            "hub.mode=subscribe&hub.verify_token=verify-me-01&hub.challenge=%0d%0a",
            .malformed(detail: "hub.challenge: printable ASCII belongs there")
        ),
    ])
    func aHandshakeByAnybodyElseIsRefused(query: String, fault: CallbackFault) {
        let callback = Callback(method: "GET", query: query, headers: [:], body: [])
        #expect(refusal { try provider.content(of: callback, at: Samples.now) } == fault)
    }

    @Test(arguments: ["", "[]", "{}", #"{"entry":{}}"#])
    func whatIsNoWebhookIsMalformed(body: String) throws {
        guard case .malformed = refusal({ try read(body) }) else {
            Issue.record("\(body)")
            return
        }
    }

    // MARK: - Statuses

    @Test(
        arguments: [
            ("sent", "", MessageStatus.sent, nil, nil),
            ("delivered", "", .delivered, nil, nil), ("read", "", .read, nil, nil),
            ("played", "", .read, nil, nil), ("failed", "", .failed, nil, nil),
            ("failed", "131026", .undelivered, "131026", FailureClass.drop),
            ("failed", "130472", .undelivered, "130472", .fallback),
            ("failed", "137000", .failed, "137000", .risk),
            ("failed", "131049", .failed, "131049", .fallback),
            ("failed", "132015", .failed, "132015", .stop),
            ("failed", "999999", .failed, "999999", nil),
        ] as [(String, String, MessageStatus, String?, FailureClass?)]
    )
    func everyStatusHasItsMeaning(
        word: String,
        code: String,
        status: MessageStatus,
        failure: String?,
        failureClass: FailureClass?
    ) throws {
        let errors =
            code.isEmpty
            ? "" : #","errors":[{"code":\#(code),"title":"t","error_data":{"details":"d"}}]"#
        let content = try read(statuses: self.status(word, errors))
        #expect(
            content.reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "wamid-sha256.xha-35hNhOA8cWvV59OIfQ",
                    status: status,
                    failure: failure,
                    failureClass: failureClass,
                    recipient: "4915112345678"
                )
            ]
        )
    }

    @Test func whatIsNoneOfOurMessagesIsPassedOver() throws {
        let ours = status("delivered")
        let others = [
            ours.replacing(Samples.messageText, with: "cnf_1"),
            ours.replacing(Samples.messageText, with: Samples.messageText + ".context"),
            ours.replacing("biz_opaque_callback_data", with: "x"),
            ours.replacing("delivered", with: "deleted"), "{}", "1",
        ]
        let content = try read(statuses: (others + [ours, ours]).joined(separator: ","))
        #expect(content.reports.count == 2)
        let number = #""metadata":{"phone_number_id":"106540352242923"},"statuses":[\#(ours)]"#
        #expect(try read(change(number)).reports.isEmpty, "another number of the same app")
    }

    @Test func aPostMayCarryManyEntriesAndChanges() throws {
        let one = #"{"field":"messages","value":{"statuses":[\#(status("sent"))]}}"#
        let two =
            #"{"field":"messages","value":{"messages":[\#(message(#""type":"text","text":{"body":"NO"}"#))]}}"#
        let other = #"{"field":"message_template_status_update","value":{"event":"APPROVED"}}"#
        let content = try read(
            #"{"entry":[{"changes":[\#(one),\#(other)]},{"id":"1"},{"changes":[\#(two),\#(one)]}]}"#
        )
        #expect(content.reports.map(\.status) == [.sent, .sent])
        #expect(content.replies.map(\.meaning) == [.text("NO")])
    }

    // MARK: - Replies

    @Test(arguments: [
        (
            #""type":"button","button":{"payload":"deny.cnf_1.T","text":"Not me"}"#,
            PayerReply.Meaning.tapped(token: "deny.cnf_1.T")
        ),
        (
            #""type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"deny.x","title":"N"}}"#,
            .tapped(token: "deny.x")
        ),
        (
            #""type":"button","button":{"payload":"DID_NOT_REQUEST_CODE","text":"I didn't"}"#,
            .notRequested
        ),
        (#""type":"text","text":{"body":"Nein!"}"#, .text("Nein!")),
    ])
    func everyReplyHasItsMeaning(members: String, meaning: PayerReply.Meaning) throws {
        let context = #","context":{"from":"1","id":"wamid.TEST1"}"#
        let content = try read(change(#""messages":[\#(message(members + context))]"#))
        let reply = try #require(content.replies.first)
        #expect(content.replies.count == 1)
        #expect(reply.from == "447700900123")
        #expect(reply.reference == "wamid-sha256.xha-35hNhOA8cWvV59OIfQ")
        #expect(reply.meaning == meaning)
        #expect(reply.sentAt == Instant(seconds: 1_767_225_600))
        // Ids of this platform hold the number, so that only their hash is kept.
        #expect(reply.id?.hasPrefix("wamid-sha256.") == true)
    }

    @Test func aReplyOfAPayerWithAUserNameHasNoNumber() throws {
        let content = try read(
            change(#""messages":[{"id":"m","type":"text","text":{"body":"NO"}}]"#)
        )
        #expect(content.replies.map(\.from) == [""])
        #expect(content.replies.map(\.meaning) == [.text("NO")])
    }

    @Test(arguments: [#""type":"image""#, #""type":"button""#, #""type":"text","text":"x""#, ""])
    func whatAnswersNothingIsPassedOver(members: String) throws {
        let more = members.isEmpty ? #""x":1"# : members
        #expect(try read(change(#""messages":[\#(message(more))]"#)).replies.isEmpty)
    }

    // MARK: - Making webhooks

    private func status(_ word: String, _ more: String = "") -> String {
        """
        {"id":"wamid.TEST1","status":"\(word)","timestamp":"1767225600",\
        "recipient_id":"4915112345678","biz_opaque_callback_data":"\(Samples.messageText)"\(more)}
        """
    }

    private func message(_ members: String) -> String {
        #"{"from":"447700900123","id":"wamid.IN","timestamp":"1767225600",\#(members)}"#
    }

    private func change(_ value: String) -> String {
        #"{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{\#(value)}}]}]}"#
    }

    private func read(statuses: String) throws -> CallbackContent {
        try read(change(#""statuses":[\#(statuses)]"#))
    }

    private func read(_ body: String) throws -> CallbackContent {
        let key = Array("0123456789abcdef0123456789abcdef".utf8)
        let mac = RealCrypto.providers.hmac(.sha256, key, Array(body.utf8))
        let callback = Callback(
            headers: ["x-hub-signature-256": "sha256=" + Hex.encode(mac)],
            body: Array(body.utf8)
        )
        return try provider.content(of: callback, at: Samples.now)
    }
}
