import CountersignCore
import CountersignMessaging
import Testing

@Suite struct InfobipReplyTests {
    let provider: any Provider

    init() throws {
        provider = try InfobipFixture.fixture().provider()
    }

    private func answer(group: Int, id: Int) -> String {
        """
        {"bulkId":"b","messages":[{"messageId":"\(Samples.messageText)","status":{\
        "groupId":\(group),"groupName":"G","id":\(id),"name":"N","description":"4915112345678"},\
        "destination":"4915112345678"}]}
        """
    }

    @Test(arguments: [(0, 0), (1, 26), (1, 7), (1, 3), (3, 2), (3, 5), (1, 999)])
    func aPendingMessageWasTaken(group: Int, id: Int) {
        #expect(
            provider.outcome(of: reply(200, answer(group: group, id: id)))
                == .accepted(reference: Samples.messageText)
        )
    }

    @Test func aDuplicateWasTakenBefore() {
        #expect(
            provider.outcome(of: reply(200, answer(group: 5, id: 23)))
                == .accepted(reference: Samples.messageText)
        )
    }

    @Test(arguments: [
        (5, 6, FailureClass.fallback), (5, 8, .drop), (5, 10, .drop), (5, 11, .stop),
        (5, 12, .stop), (5, 13, .stop), (5, 14, .drop), (5, 17, .stop), (5, 18, .stop),
        (5, 19, .fallback), (5, 20, .fallback), (5, 21, .fallback), (5, 24, .stop),
        (5, 25, .stop), (5, 51, .stop), (5, 52, .drop), (5, 87, .fallback), (5, 99, .fallback),
        (5, 100, .fallback), (2, 4, .fallback), (2, 9, .fallback), (2, 31, .fallback),
        (4, 15, .fallback), (4, 29, .fallback), (4, 87, .fallback),
    ])
    func aRefusalInsideASuccessIsRead(group: Int, id: Int, expected: FailureClass) {
        #expect(
            provider.outcome(of: reply(200, answer(group: group, id: id)))
                == DispatchOutcome(expected, reason: "status \(id)")
        )
    }

    @Test func aSingleMessagesAnswerIsRead() {
        let body = """
            {"to":"4915112345678","messageId":"m-1",\
            "status":{"groupId":1,"groupName":"PENDING","id":7,"name":"PENDING_ENROUTE"}}
            """
        #expect(provider.outcome(of: reply(200, body)) == .accepted(reference: "m-1"))
    }

    @Test(arguments: [
        "", "<html>", "[]", "{}", #"{"messages":[]}"#, #"{"messages":[{"status":1}]}"#,
    ])
    func aSuccessThatSaysNothingIsUnknown(body: String) {
        #expect(
            provider.outcome(of: reply(200, body)) == .unknown(reason: "unreadable answer")
        )
    }

    @Test(arguments: [
        (400, FailureClass.stop), (401, .stop), (403, .stop), (404, .stop), (429, .retrySame),
        (500, .unknown), (502, .unknown), (307, .stop),
    ])
    func statusesFallIntoTheirClasses(status: Int, expected: FailureClass) {
        let body = """
            {"errorCode":"E\(status)","description":"4915112345678","action":"…","violations":[],\
            "resources":[]}
            """
        #expect(
            provider.outcome(of: reply(status, body))
                == DispatchOutcome(expected, reason: "http \(status)")
        )
    }

    @Test func theirTimeToComeBackIsKept() {
        #expect(
            provider.outcome(of: reply(429, retryAfter: 3))
                == .retrySame(afterSeconds: 3, reason: "http 429")
        )
    }

    @Test func silenceIsUnknown() {
        #expect(
            provider.outcome(of: .failure(.unanswered(reason: "reset")))
                == .unknown(reason: "unanswered: reset")
        )
    }
}
