import CountersignCore
import Testing

struct ConfirmationHandlingTests {
    // MARK: - Transcripts

    @Test func rightCodeApprovesOnceAndClearsTheFailures() throws {
        var opened = try Opened()
        let event = opened.present()
        #expect(try opened.confirmation.handle(event, at: opened.now) == [.compareCode])
        #expect(opened.confirmation.attempts == 1)
        #expect(
            try opened.confirmation.handle(.compared(isEqual: true), at: opened.now) == [
                .clearRecipientFailures, .record(.confirmationApproved), .signReceipt(.approved),
            ]
        )
        #expect(opened.confirmation.status == .approved)
        #expect(opened.confirmation.version == 1)
        #expect(opened.confirmation.wakeAt == nil)
        #expect(throws: Refusal.alreadyUsed) {
            try opened.confirmation.handle(event, at: opened.now)
        }
    }

    @Test func fifthRightCodeIsAccepted() throws {
        var opened = try Opened()
        for left in [4, 3, 2, 1] {
            _ = try opened.confirmation.handle(opened.present(), at: opened.now)
            #expect(
                try opened.confirmation.handle(.compared(isEqual: false), at: opened.now) == [
                    .countRecipientFailure, .record(.attemptWrongCode),
                    .refuse(.wrongCode(remaining: left)),
                ]
            )
        }
        _ = try opened.confirmation.handle(opened.present(), at: opened.now)
        _ = try opened.confirmation.handle(.compared(isEqual: true), at: opened.now)
        #expect(opened.confirmation.status == .approved)
    }

    @Test func fifthWrongCodeExhaustsAndNoSixthIsLookedAt() throws {
        var opened = try Opened()
        for _ in 1...5 {
            _ = try opened.confirmation.handle(opened.present(), at: opened.now)
            _ = try opened.confirmation.handle(.compared(isEqual: false), at: opened.now)
        }
        #expect(opened.confirmation.status == .exhausted)
        #expect(throws: Refusal.exhausted) {
            try opened.confirmation.handle(opened.present(), at: opened.now)
        }
    }

    @Test func changedTransactionCostsNoAttemptAndIsRecorded() throws {
        var opened = try Opened()
        var changed = opened.presented
        changed.amount = Amount(minorUnits: 4_998, currency: opened.amount.currency)
        #expect(
            try opened.confirmation.handle(opened.present(changed), at: opened.now) == [
                .record(.attemptTransactionChanged),
                .refuse(.transactionChanged(fields: [.amount])),
            ]
        )
        #expect(opened.confirmation.attempts == 0)
    }

    @Test func codeWithoutItsPaymentIsRefused() throws {
        var opened = try Opened()
        let bare = PresentedTransaction(payee: "Acme Shoes", reference: "order-1234")
        #expect(throws: Refusal.transactionMissing) {
            try opened.confirmation.handle(opened.present(bare), at: opened.now)
        }
        #expect(opened.confirmation.version == 0)
    }

    @Test func deadlineIsTheClocksAndNotTheSweepers() throws {
        var opened = try Opened()
        let deadline = opened.confirmation.context.expiresAt
        var justBefore = opened.confirmation
        _ = try justBefore.handle(opened.present(), at: deadline.advanced(byMilliseconds: -1))
        #expect(throws: Refusal.expired(deadline: deadline)) {
            try opened.confirmation.handle(opened.present(), at: deadline)
        }
        #expect(opened.confirmation.status == .pending)
        #expect(opened.confirmation.asOf(deadline).status == .expired)
        #expect(
            try opened.confirmation.handle(.woken, at: deadline) == [
                .record(.confirmationExpired)
            ]
        )
        #expect(opened.confirmation.status == .expired)
    }

    @Test func resendKeepsToItsPauseAndItsNumber() throws {
        var opened = try Opened()
        let retryAt = opened.now.advanced(bySeconds: 30)
        #expect(throws: Refusal.resendTooSoon(retryAt: retryAt)) {
            try opened.confirmation.handle(.resendRequested, at: opened.now)
        }
        let nonce = opened.confirmation.context.nonce
        #expect(
            try opened.confirmation.handle(.resendRequested, at: retryAt) == [.sendMessage]
        )
        #expect(opened.confirmation.context.nonce == nonce, "a resend carries the same code")
        let later = retryAt.advanced(bySeconds: 30)
        _ = try opened.confirmation.handle(.resendRequested, at: later)
        #expect(opened.confirmation.sends == 3)
        #expect(throws: Refusal.sendLimit) {
            try opened.confirmation.handle(
                .resendRequested,
                at: later.advanced(bySeconds: 30)
            )
        }
    }

    @Test func routeMovesOnAfterItsTimeAndEndsAtTheLimit() throws {
        var opened = try Opened()
        let next = opened.now.advanced(bySeconds: 20)
        #expect(opened.confirmation.wakeAt == next)
        #expect(try opened.confirmation.handle(.woken, at: opened.now) == [])
        #expect(try opened.confirmation.handle(.woken, at: next) == [.moveOn])
        _ = try opened.confirmation.handle(.routeMoved(replacing: false), at: next)
        #expect(opened.confirmation.sends == 2)
        _ = try opened.confirmation.handle(.routeMoved(replacing: false), at: next)
        #expect(throws: Refusal.sendLimit) {
            try opened.confirmation.handle(.routeMoved(replacing: false), at: next)
        }
        _ = try opened.confirmation.handle(.routeEnded, at: next)
        #expect(opened.confirmation.wakeAt == opened.confirmation.context.expiresAt)
    }

    @Test func messageThatReplacesAFailedOneCostsNoSend() throws {
        var opened = try Opened()
        for _ in 0..<4 {
            _ = try opened.confirmation.handle(.routeMoved(replacing: true), at: opened.now)
        }
        #expect(opened.confirmation.sends == 1)
    }

    @Test func amendmentMakesANewContextAndKeepsTheAttemptsCounted() throws {
        var opened = try Opened()
        _ = try opened.confirmation.handle(opened.present(), at: opened.now)
        _ = try opened.confirmation.handle(.compared(isEqual: false), at: opened.now)
        let before = opened.confirmation.context
        let later = opened.now.advanced(bySeconds: 60)
        let more = Amount(minorUnits: 5_499, currency: opened.amount.currency)
        let effects = try opened.confirmation.handle(
            .amended(
                amount: more,
                payee: nil,
                nonce: [UInt8](repeating: 9, count: 32),
                keys: KeyIDs(code: "c2", context: "x2", index: "i2")
            ),
            at: later
        )
        #expect(effects == [.record(.confirmationAmended), .sendMessage])
        let after = opened.confirmation.context
        #expect(after.generation == 1)
        #expect(after.nonce != before.nonce)
        #expect(after.amount == more)
        #expect(after.expiresAt == later.advanced(bySeconds: 300))
        #expect(opened.confirmation.previousAmount == before.amount)
        #expect(opened.confirmation.attemptsLeft == 4)
        #expect(opened.confirmation.keys == KeyIDs(code: "c2", context: "x2", index: "i1"))
        #expect(
            try opened.confirmation.handle(
                opened.present(PresentedTransaction(context: .verified(before))),
                at: later
            ).last
                == .refuse(
                    .transactionChanged(fields: [
                        .generation, .amount, .nonce, .issuedAt, .expiresAt,
                    ])
                )
        )
    }

    @Test func amendmentThatChangesNothingIsRefused() throws {
        var opened = try Opened()
        let detail = "nothing would change; give another amount or payee"
        #expect(throws: Refusal.invalid(pointer: "/amount", detail: detail)) {
            try opened.confirmation.handle(
                .amended(
                    amount: opened.amount,
                    payee: nil,
                    nonce: [UInt8](repeating: 9, count: 32),
                    keys: opened.confirmation.keys
                ),
                at: opened.now
            )
        }
        #expect(opened.confirmation.version == 0)
    }

    @Test func recipientWithAHundredFailuresWaitsAnHourForEachFurtherTry() throws {
        var opened = try Opened(settings: ConfirmationSettings(expiresInSeconds: 600))
        let failures = RecipientFailures(count: 100, lastAt: opened.now)
        let retryAt = opened.now.advanced(bySeconds: 3_600)
        #expect(throws: Refusal.tooManyFailures(retryAt: retryAt)) {
            try opened.confirmation.handle(
                .presented(opened.presented, recipientFailures: failures),
                at: opened.now
            )
        }
        #expect(opened.confirmation.attempts == 0)
        let rested = RecipientFailures(
            count: 100,
            lastAt: opened.now.advanced(bySeconds: -3_600)
        )
        #expect(
            try opened.confirmation.handle(
                .presented(opened.presented, recipientFailures: rested),
                at: opened.now
            ) == [.compareCode]
        )
    }

    // MARK: - Tables

    @Test(arguments: [
        (DecisionOutcome.confirm, ConfirmationStatus.pending, 1), (.skip, .skipped, 0),
        (.block, .blocked, 0),
    ])
    func policyDecidesTheFirstStatus(
        outcome: DecisionOutcome,
        status: ConfirmationStatus,
        sends: Int
    ) throws {
        let opened = try Opened(outcome: outcome)
        #expect(opened.confirmation.status == status)
        #expect(opened.confirmation.sends == sends)
    }

    @Test func aButtonConfirmsOnlyWhereThePolicyLetsIt() throws {
        var strict = try Opened()
        let now = strict.now
        #expect(throws: Refusal.self) {
            try strict.confirmation.handle(.approvedByButton, at: now)
        }
        #expect(strict.confirmation.status == .pending)
        #expect(strict.confirmation.version == 0)
        var lenient = try Opened(settings: ConfirmationSettings(confirmsByButton: true))
        #expect(
            try lenient.confirmation.handle(.approvedByButton, at: now) == [
                .clearRecipientFailures, .record(.confirmationApproved), .signReceipt(.approved),
            ]
        )
        #expect(lenient.confirmation.status == .approved)
        #expect(lenient.confirmation.version == 1)
        #expect(throws: Refusal.alreadyUsed) {
            try lenient.confirmation.handle(.approvedByButton, at: now)
        }
        var late = try Opened(settings: ConfirmationSettings(confirmsByButton: true))
        let deadline = late.confirmation.context.expiresAt
        #expect(throws: Refusal.expired(deadline: deadline)) {
            try late.confirmation.handle(.approvedByButton, at: deadline)
        }
    }

    @Test func everyClosedStatusHasItsOwnAnswer() throws {
        var denied = try Opened()
        #expect(
            try denied.confirmation.handle(.denied, at: denied.now) == [
                .record(.confirmationDenied), .signReceipt(.denied),
            ]
        )
        var canceled = try Opened()
        #expect(
            try canceled.confirmation.handle(.canceled, at: canceled.now) == [
                .record(.confirmationCanceled)
            ]
        )
        var skipped = try Opened(outcome: .skip)
        var blocked = try Opened(outcome: .block)
        let now = denied.now
        let event = denied.present()
        #expect(throws: Refusal.denied) { try denied.confirmation.handle(event, at: now) }
        #expect(throws: Refusal.canceled) { try canceled.confirmation.handle(event, at: now) }
        #expect(throws: Refusal.skipped) { try skipped.confirmation.handle(event, at: now) }
        #expect(throws: Refusal.blocked) { try blocked.confirmation.handle(event, at: now) }
    }

    @Test func noOrderOfEventsGivesASixthAttemptOrASecondApproval() throws {
        for seed in UInt64(0)..<400 {
            var generator = Chance(state: seed)
            var opened = try Opened(settings: ConfirmationSettings(sendsMax: 5))
            var compared = 0
            var approvals = 0
            var now = opened.now
            for step in 0..<40 {
                now = now.advanced(bySeconds: Int(generator.next() % 12))
                let event: ConfirmationEvent =
                    switch generator.next() % 8 {
                    case 0...3: opened.present()
                    case 4: .resendRequested
                    case 5: .routeMoved(replacing: generator.next() % 2 == 0)
                    case 6: .woken
                    default:
                        .amended(
                            amount: Amount(
                                minorUnits: Int64(step) + 1,
                                currency: opened.amount.currency
                            ),
                            payee: nil,
                            nonce: [UInt8](repeating: UInt8(step), count: 32),
                            keys: opened.confirmation.keys
                        )
                    }
                opened.amount = opened.confirmation.context.amount ?? opened.amount
                let effects = (try? opened.confirmation.handle(event, at: now)) ?? []
                if effects == [.compareCode] {
                    compared += 1
                    let isEqual = generator.next() % 5 == 0
                    let after = try opened.confirmation.handle(
                        .compared(isEqual: isEqual),
                        at: now
                    )
                    if after.contains(.signReceipt(.approved)) { approvals += 1 }
                }
                opened.amount = opened.confirmation.context.amount ?? opened.amount
            }
            #expect(compared <= 5, "seed \(seed)")
            #expect(approvals <= 1, "seed \(seed)")
            #expect(opened.confirmation.sends <= 5, "seed \(seed)")
        }
    }
}

/// A small seeded generator, so that a failure names its seed.
private struct Chance {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
