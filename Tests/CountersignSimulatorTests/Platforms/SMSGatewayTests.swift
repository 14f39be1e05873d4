import CountersignCore
import CountersignMessaging
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(1))) struct SMSGatewayTests {
    @Test func aMessageArrivesAndIsReported() async throws {
        try await Stage.with { stage in
            let (id, request) = try stage.request(.sms, from: "ACME")
            var outcome: DispatchOutcome?
            let arrived = try await stage.arrivals(1) {
                outcome = try await stage.outcome(.sms, of: request)
            }
            guard case .accepted(let reference?) = outcome else {
                Issue.record("not accepted: \(String(describing: outcome))")
                return
            }
            let message = try #require(arrived.first)
            #expect(message.channel == .sms)
            #expect(message.from == "ACME")
            #expect(message.text == "Pay 49.99 EUR to Acme Shoes? Your code is 042917.")
            #expect(message.reference == id.text)
            #expect(stage.simulator.phones.messages(to: try Stage.phone()) == arrived)
            #expect(
                await stage.service.reports(2)
                    == [.sent, .delivered].map { status in
                        DeliveryReport(
                            message: id,
                            reference: reference,
                            status: status,
                            failure: nil
                        )
                    }
            )
        }
    }

    @Test func aPhoneThatIsOffGivesUndelivered() async throws {
        try await Stage.with { stage in
            stage.simulator.phones.setUp(try Stage.phone(), as: PhoneSetup(isReachable: false))
            _ = try await stage.outcome(.sms, of: try stage.request(.sms).request)
            let reports = await stage.service.reports(2)
            #expect(reports.map { $0?.status } == [.sent, .undelivered])
            #expect(reports.last??.failure == "absent-subscriber")
            #expect(stage.simulator.phones.messages(to: try Stage.phone()).isEmpty)
        }
    }

    @Test func aRepeatIsAnsweredAgainAndDeliveredOnce() async throws {
        try await Stage.with { stage in
            let request = try stage.request(.sms).request
            let first = try await stage.outcome(.sms, of: request)
            #expect(try await stage.outcome(.sms, of: request) == first)
            _ = await stage.service.reports(2)
            #expect(stage.simulator.phones.messages(to: try Stage.phone()).count == 1)
        }
    }

    @Test func whatIsNotSignedIsRefused() async throws {
        try await Stage.with { stage in
            let request = try stage.request(.sms).request
            let tampered = [
                request.replacing("042917", with: "042918"),
                request.setting("webhook-signature", to: nil),
                request.setting("webhook-signature", to: "v1,AAAA"),
                request.setting("webhook-timestamp", to: "1767225600"),
                request.setting("webhook-id", to: "msg_other"),
            ]
            for request in tampered {
                #expect(try await stage.reply(to: request).status == 401)
            }
            #expect(stage.simulator.phones.messages(to: try Stage.phone()).isEmpty)
        }
    }

    @Test(arguments: [
        ("\"message.send\"", "\"message.sent\"", "/type"),
        ("\"type\":", "\"extra\":1,\"type\":", "/extra"),
        ("\"message_id\":\"msg_", "\"message_id\":\"cnf_", "/data/message_id"),
        ("\"confirmation_id\"", "\"confirmation\"", "/data/confirmation"),
        ("\"channel\":\"sms\"", "\"channel\":\"rcs\"", "/data/channel"),
        ("\"+4915112345678\"", "\"4915112345678\"", "/data/to"),
        ("\"+4915112345678\"", "4915112345678", "/data/to"),
        ("\"from\":\"ACME\"", "\"from\":\"\"", "/data/from"),
        ("\"Pay 49.99", "null,\"x\":\"Pay 49.99", "/data/x"),
        ("\"ttl_seconds\":287", "\"ttl_seconds\":0", "/data/ttl_seconds"),
        ("\"ttl_seconds\":287", "\"ttl_seconds\":\"287\"", "/data/ttl_seconds"),
        ("Z\",\"ttl", "\",\"ttl", "/data/expires_at"),
        ("}}", "}", ""),
    ])
    func aWrongMemberIsNamed(old: String, new: String, pointer: String) async throws {
        try await Stage.with { stage in
            let (id, plain) = try stage.request(.sms, from: "ACME")
            var request = plain.replacing(old, with: new)
            #expect(request.body != plain.body)
            let webhooks = StandardWebhooks(
                secrets: [stage.secrets.sms],
                crypto: Stage.crypto.webhook
            )
            request.headers = [("Content-Type", "application/json")]
            request.headers += webhooks.headers(
                id: id.text,
                at: stage.clock.now(),
                body: request.body
            )
            let reply = try await stage.reply(to: request)
            #expect(reply.status == 400)
            #expect(reply.json["error"]?["pointer"]?.string == pointer)
        }
    }
}
