import CountersignMessaging
import Testing

@Suite struct AWSSMSReplyTests {
    @Test(arguments: [
        (400, "ThrottlingException", "", "retry-same"),
        (500, "InternalServerException", "", "retry-same"),
        (400, "ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT", "drop"),
        (
            400, "ConflictException",
            "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_CONFIGURATION", "drop"
        ),
        (
            400, "ConflictException",
            "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE", "drop"
        ),
        (400, "ConflictException", "DESTINATION_PHONE_NUMBER_NOT_VERIFIED", "stop"),
        (400, "ConflictException", "NO_ORIGINATION_IDENTITIES_FOUND", "stop"),
        (400, "ConflictException", "RESOURCE_NOT_ACTIVE", "stop"),
        (400, "ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT", "stop"),
        (400, "AccessDeniedException", "INSUFFICIENT_ACCOUNT_REPUTATION", "stop"),
        (400, "AccessDeniedException", "ACCOUNT_DISABLED", "stop"),
        (400, "ValidationException", "DESTINATION_COUNTRY_BLOCKED", "stop"),
        (400, "ValidationException", "SENDER_ID_NOT_REGISTERED", "stop"),
        (400, "ResourceNotFoundException", "", "stop"),
        (403, "UnrecognizedClientException", "", "stop"),
        (503, "SomethingNew", "", "unknown"),
    ])
    func eachExceptionHasItsClass(
        status: Int,
        exception: String,
        reason: String,
        label: String
    ) throws {
        let provider = try AWSSMSRequestTests.provider()
        let member = reason.isEmpty ? "" : #","Reason":"\#(reason)""#
        for type in [exception, "com.amazonaws.sms#\(exception)", "x#\(exception):http://x/y#z"] {
            let outcome = provider.outcome(
                of: reply(status, #"{"__type":"\#(type)","Message":"to +4915112345678"\#(member)}"#)
            )
            // The part after a second mark is the name of something else.
            if type.hasSuffix("#z") { continue }
            #expect(outcome.label == label, "\(type)")
            #expect(!"\(outcome)".contains("4915112345678"))
        }
    }

    @Test func theNameIsWhatStandsBetweenMarkAndColon() throws {
        let provider = try AWSSMSRequestTests.provider()
        let body = #"{"__type":"com.amazonaws#ThrottlingException:http://internal.amazon.com/"}"#
        #expect(
            provider.outcome(of: reply(400, body, retryAfter: 3))
                == .retrySame(afterSeconds: 3, reason: "ThrottlingException")
        )
        let optedOut =
            #"{"__type":"ConflictException","Reason":"DESTINATION_PHONE_NUMBER_OPTED_OUT"}"#
        #expect(
            provider.outcome(of: reply(400, optedOut))
                == .drop(reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT")
        )
    }

    @Test func theMessagesIdIsKept() throws {
        let provider = try AWSSMSRequestTests.provider()
        #expect(
            provider.outcome(of: reply(200, #"{"MessageId":"m-1"}"#))
                == .accepted(reference: "m-1")
        )
    }

    @Test(arguments: ["", "<html>", "{}", #"{"MessageId":""}"#, #"{"MessageId":1}"#, "[1"])
    func successWithoutAnIdIsUnknown(body: String) throws {
        let provider = try AWSSMSRequestTests.provider()
        #expect(provider.outcome(of: reply(200, body)) == .unknown(reason: "no message id"))
    }

    @Test func garbageGoesByItsStatus() throws {
        let provider = try AWSSMSRequestTests.provider()
        #expect(provider.outcome(of: reply(400, "<html>")) == .stop(reason: "http 400"))
        #expect(provider.outcome(of: reply(302, "{}")) == .stop(reason: "http 302"))
        #expect(provider.outcome(of: reply(500, "{\"__type\":7}")) == .unknown(reason: "http 500"))
        #expect(
            provider.outcome(of: .failure(.unanswered(reason: "timeout")))
                == .unknown(reason: "unanswered: timeout")
        )
        let long = String(repeating: "x", count: 65)
        #expect(
            provider.outcome(
                of: reply(400, #"{"__type":"ConflictException","Reason":"\#(long)"}"#)
            ) == .stop(reason: "other")
        )
    }
}
