import CountersignCore
import CountersignMessaging
import Testing

@Suite struct RouteTests {
    let route = Route(steps: [
        .init(channel: .rcs, providers: ["rbm"]),
        .init(channel: .whatsapp, providers: ["meta"]),
        .init(channel: .sms, providers: ["twilio", "gateway"]),
        .init(channel: .sms, providers: ["gateway", "kannel"]),
    ])

    @Test(
        arguments: [
            ([.rcs, .whatsapp, .sms], "rcs:rbm whatsapp:meta sms:twilio sms:gateway sms:kannel"),
            ([.sms, .rcs], "sms:twilio sms:gateway sms:kannel rcs:rbm"),
            ([.email, .whatsapp], "whatsapp:meta"),
            ([.email], ""),
            ([], ""),
            ([.rcs, .rcs], "rcs:rbm"),
        ] as [([Channel], String)]
    )
    func thePolicysOrderWinsAndEachProviderComesOnce(channels: [Channel], expected: String) {
        #expect(words(route.candidates(channels: channels)) == expected)
    }

    @Test(
        arguments: [
            ("", [], "rcs:rbm"),
            ("rcs:rbm", [], "whatsapp:meta"),
            ("rcs:rbm", [.whatsapp], "sms:twilio"),
            ("rcs:rbm whatsapp:meta sms:twilio", [], "sms:gateway"),
            ("sms:gateway rcs:rbm", [.whatsapp], "sms:twilio"),
            ("rcs:rbm sms:twilio", [.whatsapp, .sms], ""),
            ("rcs:rbm whatsapp:meta sms:twilio sms:gateway sms:kannel", [], ""),
        ] as [(String, Set<Channel>, String)]
    )
    func theNextIsTheFirstThatWasNotTried(
        attempted: String,
        dropped: Set<Channel>,
        expected: String
    ) {
        let next = route.next(
            after: candidates(attempted),
            channels: [.rcs, .whatsapp, .sms],
            dropped: dropped
        )
        #expect(words(next.map { [$0] } ?? []) == expected)
    }

    private func words(_ candidates: [Route.Candidate]) -> String {
        candidates.map { "\($0.channel.rawValue):\($0.provider)" }.joined(separator: " ")
    }

    private func candidates(_ words: String) -> [Route.Candidate] {
        words.split(separator: " ").compactMap { word in
            let parts = word.split(separator: ":").map(String.init)
            return Channel(rawValue: parts[0]).map { .init(channel: $0, provider: parts[1]) }
        }
    }
}
