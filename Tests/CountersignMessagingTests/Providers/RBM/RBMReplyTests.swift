import CountersignCore
import CountersignMessaging
import Testing

/// Source: RCS for Business, "Send messages", errors in Google's form.
@Suite struct RBMReplyTests {
    @Test func acceptedGivesTheUUIDWithoutTheNumber() throws {
        let uuid = "66ab5000-0000-8000-8000-000000000001"
        let body = """
            {"name":"phones/+4915112345678/agentMessages/\(uuid)",\
            "sendTime":"2026-01-01T00:00:00.000Z","contentMessage":{}}
            """
        let provider = try ChatProviders.rbm()
        #expect(provider.outcome(of: reply(200, body)) == .accepted(reference: uuid))
        for other in ["{}", "", #"{"name":"phones/+4915112345678"}"#] {
            #expect(provider.outcome(of: reply(200, other)) == .accepted(reference: nil))
        }
    }

    static let table: [(status: Int, word: String, outcome: DispatchOutcome)] = [
        (404, "NOT_FOUND", .drop(reason: "NOT_FOUND")),
        (400, "INVALID_ARGUMENT", .stop(reason: "INVALID_ARGUMENT")),
        (401, "UNAUTHENTICATED", .stop(reason: "UNAUTHENTICATED")),
        (403, "PERMISSION_DENIED", .stop(reason: "PERMISSION_DENIED")),
        (429, "RESOURCE_EXHAUSTED", .retrySame(afterSeconds: 1, reason: "RESOURCE_EXHAUSTED")),
        (500, "INTERNAL", .retrySame(afterSeconds: 1, reason: "INTERNAL")),
        (503, "UNAVAILABLE", .retrySame(afterSeconds: 1, reason: "UNAVAILABLE")),
        (400, "+4915112345678", .stop(reason: "http 400")),
        (504, "DEADLINE_EXCEEDED", .unknown(reason: "http 504")),
    ]

    @Test(arguments: table)
    func everyErrorHasItsClass(
        row: (status: Int, word: String, outcome: DispatchOutcome)
    ) throws {
        let body = """
            {"error":{"code":\(row.status),"message":"no +4915112345678","status":"\(row.word)"}}
            """
        let provider = try ChatProviders.rbm()
        #expect(provider.outcome(of: reply(row.status, body)) == row.outcome)
        #expect(provider.refusesToken(reply(row.status, body)) == (row.status == 401))
    }

    @Test func anErrorThatIsNotGooglesDropsNobody() throws {
        let provider = try ChatProviders.rbm()
        for body in ["", "<html>not found</html>", "{}"] {
            #expect(provider.outcome(of: reply(404, body)) == .stop(reason: "http 404"))
            #expect(
                provider.outcome(of: reply(503, body))
                    == .retrySame(afterSeconds: 1, reason: "http 503")
            )
            #expect(
                provider.outcome(of: reply(500, body))
                    == .retrySame(afterSeconds: 1, reason: "http 500")
            )
        }
        #expect(
            provider.outcome(of: reply(429, "", retryAfter: 7))
                == .retrySame(afterSeconds: 7, reason: "http 429")
        )
        #expect(
            provider.outcome(of: .failure(.unanswered(reason: "timeout"))).failureClass == .unknown
        )
    }

    @Test func aPhoneWithoutCardsIsDroppedAndABrokenCheckStopsNothing() throws {
        let provider = try ChatProviders.rbm("check_capability: true")
        func verdict(_ status: Int, _ body: String) -> DispatchOutcome? {
            provider.verdict(onPreparation: reply(status, body))
        }
        let notFound = #"{"error":{"code":404,"message":"x","status":"NOT_FOUND"}}"#
        #expect(verdict(200, #"{"features":["ACTION_OPEN_URL","RICHCARD_STANDALONE"]}"#) == nil)
        let none = DispatchOutcome.drop(reason: "no RICHCARD_STANDALONE")
        #expect(verdict(200, #"{"features":["ACTION_OPEN_URL"]}"#) == none)
        #expect(verdict(200, "{}") == none)
        #expect(verdict(404, notFound) == .drop(reason: "NOT_FOUND"))
        #expect(verdict(403, "{}") == .stop(reason: "http 403"))
        #expect(verdict(429, "") == nil)
        #expect(verdict(500, "") == nil)
        #expect(provider.verdict(onPreparation: .failure(.unanswered(reason: "timeout"))) == nil)
        #expect(try ChatProviders.rbm().verdict(onPreparation: reply(404, notFound)) == nil)
    }
}
