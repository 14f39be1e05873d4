import Testing

@testable import CountersignSimulator

@Suite struct FateTests {
    private func fates(
        _ count: UInt64 = 2_000,
        seed: UInt64 = 7,
        _ platform: SimulatedPlatform = .twilio,
        with change: (inout Behaviour) -> Void
    ) -> [Fate] {
        var behaviour = Behaviour()
        behaviour.latency = .lognormal(p50Milliseconds: 1_000, p95Milliseconds: 4_000)
        change(&behaviour)
        return (0..<count).map {
            Fate.decided(seed: seed, platform: platform, index: $0, by: behaviour)
        }
    }

    @Test func theSameSeedDecidesTheSame() {
        let change = { (behaviour: inout Behaviour) in
            behaviour.loss = 0.3
            behaviour.forgedReceipts = 0.2
        }
        let fates = fates(with: change)
        #expect(self.fates(with: change) == fates)
        #expect(self.fates(seed: 8, with: change) != fates)
        #expect(self.fates(7, .whatsapp, with: change) != Array(fates.prefix(7)))
        // Each message's fate is its own, whatever was asked before it.
        var behaviour = Behaviour()
        behaviour.latency = .lognormal(p50Milliseconds: 1_000, p95Milliseconds: 4_000)
        change(&behaviour)
        #expect(
            Fate.decided(seed: 7, platform: .twilio, index: 1_234, by: behaviour) == fates[1_234]
        )
    }

    @Test func aChangedShareChangesNothingElse() {
        let calm = fates { _ in }
        let lossy = fates { $0.loss = 0.5 }
        #expect(calm.allSatisfy { !$0.isLost })
        for (one, other) in zip(calm, lossy) {
            var found = other
            found.isLost = false
            #expect(found == one)
        }
        // Whoever is lost at a smaller share is lost at a larger one too.
        let few = fates { $0.loss = 0.1 }
        for (one, other) in zip(few, lossy) where one.isLost { #expect(other.isLost) }
    }

    @Test func sharesComeOutAsWritten() {
        let fates = fates {
            $0.loss = 0.25
            $0.falseReceipts = 0.5
            $0.serverErrors = 0.1
            $0.duplicateReceipts = 1
        }
        #expect((400...600).contains(fates.count { $0.isLost }))
        #expect((180...320).contains(fates.count { $0.isFalse }))
        #expect(fates.allSatisfy { $0.isLost || !$0.isFalse })
        #expect((140...260).contains(fates.count { $0.answer == .serverError }))
        #expect(fates.allSatisfy { $0.isDuplicated && !$0.isReordered })
    }

    @Test func latenciesHaveTheirPercentiles() {
        let times = fates(10_000) { _ in }.map(\.arrivesAfterMilliseconds).sorted()
        #expect((950...1_050).contains(times[5_000]))
        #expect((3_700...4_300).contains(times[9_500]))
        let even = fates(1_000) {
            $0.latency = .uniform(fromMilliseconds: 100, toMilliseconds: 300)
        }
        #expect(even.allSatisfy { (100...300).contains($0.arrivesAfterMilliseconds) })
        #expect(Set(even.map(\.arrivesAfterMilliseconds)).count > 150)
        let fixed = fates(100) { $0.latency = .fixed(milliseconds: 42) }
        #expect(fixed.allSatisfy { $0.arrivesAfterMilliseconds == 42 })
    }

    @Test(arguments: [
        (Behaviour.Outage.silent, Fate.Answer.silence), (.unavailable, .serverError),
        (.refused, .serverError),
    ])
    func anOutageReachesEveryRequest(outage: Behaviour.Outage, answer: Fate.Answer) {
        #expect(fates(50) { $0.outage = outage }.allSatisfy { $0.answer == answer })
    }

    @Test func payersDoWhatTheSeedSays() {
        var payers = PayerModel()
        payers.confirm = 0.7
        payers.deny = 0.1
        let intents = (0..<2_000).map { payers.intent(seed: 7, payer: $0).intent }
        #expect(intents == (0..<2_000).map { payers.intent(seed: 7, payer: $0).intent })
        #expect((1_300...1_500).contains(intents.count { $0 == .confirm }))
        #expect((140...260).contains(intents.count { $0 == .deny }))
        #expect(intents.contains(.ignore))
    }
}
