import CountersignCore
import CountersignMessaging
import Testing

@Suite struct WebhookPostTests {
    @Test(arguments: [
        (
            #"{"id":"cnf_1","status":"approved"}"#,
            #"{"id":"cnf_1","status":"approved","sequence":7}"#
        ),
        ("{}", #"{"sequence":7}"#),
    ])
    func theEventCarriesItsSequence(data: String, sent: String) throws {
        let webhooks = try webhooks()
        let event = try event(data)
        let request = WebhookPost.request(
            for: event,
            to: "https://shop.example/hooks",
            signedBy: webhooks,
            at: Samples.now
        )
        #expect(
            request.bodyText
                == #"{"type":"confirmation.approved","timestamp":"2025-12-31T23:59:00Z","data":"#
                + sent
                + "}"
        )
        #expect(request.destination == .publicOnly)
        #expect(
            try webhooks.verify(
                headers: request.receivedHeaders,
                body: request.body,
                at: Samples.now
            ) == event.id.text
        )
    }

    @Test func tenAttemptsThenTheOwnerIsTold() {
        var totalMilliseconds: Int64 = 0
        var attempt = 1
        // 100 of 201 is the middle: no jitter.
        while case .again(let wait) = WebhookPost.verdict(
            of: reply(500),
            attempt: attempt,
            random: 100
        ) {
            totalMilliseconds += wait
            attempt += 1
        }
        #expect(attempt == 10)
        #expect(totalMilliseconds == ((75 * 60 + 35) * 60 + 5) * 1_000)
        #expect(WebhookPost.verdict(of: reply(500), attempt: 10, random: 0) == .exhausted)
    }

    @Test(
        arguments: [
            (0, 4_500...4_500), (200, 5_500...5_500), (201, 4_500...4_500), (.max, 4_500...5_500),
        ] as [(UInt64, ClosedRange<Int64>)]
    )
    func jitterStaysWithinATenth(random: UInt64, expected: ClosedRange<Int64>) {
        let verdict = WebhookPost.verdict(of: reply(500), attempt: 1, random: random)
        guard case .again(let wait) = verdict else {
            Issue.record("the first attempt was the last")
            return
        }
        #expect(expected.contains(wait))
    }

    @Test func answersMeanWhatTheConventionSays() {
        func verdict(_ result: Result<OutboundReply, OutboundFailure>) -> WebhookPost.Verdict {
            WebhookPost.verdict(of: result, attempt: 1, random: 100)
        }
        let again = WebhookPost.Verdict.again(afterMilliseconds: 5_000)
        #expect(verdict(reply(200)) == .delivered)
        #expect(verdict(reply(204)) == .delivered)
        #expect(verdict(reply(302)) == again)
        #expect(verdict(reply(404)) == again)
        #expect(verdict(reply(410)) == .disable)
        #expect(verdict(reply(429, retryAfter: 60)) == .again(afterMilliseconds: 60_000))
        #expect(verdict(reply(503, retryAfter: 1)) == again)
        #expect(verdict(reply(503, retryAfter: 9_999_999)) == .again(afterMilliseconds: 86_400_000))
        #expect(verdict(.failure(.notSent(reason: "connect"))) == again)
        #expect(verdict(.failure(.unanswered(reason: "timeout"))) == again)
        #expect(verdict(.failure(.addressRefused)) == again)
    }

    private func webhooks() throws -> StandardWebhooks {
        let secret = try #require(WebhookSecret(configured: Samples.secret))
        return StandardWebhooks(secrets: [secret], crypto: ReferenceCrypto.webhooks)
    }

    private func event(_ data: String) throws -> EventRecord {
        EventRecord(
            id: try #require(EventID("evt_01KAPM00000000000000000003")),
            type: .confirmationApproved,
            merchant: try #require(MerchantID("acme")),
            confirmation: nil,
            at: Samples.now.advanced(bySeconds: -60),
            data: Array(data.utf8),
            sequence: 7
        )
    }
}
