import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignStore
import CountersignTesting
import Testing

struct VerifyingTests {
    @Test func rightCodeForItsPaymentIsApprovedWithAReceiptThatVerifies() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        let view = try await shop.checkout
            .verify(opened.confirmation.id, shop.present(code), by: shop.caller, claim: nil)
            .view()
        #expect(view.confirmation.status == .approved)
        let receipt = try #require(view.confirmation.receipt)
        let payload = try ReceiptSignature.verify(
            token: receipt,
            jwks: shop.keyring.publicKeys()
        )
        #expect(payload["outcome"]?.string == "approved")
        #expect(payload["amount"]?.string == "4999")
        #expect(payload["payee"]?.string == "Acme Shoes")
        #expect(payload["channel"]?.string == "rcs")
        #expect(payload["shown"]?["surface"]?.string == "message")
        #expect(payload["confirmed_by"]?.string == "code")
        #expect(payload["policy"]?["version"]?.string == "3")
        #expect(payload["attempts"]?.integer == 1)
        let bytes = view.confirmation.context.canonicalBytes
        #expect(
            payload["context_sha256"]?.string == Base64URL.encode(shop.keyring.sha256(bytes))
        )
    }

    @Test func signedContextServesInsteadOfTheAmount() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        let presentation = Presentation(
            code: OneTimeCode(digits: code),
            context: opened.contextToken
        )
        let view = try await shop.checkout
            .verify(opened.confirmation.id, presentation, by: shop.caller, claim: nil).view()
        #expect(view.confirmation.status == .approved)
    }

    @Test func changedContextAlwaysRefusesAndCostsNoAttempt() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        let characters = Array(opened.contextToken.utf8)
        for place in stride(from: 0, to: characters.count, by: 7) where characters[place] != 46 {
            var changed = characters
            changed[place] = characters[place] == 65 ? 66 : 65
            let presentation = Presentation(
                code: OneTimeCode(digits: code),
                context: String(decoding: changed, as: UTF8.self)
            )
            let answer = await shop.checkout.verify(
                opened.confirmation.id,
                presentation,
                by: shop.caller,
                claim: nil
            )
            #expect(answer.refusal == .transactionChanged(fields: [.context]), "at \(place)")
        }
        let stored = try await shop.stored(opened.confirmation.id)
        #expect(stored.confirmation.attempts == 0)
        #expect(stored.confirmation.status == .pending)
    }

    @Test func codeForAnotherAmountIsRefused() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        let answer = await shop.checkout.verify(
            opened.confirmation.id,
            try shop.present(code, units: 5_000),
            by: shop.caller,
            claim: nil
        )
        #expect(answer.refusal == .transactionChanged(fields: [.amount]))
    }

    @Test func otherMerchantsConfirmationIsNotFound() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        let presentation = try shop.present(code)
        let id = opened.confirmation.id
        let test = Caller(merchant: shop.caller.merchant, mode: .test)
        for caller in [shop.other, test] {
            let answer = await shop.checkout.verify(id, presentation, by: caller, claim: nil)
            #expect(answer.refusal == .notFound)
        }
        let nobody = ConfirmationID(at: shop.clock.now(), random: [UInt8](repeating: 0, count: 10))
        let answer = await shop.checkout.verify(nobody, presentation, by: shop.caller, claim: nil)
        #expect(answer.refusal == .notFound)
    }

    @Test func manyParallelRightCodesGiveExactlyOneApproval() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        let presentation = try shop.present(code)
        let answers = await withTaskGroup(of: CheckoutAnswer.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await shop.checkout.verify(
                        opened.confirmation.id,
                        presentation,
                        by: shop.caller,
                        claim: nil
                    )
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let approvals = answers.filter { (try? $0.view())?.confirmation.status == .approved }
        #expect(approvals.count == 1)
        #expect(answers.filter { $0.refusal == .alreadyUsed }.count == 49)
        let events = try await shop.store.events(
            of: shop.caller.merchant.id,
            mode: .live,
            after: 0,
            limit: 100
        )
        #expect(events.filter { $0.type == .confirmationApproved }.count == 1)
    }

    @Test func manyParallelWrongCodesAreFiveAttemptsAndNoMore() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        let wrong = try shop.present(code == "000000" ? "000001" : "000000")
        let answers = await withTaskGroup(of: CheckoutAnswer.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    await shop.checkout.verify(
                        opened.confirmation.id,
                        wrong,
                        by: shop.caller,
                        claim: nil
                    )
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let remaining = answers.compactMap { answer -> Int? in
            guard case .wrongCode(let remaining) = answer.refusal else { return nil }
            return remaining
        }
        #expect(remaining.sorted() == [0, 1, 2, 3, 4])
        #expect(answers.filter { $0.refusal == .exhausted }.count == 35)
        let after = await shop.checkout.verify(
            opened.confirmation.id,
            try shop.present(code),
            by: shop.caller,
            claim: nil
        )
        #expect(after.refusal == .exhausted)
    }

    @Test func failuresAddUpOverConfirmationsAndASuccessClearsThem() async throws {
        let shop = try await Shop(settings: ConfirmationSettings(attemptsMax: 5))
        for round in 1...2 {
            let opened = try await shop.open()
            _ = try await shop.sent(round)
            for _ in 0..<3 {
                _ = await shop.checkout.verify(
                    opened.confirmation.id,
                    try shop.present(nil),
                    by: shop.caller,
                    claim: nil
                )
            }
            let stored = try await shop.stored(opened.confirmation.id)
            #expect(stored.recipientFailures?.count == 3 * round)
        }
        let opened = try await shop.open()
        let code = try await shop.sent(3)[2]
        _ = try await shop.checkout
            .verify(opened.confirmation.id, shop.present(code), by: shop.caller, claim: nil)
            .view()
        #expect(try await shop.stored(opened.confirmation.id).recipientFailures == nil)
    }

    @Test func parallelWrongCodesOverManyConfirmationsEndAtAHundredInARow() async throws {
        let shop = try await Shop(steps: Shop.smsOnly)
        var ids: [ConfirmationID] = []
        for _ in 0..<24 { ids.append(try await shop.open().confirmation.id) }
        let wrong = try shop.present(nil)
        let refusals = await withTaskGroup(of: Refusal?.self) { group in
            for id in ids {
                for _ in 0..<5 {
                    group.addTask {
                        while true {
                            let answer = await shop.checkout
                                .verify(id, wrong, by: shop.caller, claim: nil)
                            if answer.refusal != .overloaded { return answer.refusal }
                        }
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let retryAt = shop.clock.now().advanced(bySeconds: Confirmation.recipientPauseSeconds)
        let slowed = refusals.filter { $0 == .tooManyFailures(retryAt: retryAt) }
        let wrongs = refusals.filter { if case .wrongCode = $0 { true } else { false } }
        #expect(wrongs.count == 100)
        #expect(slowed.count == 20)
        #expect(try await shop.stored(ids[0]).recipientFailures?.count == 100)
    }

    @Test func boundSessionMustPresentItsSecret() async throws {
        let shop = try await Shop()
        let secret = Array("session secret of one browser".utf8)
        let request = try shop.request(checkoutHash: shop.keyring.sha256(secret))
        let opened = try await shop.open(request)
        let code = try await shop.sent(1)[0]
        var presentation = try shop.present(code)
        var answer = await shop.checkout.verify(
            opened.confirmation.id,
            presentation,
            by: shop.caller,
            claim: nil
        )
        #expect(answer.refusal == .transactionChanged(fields: [.checkout]))
        presentation.checkoutSecret = secret
        answer = await shop.checkout.verify(
            opened.confirmation.id,
            presentation,
            by: shop.caller,
            claim: nil
        )
        #expect(try answer.view().confirmation.status == .approved)
    }

    @Test func expiredCodeIsRefusedAtItsDeadline() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        shop.clock.advance(seconds: 300)
        let answer = await shop.checkout.verify(
            opened.confirmation.id,
            try shop.present(code),
            by: shop.caller,
            claim: nil
        )
        #expect(
            answer.refusal == .expired(deadline: opened.confirmation.context.expiresAt)
        )
    }

    @Test func claimedAnswerIsGivenAgainWithoutAnotherAttempt() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        _ = try await shop.sent(1)
        let claim = RepeatClaim(
            key: [UInt8](repeating: 1, count: 32),
            fingerprint: [UInt8](repeating: 2, count: 32)
        ) { result in
            guard case .failure(.wrongCode(let remaining)) = result else {
                return RenderedAnswer(status: 200, location: nil, contentType: "x", body: [])
            }
            return RenderedAnswer(
                status: 422,
                location: nil,
                contentType: "x",
                body: [UInt8(remaining)]
            )
        }
        let wrong = try shop.present(nil)
        let id = opened.confirmation.id
        let first = await shop.checkout.verify(id, wrong, by: shop.caller, claim: claim)
        guard case .kept(let answer) = first else {
            Issue.record("the first answer is kept")
            return
        }
        #expect(answer.status == 422)
        #expect(answer.body == [4])
        for _ in 0..<3 {
            let again = await shop.checkout.verify(id, wrong, by: shop.caller, claim: claim)
            guard case .replayed(let stored) = again else {
                Issue.record("a repeated answer is replayed")
                return
            }
            #expect(stored.body == [4])
        }
        #expect(try await shop.stored(id).confirmation.attempts == 1)
    }
}
