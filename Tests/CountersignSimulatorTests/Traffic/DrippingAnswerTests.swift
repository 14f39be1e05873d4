import CountersignCore
import CountersignMessaging
import Testing

@testable import CountersignSimulator

/// Answers that come a few bytes at a time, as the service's transport sees them.
@Suite(.timeLimit(.minutes(5))) struct DrippingAnswerTests {
    private static func dripping(milliseconds: Int) -> Scenario {
        Scenario.with {
            $0.drippingAnswers = 1
            $0.slowness = .fixed(milliseconds: milliseconds)
        }
    }

    private func request(
        _ workshop: Workshop,
        timeoutMillisecondsMax: Int,
        answerBytesMax: Int = 65_536
    ) -> OutboundRequest {
        let settings = workshop.settings
        let credentials = "\(settings.twilioAccountSID):\(workshop.secrets.twilioToken)"
        return OutboundRequest(
            url: workshop.simulator.url(of: .twilio)
                + "/2010-04-01/Accounts/\(settings.twilioAccountSID)/Messages.json",
            headers: [
                ("Authorization", "Basic " + Base64.encode(Array(credentials.utf8))),
                ("Content-Type", Workshop.form),
            ],
            body: Array(PercentEncoding.form(workshop.message()).utf8),
            timeoutMillisecondsMax: timeoutMillisecondsMax,
            answerBytesMax: answerBytesMax
        )
    }

    @Test func anAnswerThatDripsForLongIsUnansweredThoughTheMessageWasTaken() async throws {
        try await Workshop.with(DrippingAnswerTests.dripping(milliseconds: 600_000)) { workshop in
            let result = await workshop.carrier.send(
                request(workshop, timeoutMillisecondsMax: 2_000)
            )
            #expect(result == .failure(.unanswered(reason: "timeout")))
            #expect(workshop.simulator.counts[.twilio]?.accepted == 1)
        }
    }

    @Test func anAnswerThatDripsInTimeIsWhole() async throws {
        try await Workshop.with(DrippingAnswerTests.dripping(milliseconds: 300)) { workshop in
            let reply = try await workshop.carrier.send(
                request(workshop, timeoutMillisecondsMax: 30_000)
            ).get()
            #expect(reply.status == 201)
            let json = try JSONReader.read(reply.body)
            #expect(json["account_sid"]?.string == workshop.settings.twilioAccountSID)
        }
    }

    @Test func aDrippingAnswerThatIsTooLongIsCutBeforeItsEnd() async throws {
        // Were it read to its end it would take ten minutes.
        try await Workshop.with(DrippingAnswerTests.dripping(milliseconds: 600_000)) { workshop in
            let reply = try await workshop.carrier.send(
                request(workshop, timeoutMillisecondsMax: 50_000, answerBytesMax: 0)
            ).get()
            #expect(reply == OutboundReply(status: 201))
        }
    }
}
