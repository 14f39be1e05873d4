import CountersignCore
import CountersignMessaging
import CountersignTesting
import Testing

@testable import CountersignCheckout

struct FreshConfirmationsTests {
    /// Over the same store: one that remembers what it made, and one that never does.
    private struct Pair {
        let shop: Shop
        let store: CountingStore
        let remembering: Checkout
        let reading: Checkout

        init(_ shop: Shop) {
            self.shop = shop
            store = CountingStore(shop.store)
            var dependencies = shop.checkout.dependenciesForTests
            dependencies.store = store
            remembering = Checkout(dependencies)
            reading = Checkout(dependencies, fresh: FreshConfirmations(countMax: 0))
        }

        func open(units: Int64 = 4_999) async throws -> ConfirmationID {
            try await remembering.confirm(shop.request(units: units), by: shop.caller, claim: nil)
                .view().confirmation.id
        }

        /// Waits until so many messages are handed over and recorded.
        func settled(_ count: Int) async throws -> [String] {
            for _ in 0..<6_000 {
                if shop.carrier.requests.count >= count, remembering.handoversPending == 0,
                    reading.handoversPending == 0
                {
                    break
                }
                try await Task.sleep(for: .milliseconds(10))
            }
            return try shop.codes()
        }

        func verify(
            _ id: ConfirmationID,
            _ code: String?,
            units: Int64 = 4_999
        ) async throws -> CheckoutAnswer {
            await remembering.verify(
                id,
                try shop.present(code, units: units),
                by: shop.caller,
                claim: nil
            )
        }

        func report(_ id: MessageID, _ status: MessageStatus, to checkout: Checkout) async {
            let callback = Callback(
                headers: ["x-token": "secret"],
                body: Array("\(id.text) \(status.rawValue)".utf8)
            )
            #expect(await checkout.receive(callback, provider: "rcs-one") == .taken)
        }
    }

    @Test func verificationOfAFreshConfirmationReadsNothing() async throws {
        let pair = Pair(try await Shop())
        let id = try await pair.open()
        let code = try await pair.settled(1)[0]
        let view = try await pair.verify(id, code).view()
        #expect(pair.store.reads == 0)
        let stored = try await pair.shop.stored(id)
        #expect(view.confirmation == stored.confirmation)
        #expect(view.messages == stored.messages)
        #expect(view.messages.map(\.status) == [.accepted])
        #expect(view.maskedPhone != nil)
        #expect(pair.remembering.fresh.count == 0)
    }

    @Test func wrongCodesOfAFreshConfirmationAreCountedAsEver() async throws {
        let pair = Pair(try await Shop())
        let id = try await pair.open()
        let code = try await pair.settled(1)[0]
        let wrong = code == "000000" ? "000001" : "000000"
        for remaining in [4, 3, 2, 1, 0] {
            let answer = try await pair.verify(id, wrong)
            #expect(answer.refusal == .wrongCode(remaining: remaining))
            let stored = try await pair.shop.stored(id)
            #expect(stored.recipientFailures?.count == 5 - remaining)
        }
        #expect(try await pair.verify(id, code).refusal == .exhausted)
    }

    @Test func whatHappenedElsewhereIsAnsweredAsItStands() async throws {
        let pair = Pair(try await Shop())
        let (shop, caller) = (pair.shop, pair.shop.caller)
        var ids: [ConfirmationID] = []
        for _ in 0..<3 { ids.append(try await pair.open()) }
        _ = try await pair.settled(3)
        _ = try await pair.reading.deny(ids[0], by: caller, claim: nil).view()
        _ = try await pair.reading.cancel(ids[1], by: caller, claim: nil).view()
        let stored = try await shop.stored(ids[2]).confirmation
        let code = try pair.reading.composer.code(of: stored).withDigits { $0 }
        _ = try await pair.reading
            .verify(ids[2], shop.present(code), by: caller, claim: nil).view()
        #expect(pair.remembering.fresh.count == 3)
        #expect(try await pair.verify(ids[0], "123456").refusal == .denied)
        #expect(try await pair.verify(ids[1], "123456").refusal == .canceled)
        #expect(try await pair.verify(ids[2], code).refusal == .alreadyUsed)
        #expect(pair.remembering.fresh.count == 0)
    }

    @Test func amendmentElsewhereChangesWhatIsAccepted() async throws {
        let pair = Pair(try await Shop())
        let id = try await pair.open()
        let old = try await pair.settled(1)[0]
        pair.shop.clock.advance(seconds: 200)
        let amount = try pair.shop.euros(5_999)
        _ = try await pair.reading
            .amend(id, amount: amount, payee: nil, by: pair.shop.caller, claim: nil).view()
        let new = try await pair.settled(2)[1]
        #expect(
            try await pair.verify(id, old).refusal == .transactionChanged(fields: [.amount])
        )
        // Past the first deadline, within the second: what was remembered would say that it expired.
        pair.shop.clock.advance(seconds: 150)
        let view = try await pair.verify(id, new, units: 5_999).view()
        #expect(view.confirmation.status == .approved)
        #expect(view.messages.count == 2)
    }

    @Test func deadlineMovedElsewhereIsTheOneThatCounts() async throws {
        let pair = Pair(try await Shop())
        let id = try await pair.open()
        _ = try await pair.settled(1)
        pair.shop.clock.advance(seconds: 200)
        let amount = try pair.shop.euros(5_999)
        _ = try await pair.reading
            .amend(id, amount: amount, payee: nil, by: pair.shop.caller, claim: nil).view()
        let new = try await pair.settled(2)[1]
        pair.shop.clock.advance(seconds: 150)
        let view = try await pair.verify(id, new, units: 5_999).view()
        #expect(view.confirmation.status == .approved)
    }

    @Test func wrongCodesOnOtherConfirmationsCount() async throws {
        let pair = Pair(try await Shop(steps: Shop.smsOnly))
        let fresh = try await pair.open()
        let code = try await pair.settled(1)[0]
        let wrong = code == "000000" ? "000001" : "000000"
        for _ in 0..<20 {
            let other = try await pair.open()
            let stored = try await pair.shop.stored(other).confirmation
            let right = try pair.reading.composer.code(of: stored).withDigits { $0 }
            let typed = right == wrong ? "000002" : wrong
            for _ in 0..<5 {
                _ = await pair.reading.verify(
                    other,
                    try pair.shop.present(typed),
                    by: pair.shop.caller,
                    claim: nil
                )
            }
        }
        #expect(try await pair.shop.stored(fresh).recipientFailures?.count == 100)
        let refusal = try await pair.verify(fresh, code).refusal
        guard case .tooManyFailures = refusal else {
            Issue.record("a recipient with 100 wrong codes was not slowed down: \(refusal as Any)")
            return
        }
        #expect(try await pair.shop.stored(fresh).confirmation.attempts == 0)
    }

    @Test func reportsShowInTheApproval() async throws {
        let pair = Pair(try await Shop())
        let id = try await pair.open()
        let code = try await pair.settled(1)[0]
        let message = try #require(try await pair.shop.stored(id).messages.first)
        await pair.report(message.id, .delivered, to: pair.remembering)
        let reads = pair.store.reads
        let view = try await pair.verify(id, code).view()
        #expect(pair.store.reads == reads)
        #expect(view.messages.map(\.status) == [.delivered])
        #expect(try await pair.shop.stored(id).messages == view.messages)
    }

    @Test func parallelVerificationsResendsAndReportsGiveOneApproval() async throws {
        let pair = Pair(try await Shop())
        let (shop, caller) = (pair.shop, pair.shop.caller)
        for round in 0..<6 {
            let id = try await pair.open()
            shop.clock.advance(seconds: 31)
            let stored = try await shop.stored(id)
            let code = try pair.reading.composer.code(of: stored.confirmation).withDigits { $0 }
            let message = try #require(stored.messages.first)
            let approvals = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        let isWrong = number == round
                        let typed = isWrong ? (code == "000000" ? "1" : "000000") : code
                        let answer = try await pair.verify(id, typed)
                        return (try? answer.view()) == nil ? 0 : 1
                    }
                }
                group.addTask {
                    _ = await pair.remembering.resend(id, channel: nil, by: caller, claim: nil)
                    return 0
                }
                group.addTask {
                    await pair.report(message.id, .delivered, to: pair.remembering)
                    return 0
                }
                return try await group.reduce(0, +)
            }
            #expect(approvals == 1)
            let after = try await shop.stored(id)
            #expect(after.confirmation.status == .approved)
            #expect(after.confirmation.attempts <= 2)
        }
    }

    // MARK: - The memory itself

    @Test func twoLoansAtOnceEndInForgetting() async throws {
        let pair = Pair(try await Shop())
        let id = try await pair.open()
        _ = try await pair.settled(1)
        let fresh = pair.remembering.fresh
        let first = fresh.borrow(id)
        let second = fresh.borrow(id)
        let known = try #require(first.remembered)
        #expect(second.remembered == nil)
        fresh.giveBack(first, known.stored, known.details)
        #expect(fresh.borrow(id).remembered == nil)
        fresh.giveBack(second, known.stored, known.details)
        #expect(fresh.count == 0)
    }

    @Test func fullMemoryKeepsWhatItHasUntilThatIsOver() async throws {
        let pair = Pair(try await Shop())
        let fresh = FreshConfirmations(countMax: 2)
        var stored: [StoredConfirmation] = []
        for _ in 0..<4 { stored.append(try await pair.shop.stored(try await pair.open())) }
        let details = pair.remembering.details(of: stored[0].confirmation)
        let now = pair.shop.clock.now()
        for one in stored[..<3] { fresh.add(one, details, at: now) }
        #expect(fresh.count == 2)
        #expect(fresh.borrow(stored[2].confirmation.id).remembered == nil)
        let loan = fresh.borrow(stored[0].confirmation.id)
        var closed = stored[0]
        _ = try closed.confirmation.handle(.canceled, at: now)
        fresh.giveBack(loan, closed, details)
        #expect(fresh.count == 1)
        fresh.add(stored[2], details, at: now)
        #expect(fresh.borrow(stored[2].confirmation.id).remembered?.stored == stored[2])
        fresh.add(stored[3], details, at: now.advanced(bySeconds: 3_600))
        #expect(fresh.borrow(stored[3].confirmation.id).remembered?.stored == stored[3])
        #expect(fresh.count == 1)
    }

    @Test func closedConfirmationsAndCountedRecipientsAreNotRemembered() async throws {
        let pair = Pair(try await Shop())
        let fresh = FreshConfirmations()
        var stored = try await pair.shop.stored(try await pair.open())
        let details = pair.remembering.details(of: stored.confirmation)
        let now = pair.shop.clock.now()
        stored.recipientFailures = RecipientFailures(count: 1, lastAt: now)
        fresh.add(stored, details, at: now)
        stored.recipientFailures = nil
        fresh.add(stored, nil, at: now)
        _ = try stored.confirmation.handle(.canceled, at: now)
        fresh.add(stored, details, at: now)
        #expect(fresh.count == 0)
    }
}
