import CountersignCore
import CountersignMessaging
import Testing

@Suite struct InfobipReceiptTests {
    let provider: any Provider

    init() throws {
        provider = try InfobipFixture.fixture().provider()
    }

    private func content(_ results: String...) throws -> CallbackContent {
        let body = #"{"results":[\#(results.joined(separator: ","))]}"#
        return try provider.content(of: InfobipFixture.callback(body), at: Samples.now)
    }

    private func result(
        group: Int,
        id: Int,
        error: Int = 0,
        permanent: String = "false",
        message: String = Samples.messageText
    ) -> String {
        """
        {"bulkId":"b","messageId":"\(message)","to":"4915112345678","sender":"CafePay",\
        "sentAt":"2026-01-01T00:00:00.000+0000","doneAt":"2026-01-01T00:00:01.000+0000",\
        "messageCount":1,"mccMnc":"23410","callbackData":"\(message)",\
        "price":{"pricePerMessage":0.03,"currency":"EUR"},\
        "status":{"groupId":\(group),"groupName":"G","id":\(id),"name":"N"},\
        "error":{"groupId":0,"groupName":"OK","id":\(error),"name":"E","permanent":\(permanent)}}
        """
    }

    // MARK: - Proof

    @Test(arguments: [
        "", "s", "s=", "s=wrong", "s=0123456789%20treasure", "S=0123456789%20treasure%26more",
        "s=0123456789%20treasure%26more&s=x", "s=0123456789+treasure%26more", "s=%",
    ])
    func aCallbackWithoutTheSecretIsRefused(query: String) {
        #expect(
            fault(provider, InfobipFixture.callback(#"{"results":[]}"#, query: query)) == .forged
        )
    }

    @Test func theSecretMayStandAmongOtherParameters() {
        let query = "a=1&s=" + InfobipFixture.encodedSecret
        #expect(fault(provider, InfobipFixture.callback(#"{"results":[]}"#, query: query)) == nil)
    }

    @Test(arguments: [
        ("Basic ", "infobip:password-treasure", true),
        ("basic ", "infobip:password-treasure", true),
        ("Basic ", "infobip:password", false), ("Basic ", "other:password-treasure", false),
        ("Bearer ", "infobip:password-treasure", false), ("Basic", "", false),
    ])
    func basicAuthenticationProvesACallback(scheme: String, user: String, isTaken: Bool) throws {
        let basic = try InfobipFixture.fixture(isBasic: true, hasSecret: false).provider()
        #expect(basic.callbackHeaders == ["authorization"])
        let callback = Callback(
            headers: ["authorization": scheme + Base64.encode(Array(user.utf8))],
            body: Array(#"{"results":[]}"#.utf8)
        )
        #expect(fault(basic, callback) == (isTaken ? nil : .forged))
    }

    @Test func eitherProofIsEnoughWhereBothAreAgreedOn() throws {
        let both = try InfobipFixture.fixture(isBasic: true).provider()
        let body = #"{"results":[]}"#
        let credentials = Base64.encode(Array("infobip:password-treasure".utf8))
        let basic = Callback(
            headers: ["authorization": "Basic " + credentials],
            body: Array(body.utf8)
        )
        #expect(fault(both, InfobipFixture.callback(body)) == nil)
        #expect(fault(both, basic) == nil)
        #expect(fault(both, InfobipFixture.callback(body, query: "")) == .forged)
        #expect(provider.callbackHeaders.isEmpty)
    }

    // MARK: - Reports

    @Test(arguments: [
        (0, 0, MessageStatus.accepted), (1, 26, .accepted), (1, 7, .sent), (1, 3, .sent),
        (3, 2, .sent), (3, 5, .delivered), (4, 15, .expired), (4, 29, .expired),
        (4, 87, .failed), (5, 87, .failed), (2, 4, .undelivered), (2, 9, .undelivered),
        (2, 31, .undelivered), (5, 6, .failed), (5, 8, .failed), (5, 10, .failed),
        (5, 11, .failed), (5, 12, .failed), (5, 13, .failed), (5, 14, .failed), (5, 17, .failed),
        (5, 18, .failed), (5, 19, .failed), (5, 20, .failed), (5, 21, .failed), (5, 24, .failed),
        (5, 25, .failed), (5, 51, .failed), (5, 52, .failed), (5, 99, .failed), (5, 100, .failed),
    ])
    func aStatusBecomesAReport(group: Int, id: Int, status: MessageStatus) throws {
        let report = try #require(try content(result(group: group, id: id)).reports.first)
        #expect(report.message == MessageID(Samples.messageText))
        #expect(report.reference == Samples.messageText)
        #expect(report.recipient == "4915112345678")
        #expect(report.status == status)
        #expect(report.failure == (status.hasFailed ? "status \(id)" : nil))
    }

    @Test(arguments: [(5, 12, FailureClass.stop), (5, 14, .drop), (5, 20, .fallback)])
    func aRejectionAsksForWhatItsStatusDoes(group: Int, id: Int, expected: FailureClass) throws {
        let report = try #require(try content(result(group: group, id: id)).reports.first)
        #expect(report.failureClass == expected)
    }

    @Test(arguments: [
        (1, "true", FailureClass.drop), (1, "false", .fallback), (27, "false", .fallback),
        (27, "true", .fallback), (31, "false", .fallback), (256, "false", .fallback),
        (351, "true", .drop), (352, "true", .drop), (573, "true", .drop), (603, "true", .fallback),
        (561, "true", .fallback), (607, "true", .fallback), (2_050, "true", .drop),
        (4_101, "true", .fallback), (4_103, "true", .fallback), (7_001, "true", .stop),
        (7_002, "true", .drop), (7_002, "null", .drop), (7_003, "true", .drop),
        (7_008, "true", .stop), (7_009, "true", .stop), (7_010, "true", .stop),
        (7_016, "true", .fallback), (7_017, "false", .fallback), (7_036, "false", .fallback),
        (7_037, "false", .fallback), (7_050, "false", .fallback), (7_051, "false", .fallback),
        (7_029, "true", .risk), (7_029, "false", .risk), (9_999, "true", .fallback),
    ])
    func anErrorFallsIntoItsClass(id: Int, permanent: String, expected: FailureClass) throws {
        let result = result(group: 2, id: 9, error: id, permanent: permanent)
        let report = try #require(try content(result).reports.first)
        #expect(report.failure == "code \(id)")
        #expect(report.failureClass == expected)
    }

    @Test func aDuplicatesReportSaysNothingOfTheMessage() throws {
        #expect(try content(result(group: 5, id: 23, error: 5_492)).reports.isEmpty)
    }

    @Test func oneNewWordDoesNotHoldBackTheOthers() throws {
        let reports = try content(
            result(group: 7, id: 7),
            result(group: 3, id: 6),
            #"{"status":{"groupId":3,"id":5}}"#,
            "null",
            result(group: 3, id: 5, message: "another system's"),
            result(group: 3, id: 5)
        ).reports
        #expect(reports.map(\.message) == [MessageID(Samples.messageText)])
    }

    @Test func aHundredResultsAreRead() throws {
        let one = result(group: 3, id: 5)
        let body = #"{"results":[\#(Array(repeating: one, count: 100).joined(separator: ","))]}"#
        let content = try provider.content(of: InfobipFixture.callback(body), at: Samples.now)
        #expect(content.reports.count == 100)
    }

    @Test func anotherSystemsMessageIsToldByItsOwnID() throws {
        let report = try #require(
            try content(result(group: 3, id: 5, message: "order-17")).reports.first
        )
        #expect(report.message == nil)
        #expect(report.reference == "order-17")
    }

    @Test func aSeenReportIsRead() throws {
        let reports = try content(
            """
            {"messageId":"\(Samples.messageText)","from":"CafePayAgent","to":"4915112345678",\
            "sentAt":"2026-01-01T00:00:00.000+0000","seenAt":"2026-01-01T00:00:05.000+0000"}
            """
        ).reports
        #expect(
            reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: Samples.messageText,
                    status: .read
                )
            ]
        )
    }

    @Test(arguments: ["[]", "{}", #"{"results":{}}"#, "results", "\u{FEFF}{}"])
    func aMalformedBodyIsSaidSo(body: String) {
        guard case .malformed? = fault(provider, InfobipFixture.callback(body)) else {
            Issue.record("it was taken")
            return
        }
    }

    @Test func aMalformedBodySaysWhatBelongsThere() {
        #expect(
            fault(provider, InfobipFixture.callback("{}"))
                == .malformed(detail: "/results: an array belongs here")
        )
    }

    // MARK: - Replies

    @Test(arguments: [
        (
            #""sender":"4915112345678","message":{"type":"SUGGESTION","text":"Not me","postbackData":"T"}"#,
            PayerReply.Meaning.tapped(token: "T")
        ),
        (
            #""sender":"4915112345678","message":{"type":"TEXT","text":"STOP"}"#, .text("STOP")
        ),
        (
            #""from":"4915112345678","message":{"type":"BUTTON","text":"Not me","payload":"T"}"#,
            .tapped(token: "T")
        ),
        (
            #""from":"4915112345678","message":{"type":"BUTTON","payload":"DID_NOT_REQUEST_CODE"}"#,
            .notRequested
        ),
        (
            #""from":"4915112345678","message":{"type":"INTERACTIVE_BUTTON_REPLY","id":"T"}"#,
            .tapped(token: "T")
        ),
        (#""from":"4915112345678","text":"NO","keyword":"NO""#, .text("NO")),
    ])
    func anAnswerIsPassedOn(members: String, meaning: PayerReply.Meaning) throws {
        let replies = try content(
            """
            {"to":"CafePayAgent","messageId":"inbound","pairedMessageId":"\(Samples.messageText)",\
            "callbackData":"x","receivedAt":"2026-01-01T00:00:05.000+0000",\(members)}
            """
        ).replies
        #expect(
            replies == [
                PayerReply(
                    from: "4915112345678",
                    reference: Samples.messageText,
                    id: "inbound",
                    sentAt: Instant(rfc3339: "2026-01-01T00:00:05Z"),
                    meaning: meaning
                )
            ]
        )
    }

    @Test func whatAnswersNothingIsIgnored() throws {
        let content = try content(
            #"{"from":"49151","message":{"type":"IMAGE","url":"https://x/"}}"#,
            #"{"from":"CafePay","text":"NO"}"#
        )
        #expect(content.replies.isEmpty)
        #expect(content.reports.isEmpty)
    }

    @Test func aTapOfAPayerWithoutANumberIsKnownByItsToken() throws {
        let reply = try #require(
            try content(
                #"{"from":"US.13491208","message":{"type":"BUTTON","payload":"T"}}"#
            ).replies.first
        )
        #expect(reply == PayerReply(from: "", reference: nil, meaning: .tapped(token: "T")))
    }
}
