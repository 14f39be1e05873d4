import CountersignCore
import CountersignMessaging
import Testing

@Suite struct VonageReplyTests {
    let provider: any Provider

    init() throws {
        provider = try VonageFixture.application().provider()
    }

    @Test func anAcceptedMessageHasTheirID() {
        let body = #"{"message_uuid":"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"}"#
        #expect(
            provider.outcome(of: reply(202, body))
                == .accepted(reference: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
        )
        #expect(provider.outcome(of: reply(202, "<html>")) == .accepted(reference: nil))
        #expect(
            provider.outcome(of: reply(202, #"{"message_uuid":"a b"}"#))
                == .accepted(reference: nil)
        )
    }

    @Test func aRepeatIsNotRecognised() {
        #expect(!provider.hasIdempotencyHandle)
        #expect(!provider.reportsByReference)
    }

    @Test(arguments: [
        (429, 1_000, FailureClass.retrySame), (422, 1_010, .stop), (422, 1_020, .stop),
        (422, 1_021, .stop), (422, 1_022, .stop), (422, 1_040, .stop), (422, 1_090, .stop),
        (500, 1_030, .retrySame), (422, 1_050, .drop), (403, 1_060, .stop), (402, 1_070, .stop),
        (500, 1_080, .retrySame), (500, 1_100, .retrySame), (422, 1_120, .stop),
        (422, 1_130, .stop),
    ])
    func codesFallIntoTheirClasses(status: Int, code: Int, expected: FailureClass) {
        let body = """
            {"type":"https://developer.vonage.com/api-errors/messages#\(code)","title":"Invalid sender",\
            "detail":"482913 was not sent","instance":"bf0ca0bf927b3b52e3cb03217e1a1ddf"}
            """
        #expect(
            provider.outcome(of: reply(status, body))
                == DispatchOutcome(expected, reason: "code \(code)")
        )
    }

    @Test(arguments: [
        (400, FailureClass.stop), (401, .stop), (402, .stop), (403, .stop), (404, .stop),
        (422, .stop), (429, .retrySame), (500, .unknown), (502, .unknown), (301, .stop),
    ])
    func statusesDecideWhereThereIsNoCode(status: Int, expected: FailureClass) {
        let unknown = #"{"type":"https://x/messages#1150","title":"Invalid sender"}"#
        let words = #"{"type":"x#UNAUTHORIZED","title":"Rejected 482913"}"#
        for body in ["", "<html>", unknown, words] {
            #expect(
                provider.outcome(of: reply(status, body))
                    == DispatchOutcome(expected, reason: "http \(status)")
            )
        }
    }

    @Test func theirTimeToComeBackIsKept() {
        let body = #"{"title":1000}"#
        #expect(
            provider.outcome(of: reply(429, body, retryAfter: 7))
                == .retrySame(afterSeconds: 7, reason: "code 1000")
        )
    }

    @Test func silenceIsUnknownAndARequestThatNeverLeftIsNot() {
        #expect(
            provider.outcome(of: .failure(.unanswered(reason: "time-out")))
                == .unknown(reason: "unanswered: time-out")
        )
        #expect(
            provider.outcome(of: .failure(.notSent(reason: "refused")))
                == .retrySame(afterSeconds: 1, reason: "not sent: refused")
        )
    }
}
