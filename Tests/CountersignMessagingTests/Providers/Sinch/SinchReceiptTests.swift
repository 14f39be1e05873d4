import CountersignCore
import CountersignMessaging
import Testing

@Suite struct SinchReceiptTests {
    let provider: any Provider

    init() throws {
        provider = try SinchFixture.fixture.provider()
    }

    private func content(_ body: String) throws -> CallbackContent {
        try provider.content(of: SinchFixture.callback(body), at: Samples.now)
    }

    @Test(arguments: ["", "s=", "s=wrong", "s=0123456789%20treasure%26mor", "t=x"])
    func aCallbackWithoutTheSecretIsRefused(query: String) {
        let body = #"{"type":"recipient_delivery_report_sms","batch_id":"b","status":"Delivered"}"#
        #expect(fault(provider, SinchFixture.callback(body)) == nil)
        #expect(fault(provider, SinchFixture.callback(body, query: query)) == .forged)
    }

    @Test(arguments: [
        ("Queued", 400, MessageStatus.accepted), ("Dispatched", 401, .sent),
        ("Delivered", 0, .delivered), ("Failed", 404, .undelivered), ("Unknown", 405, .undelivered),
        ("Rejected", 402, .failed), ("Aborted", 403, .failed), ("Deleted", 410, .failed),
        ("Cancelled", 407, .canceled), ("Expired", 406, .expired),
    ])
    func aRecipientsStatusBecomesAReport(word: String, code: Int, status: MessageStatus) throws {
        let reports = try content(
            """
            {"type":"recipient_delivery_report_sms","batch_id":"01ABC","recipient":"4915112345678",\
            "code":\(code),"status":"\(word)","at":"2026-01-01T00:00:02Z",\
            "operator_status_at":"2026-01-01T00:00:01Z","applied_originator":"CafePay",\
            "client_reference":"\(Samples.messageText)"}
            """
        ).reports
        #expect(
            reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "01ABC",
                    status: status,
                    failure: status.hasFailed ? "code \(code)" : nil,
                    recipient: "4915112345678"
                )
            ]
        )
    }

    @Test func aBatchsReportIsReadInFullAndInSummary() throws {
        let full = try content(
            """
            {"type":"delivery_report_sms","batch_id":"01ABC","total_message_count":1,"statuses":[\
            {"code":402,"status":"Rejected","count":1,"recipients":["+4915112345678"]},\
            {"code":1,"status":"Pondered","count":1}],"client_reference":"\(Samples.messageText)"}
            """
        ).reports
        #expect(
            full == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "01ABC",
                    status: .failed,
                    failure: "code 402",
                    recipient: "4915112345678"
                )
            ]
        )
        let summary = try content(
            """
            {"type":"delivery_report_sms","batch_id":"01ABC","total_message_count":1,"statuses":[\
            {"code":0,"status":"Delivered","count":1}]}
            """
        ).reports
        #expect(
            summary == [DeliveryReport(message: nil, reference: "01ABC", status: .delivered)]
        )
    }

    @Test func aPayersTextIsPassedOn() throws {
        let replies = try content(
            """
            {"type":"mo_text","id":"in","from":"4915112345678","to":"12345","body":"NO",\
            "received_at":"2026-01-01T00:00:02Z"}
            """
        ).replies
        #expect(
            replies == [
                PayerReply(
                    from: "4915112345678",
                    reference: nil,
                    id: "in",
                    sentAt: Instant(rfc3339: "2026-01-01T00:00:02Z"),
                    meaning: .text("NO")
                )
            ]
        )
    }

    @Test func anUnknownWordIsTakenAndIgnored() throws {
        let word = #"{"type":"recipient_delivery_report_sms","batch_id":"b","status":"Pondered"}"#
        #expect(try content(word).reports.isEmpty)
        let type = try content(#"{"type":"mo_binary","from":"49151","body":"x"}"#)
        #expect(type.reports.isEmpty && type.replies.isEmpty)
    }

    @Test(arguments: [
        ("[]", "an object belongs here, not an array"),
        ("{}", "/type: the kind of callback belongs here, a string"),
        (#"{"type":1}"#, "/type: the kind of callback belongs here, a string"),
        (
            #"{"type":"recipient_delivery_report_sms","status":"Delivered"}"#,
            "/batch_id: the batch's id belongs here, a string"
        ),
        (
            #"{"type":"recipient_delivery_report_sms","batch_id":"b","status":0}"#,
            "/status: a string belongs here"
        ),
        (
            #"{"type":"delivery_report_sms","batch_id":"b","statuses":[{"status":"Queued"},{}]}"#,
            "/statuses/1/status: a string belongs here"
        ),
        (
            #"{"type":"delivery_report_sms","batch_id":"b"}"#, "/statuses: an array belongs here"
        ),
        (
            #"{"type":"mo_text","from":"ACME","body":"NO"}"#,
            "/from: the digits of a phone number belong here"
        ),
        (
            #"{"type":"mo_text","from":"49151"}"#, "/body: the text belongs here, a string"
        ),
    ])
    func aMalformedBodySaysWhatBelongsThere(body: String, detail: String) {
        #expect(fault(provider, SinchFixture.callback(body)) == .malformed(detail: detail))
    }
}
