import CountersignCore
import CountersignMessaging
import Testing

@Suite struct RouteTests {
    let route = Route(steps: [
        .init(channel: .rcs, providers: ["rbm"]),
        .init(channel: .whatsapp, providers: ["meta"]),
        .init(channel: .sms, providers: ["twilio", "gateway", "twilio"]),
    ])

    @Test(
        arguments: [
            ([.rcs, .whatsapp, .sms], "rcs:rbm whatsapp:meta sms:twilio sms:gateway"),
            ([.sms, .rcs], "sms:twilio sms:gateway rcs:rbm"),
            ([.email, .whatsapp], "whatsapp:meta"),
            ([.email], ""),
            ([], ""),
            ([.rcs, .rcs], "rcs:rbm"),
        ] as [([Channel], String)]
    )
    func thePolicysOrderWinsAndEachProviderComesOnce(channels: [Channel], expected: String) {
        #expect(words(route.candidates(channels: channels, to: nil)) == expected)
    }

    @Test func theFirstStepOfAChannelThatTakesTheNumberIsItsRecipients() throws {
        let route = Route(steps: [
            .init(channel: .sms, providers: ["o2"], countries: ["DE"], prefixes: ["+4917"]),
            .init(channel: .sms, providers: ["dach", "gateway"], countries: ["DE", "AT"]),
            .init(channel: .sms, providers: ["oslo"], prefixes: ["+47", "+46"]),
            .init(channel: .sms, providers: ["gateway"]),
            .init(channel: .email, providers: ["mail"], countries: ["DE"]),
        ])
        for (number, expected) in [
            ("+4917612345678", "sms:o2 email:mail"),
            ("+4915112345678", "sms:dach sms:gateway email:mail"),
            ("+436641234567", "sms:dach sms:gateway"), ("+4740612345", "sms:oslo"),
            ("+33612345678", "sms:gateway"),
        ] {
            let phone = try PhoneNumber(number)
            #expect(words(route.candidates(channels: [.sms, .email], to: phone)) == expected)
        }
        #expect(words(route.candidates(channels: [.sms, .email], to: nil)) == "sms:gateway")
    }

    @Test func candidatesCarryWhatTheirStepSays() {
        let route = Route(steps: [
            .init(channel: .sms, providers: ["a", "b"], nextAfterSeconds: 15, isHedged: true)
        ])
        let candidates = route.candidates(channels: [.sms], to: nil)
        #expect(candidates.map(\.nextAfterSeconds) == [15, 15])
        #expect(candidates.map(\.isHedged) == [true, true])
        #expect(route.uses("b"))
        #expect(!route.uses("c"))
    }

    private func words(_ candidates: [Route.Candidate]) -> String {
        candidates.map { "\($0.channel.rawValue):\($0.provider)" }.joined(separator: " ")
    }
}
