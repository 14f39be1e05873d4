import CountersignCore
import CountersignMessaging
import Testing

/// Source: WhatsApp Business Platform, "Error codes".
@Suite struct WhatsAppCloudReplyTests {
    static let table: [(codes: [Int], status: Int, class: FailureClass)] = [
        ([0, 190], 401, .stop),
        ([3, 10, 200, 250, 299, 131_005], 403, .stop),
        ([1], 400, .retrySame), ([2], 503, .retrySame), ([131_000, 131_016], 500, .retrySame),
        ([131_057, 133_004], 400, .retrySame),
        ([4, 80_007, 130_429], 429, .retrySame),
        ([131_056], 400, .retrySame),
        ([131_026], 400, .drop), ([130_472], 400, .fallback),
        ([131_048, 368, 131_031], 400, .stop), ([131_049], 400, .fallback),
        ([131_042], 400, .stop),
        ([131_050, 131_021, 131_030], 400, .drop),
        ([131_062, 131_064], 400, .stop),
        ([131_008, 131_009, 100, 132_000, 132_012, 132_005], 400, .stop),
        ([132_001], 404, .stop), ([132_007, 132_015, 132_016], 400, .stop),
        ([130_497], 400, .stop),
        ([131_051, 131_052, 131_053, 133_016, 135_000], 400, .stop),
        ([131_047, 139_200, 132_018, 132_021], 400, .stop),
        ([137_000], 400, .risk),
    ]

    @Test(arguments: table)
    func everyCodeHasItsClass(row: (codes: [Int], status: Int, class: FailureClass)) throws {
        let provider = try ChatProviders.cloud()
        for code in row.codes {
            let body = """
                {"error":{"message":"(#\(code)) +4915112345678","type":"OAuthException",\
                "code":\(code),"error_data":{"messaging_product":"whatsapp","details":"no"},\
                "fbtrace_id":"A"}}
                """
            let outcome = provider.outcome(of: reply(row.status, body))
            let seconds = code == 131_056 ? 6 : 1
            #expect(
                outcome
                    == DispatchOutcome(
                        row.class,
                        reason: "code \(code)",
                        retryAfterSeconds: seconds
                    )
            )
        }
    }

    @Test func acceptedGivesAReferenceWithoutThePhoneNumberInIt() throws {
        let provider = try ChatProviders.cloud()
        // The platform's ids hold the number: this one reads …16505076520… when decoded.
        let id = "wamid.HBgLMTY1MDUwNzY1MjAVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA"
        let body = """
            {"messaging_product":"whatsapp","contacts":[{"input":"16505076520","wa_id":"16505076520"}],\
            "messages":[{"id":"\(id)","message_status":"accepted"}]}
            """
        guard case .accepted(let reference?) = provider.outcome(of: reply(200, body)) else {
            Issue.record("not accepted")
            return
        }
        #expect(reference == "wamid-sha256.7FAG-ituq0-KgFqJgUfgmA")
        let held = body.replacing("accepted", with: "held_for_quality_assessment")
        #expect(provider.outcome(of: reply(200, held)) == .accepted(reference: reference))
        let paused = body.replacing("accepted", with: "paused")
        #expect(provider.outcome(of: reply(200, paused)) == .stop(reason: "paused"))
    }

    @Test(arguments: [
        (200, "{}", DispatchOutcome.accepted(reference: nil)),
        (200, "<html>", .accepted(reference: nil)),
        (400, "{}", .stop(reason: "http 400")),
        (400, #"{"error":{"code":"+4915112345678"}}"#, .stop(reason: "http 400")),
        (400, #"{"error":{"code":999999}}"#, .stop(reason: "code 999999")),
        (429, "", .retrySame(afterSeconds: 1, reason: "http 429")),
        (500, "", .unknown(reason: "http 500")),
        (502, #"{"error":{"code":131000}}"#, .retrySame(afterSeconds: 1, reason: "code 131000")),
        (302, "", .stop(reason: "http 302")),
    ])
    func otherAnswersMeanWhatTheirStatusSays(
        status: Int,
        body: String,
        outcome: DispatchOutcome
    ) throws {
        #expect(try ChatProviders.cloud().outcome(of: reply(status, body)) == outcome)
    }

    @Test func noAnswerIsNotRepeatedBlindly() throws {
        let provider = try ChatProviders.cloud()
        #expect(!provider.hasIdempotencyHandle)
        #expect(
            provider.outcome(of: .failure(.unanswered(reason: "timeout"))).failureClass == .unknown
        )
        #expect(
            provider.outcome(of: .failure(.notSent(reason: "no connection"))).failureClass
                == .retrySame
        )
    }
}
