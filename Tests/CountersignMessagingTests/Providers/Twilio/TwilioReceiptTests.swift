import CountersignCore
import CountersignMessaging
import Testing

@Suite struct TwilioReceiptTests {
    private let provider: any Provider

    init() throws {
        provider = try TwilioFixture.fixture().provider()
    }

    @Test(
        arguments: [
            ("queued", .accepted), ("accepted", .accepted), ("scheduled", .accepted),
            ("sending", .sent), ("sent", .sent), ("delivered", .delivered), ("read", .read),
            ("undelivered", .undelivered), ("failed", .failed), ("canceled", .canceled),
            ("receiving", nil), ("received", nil), ("partially_delivered", nil), ("new", nil),
        ] as [(String, MessageStatus?)]
    )
    func aWordBecomesAStatusOrIsIgnored(word: String, status: MessageStatus?) throws {
        let content = try content([
            ("From", "+447700900999"), ("MessageSid", "SM1"), ("MessageStatus", word),
            ("To", "+4915112345678"),
        ])
        #expect(content.reports.map(\.status) == (status.map { [$0] } ?? []))
        #expect(content.replies.isEmpty)
    }

    @Test func aReportHasOurIDFromItsURL() throws {
        let form = [
            ("MessageSid", "SM1"), ("MessageStatus", "delivered"),
            ("To", "whatsapp:+4915112345678"),
        ]
        #expect(
            try content(form).reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "SM1",
                    status: .delivered,
                    recipient: "4915112345678"
                )
            ]
        )
        let report = try #require(try content(form, query: "").reports.first)
        #expect(report.message == nil)
        #expect(report.reference == "SM1")
    }

    @Test func anErrorCodeCountsOnlyWithAFailure() throws {
        let form = [("ErrorCode", "30003"), ("MessageSid", "SM1"), ("MessageStatus", "sent")]
        let report = try #require(try content(form).reports.first)
        #expect(report.failure == nil)
        #expect(report.failureClass == nil)
    }

    @Test func anInboundMessageIsAReply() throws {
        let form = [
            ("Body", "NO"), ("From", "+4915112345678"), ("MessageSid", "SM9"),
            ("SmsStatus", "received"),
        ]
        let content = try content(form, query: "")
        #expect(content.reports.isEmpty)
        #expect(
            content.replies == [
                PayerReply(
                    from: "4915112345678",
                    reference: nil,
                    id: "SM9",
                    meaning: .text("NO")
                )
            ]
        )
    }

    @Test(
        arguments: [
            ("cnf_1.deny.T", "This wasn't me", .tapped(token: "cnf_1.deny.T")),
            ("DID_NOT_REQUEST_CODE", "I didn't request a code", .notRequested),
            ("", "This wasn't me", .text("This wasn't me")),
        ] as [(String, String, PayerReply.Meaning)]
    )
    func aTappedButtonCarriesItsPayload(
        payload: String,
        text: String,
        meaning: PayerReply.Meaning
    ) throws {
        let form = [
            ("Body", text), ("ButtonPayload", payload), ("ButtonText", text),
            ("From", "whatsapp:+4915112345678"), ("OriginalRepliedMessageSid", "MM5"),
        ]
        #expect(
            try content(form, query: "").replies == [
                PayerReply(from: "4915112345678", reference: "MM5", meaning: meaning)
            ]
        )
    }

    @Test func anAuthenticCallbackThatSaysNothingNamesWhatBelongsThere() {
        #expect(
            fault(provider, TwilioFixture.callback([("AccountSid", "AC1")]))
                == .malformed(
                    detail: "MessageStatus, or From and Body of an inbound message, belong here"
                )
        )
        #expect(
            fault(provider, TwilioFixture.callback([("MessageStatus", "sent")], query: ""))
                == .malformed(detail: "MessageSid: Twilio's id of the message belongs here")
        )
        #expect(
            fault(provider, TwilioFixture.callback([("Body", "NO"), ("From", "whatsapp:US.1")]))
                == .malformed(detail: "From: a phone number belongs here")
        )
    }

    @Test func aHiddenPayerIsKnownByWhatWasAnswered() throws {
        let form = [("Body", "NO"), ("From", "whatsapp:US.1")]
        #expect(
            try content(form + [("OriginalRepliedMessageSid", "MM5")], query: "").replies == [
                PayerReply(from: "", reference: "MM5", meaning: .text("NO"))
            ]
        )
        #expect(
            try content(form + [("ButtonPayload", "cnf_1.deny.T")], query: "").replies == [
                PayerReply(from: "", reference: nil, meaning: .tapped(token: "cnf_1.deny.T"))
            ]
        )
    }

    @Test func aReportUnderAnotherMessagesURLIsForged() {
        let callback = TwilioFixture.callback([("MessageSid", "SM1"), ("MessageStatus", "read")])
        let moved = Callback(
            query: "m=msg_01KAPM00000000000000000009",
            headers: callback.headers,
            body: callback.body
        )
        #expect(fault(provider, moved) == .forged)
        let unsigned = Callback(query: callback.query, headers: [:], body: callback.body)
        #expect(fault(provider, unsigned) == .forged)
    }

    private func content(
        _ form: [(name: String, value: String)],
        query: String = "m=" + Samples.messageText
    ) throws -> CallbackContent {
        try provider.content(of: TwilioFixture.callback(form, query: query), at: Samples.now)
    }
}
