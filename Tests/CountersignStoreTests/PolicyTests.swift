import Testing

@testable import CountersignCore
@testable import CountersignStore

extension Fixture {
    /// A version of the default policy.
    static func policy(
        _ number: Int,
        text: String,
        holder: String = "default",
        note: String? = nil
    ) -> PolicyVersion {
        PolicyVersion(
            holder: holder,
            number: number,
            text: text,
            sealedLists: number % 2 == 0 ? bytes(number) : nil,
            at: start.advanced(bySeconds: number),
            author: .api,
            note: note
        )
    }
}

/// Versions of policies, and decisions of the past.
@Suite struct PolicyTests {
    @Test func versionsComeBackAsTheyWereKept() async throws {
        try await withStore { (store, _) async throws in
            // The same word to the eye, other bytes.
            let texts = ["\u{E9}", "e\u{301}", ""]
            let versions = texts.enumerated().map { place, text in
                Fixture.policy(place + 1, text: text, note: place == 1 ? "why" : nil)
            }
            #expect(try await store.latestPolicy(of: "default") == nil)
            for version in versions { #expect(try await store.keep(version, telling: [])) }
            for version in versions {
                let found = try await store.policy(of: "default", number: version.number)
                #expect(found == version)
                #expect(found.map { Array($0.text.utf8) } == Array(version.text.utf8))
            }
            #expect(try await store.latestPolicy(of: "default") == versions[2])
            let heads = try await store.policyHistory(of: "default")
            #expect(heads.map(\.number) == [3, 2, 1])
            #expect(heads.map(\.note) == [nil, "why", nil])
            #expect(heads.map(\.textBytes) == [0, 3, 2])
            #expect(try await store.policyHistory(of: "acme-shoes").isEmpty)
        }
    }

    @Test func onlyTheNextNumberIsKept() async throws {
        try await withStore { (store, _) async throws in
            #expect(try await store.keep(Fixture.policy(2, text: "a"), telling: []) == false)
            #expect(try await store.keep(Fixture.policy(1, text: "a"), telling: []))
            #expect(try await store.keep(Fixture.policy(1, text: "b"), telling: []) == false)
            #expect(try await store.keep(Fixture.policy(1, text: "b", holder: "x"), telling: []))
            #expect(try await store.latestPolicy(of: "default")?.text == "a")
        }
    }

    @Test func ofManyWithOneNumberOneIsKept() async throws {
        try await withStore { (store, _) async throws in
            let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await store.keep(Fixture.policy(1, text: "\(number)"), telling: [])
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(kept == 1)
        }
    }

    private func range(
        _ merchant: MerchantID? = nil,
        mode: Mode = .live
    ) throws -> PastDecisionRange {
        try #require(
            PastDecisionRange(
                since: Fixture.start,
                until: Fixture.start.advanced(bySeconds: 60),
                mode: mode,
                merchant: merchant
            )
        )
    }

    @Test func decisionsOfARangeComeInTheOrderOfTimeAndOnce() async throws {
        try await withStore { (store, _) async throws in
            let count = PastDecisionSlice.rowsMax + 10
            let rival = try Fixture.merchant("rival")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<count {
                    let merchant = number % 3 == 0 ? rival : try Fixture.merchant()
                    let confirmation = try Fixture.confirmation(number, merchant: merchant)
                    group.addTask { _ = try await store.commit(.inserting(confirmation)) }
                }
                try await group.waitForAll()
            }
            let other = try Fixture.confirmation(count, mode: .test)
            _ = try await store.commit(.inserting(other))
            func all(_ range: PastDecisionRange) async throws -> [PastDecision] {
                var found: [PastDecision] = []
                var place: String?
                repeat {
                    let piece = try await store.pastDecisions(
                        range,
                        after: place,
                        reading: found.isEmpty ? .details : [],
                        at: Fixture.start
                    )
                    found += piece.decisions
                    place = piece.next
                } while place != nil
                return found
            }
            let found = try await all(try range())
            #expect(found.map(\.id) == (0..<count).map { (Fixture.id($0) as ConfirmationID).text })
            #expect(found.first?.sealedDetails.count == 300)
            #expect(found.last?.sealedDetails.isEmpty == true)
            #expect(try await all(try range(rival)).count == (count + 2) / 3)
            #expect(try await all(try range(mode: .test)).map(\.id) == [other.id.text])
            var without = try range()
            without.except = [rival]
            #expect(try await all(without).count == count - (count + 2) / 3)
        }
    }

    @Test func anAmendmentDoesNotChangeWhatThePolicyDecidedOn() async throws {
        try await withStore { (store, _) async throws in
            let first = try Fixture.confirmation(1)
            _ = try await store.commit(.inserting(first))
            var last = first
            for amount: Int64 in [1, 2] {
                let before = last
                last = try Fixture.next(before) { next in
                    next.context.generation += 1
                    next.context.amount = Amount(
                        minorUnits: amount,
                        currency: try Fixture.found(Currency("JPY"))
                    )
                    next.context.payee = try Payee("Other")
                    next.context.reference = "order-new-\(amount)"
                }
                #expect(try await store.commit(.updating(last)) == .committed)
            }
            let stored = try #require(try await store.confirmation(first.id)?.confirmation)
            #expect(stored.context.amount?.minorUnits == 2)
            let decision = try await store.pastDecisions(
                try range(),
                after: nil,
                reading: .history,
                at: Fixture.start
            ).decisions.first
            #expect(decision?.history?.amount == stored.context.amount)
            #expect(decision?.history?.amendedAt == stored.context.issuedAt)
            #expect(decision?.history?.recipient == first.context.recipient)
            #expect(decision?.amount == first.context.amount)
            #expect(decision?.payee == first.context.payee.text)
            #expect(decision?.reference == first.context.reference)
            #expect(decision?.status == .pending)
            let later = try await store.pastDecisions(
                try range(),
                after: nil,
                reading: [],
                at: Fixture.start.advanced(bySeconds: 3_600)
            ).decisions.first
            #expect(later?.history == nil)
            #expect(later?.status == .expired)
        }
    }
}
