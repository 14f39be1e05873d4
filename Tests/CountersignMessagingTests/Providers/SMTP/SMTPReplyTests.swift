import CountersignMessaging
import Testing

@Suite struct SMTPReplyTests {
    @Test(arguments: [
        (250, "250 2.0.0 Ok: queued as 4F", DispatchOutcome.accepted(reference: nil)),
        (421, "421 try later", .retrySame(afterSeconds: 60, reason: "smtp 421")),
        (450, "450 4.2.0 greylisted", .retrySame(afterSeconds: 60, reason: "smtp 450 4.2.0")),
        (451, "", .retrySame(afterSeconds: 60, reason: "smtp 451")),
        (452, "", .retrySame(afterSeconds: 60, reason: "smtp 452")),
        (
            454, "454 4.7.0 TLS not available",
            .retrySame(afterSeconds: 60, reason: "smtp 454 4.7.0")
        ),
        (530, "530 5.7.0 Must issue STARTTLS", .stop(reason: "smtp 530 5.7.0")),
        (534, "", .stop(reason: "smtp 534")),
        (535, "535 5.7.8 bad credentials", .stop(reason: "smtp 535 5.7.8")),
        (538, "", .stop(reason: "smtp 538")),
        (550, "550 5.1.1 <kim@example.net> unknown", .drop(reason: "smtp 550 5.1.1")),
        (550, "550 no such user", .drop(reason: "smtp 550")),
        (550, "550-5.7.1 our policy", .stop(reason: "smtp 550 5.7.1")),
        (551, "", .drop(reason: "smtp 551")), (553, "", .drop(reason: "smtp 553")),
        (552, "552 5.2.2 full", .stop(reason: "smtp 552 5.2.2")),
        (554, "554 5.7.1 spam", .stop(reason: "smtp 554 5.7.1")),
        (554, "554 5.1.1 unknown", .drop(reason: "smtp 554 5.1.1")),
        (500, "garbage \u{1}", .stop(reason: "smtp 500")),
        (550, "550 9.9.9", .drop(reason: "smtp 550")),
        (550, "551 5.7.1", .drop(reason: "smtp 550")),
        (354, "", .unknown(reason: "smtp 354")),
    ])
    func eachCodeHasItsClass(status: Int, line: String, outcome: DispatchOutcome) throws {
        #expect(try SMTPRequestTests.provider().outcome(of: reply(status, line)) == outcome)
    }

    @Test(arguments: [
        (
            OutboundFailure.notSent(reason: "connect"),
            DispatchOutcome.retrySame(afterSeconds: 1, reason: "not sent: connect")
        ),
        (.notSent(reason: "timeout"), .retrySame(afterSeconds: 1, reason: "not sent: timeout")),
        (.notSent(reason: "tls"), .stop(reason: "tls")),
        (.notSent(reason: "login"), .stop(reason: "login")),
        (.notSent(reason: "address"), .drop(reason: "address")),
        (.unanswered(reason: "connection"), .unknown(reason: "unanswered: connection")),
    ])
    func eachFailureHasItsClass(failure: OutboundFailure, outcome: DispatchOutcome) throws {
        #expect(try SMTPRequestTests.provider().outcome(of: .failure(failure)) == outcome)
    }
}
