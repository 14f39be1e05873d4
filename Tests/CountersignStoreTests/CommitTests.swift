import CountersignStore
import Testing

@testable import CountersignCore

@Suite("Commit")
struct CommitTests {
    @Test func whatIsCommittedIsReadBackExactly() async throws {
        try await withStore { (store, _) async throws in
            var change = try Fixture.creation(1)
            var confirmation = try Fixture.found(change.insert)
            confirmation.context.payeeLegal = try Payee("Acme GmbH")
            confirmation.context.checkout = Fixture.bytes(9)
            confirmation.context.bound = .upTo
            confirmation.previousAmount = confirmation.context.amount
            confirmation.previousPayee = try Payee("Acme Alt")
            confirmation.receipt = "a.b.c"
            confirmation.closedAt = Fixture.start.advanced(bySeconds: 3)
            change.insert = confirmation
            #expect(try await store.commit(change) == .committed)
            let stored = try await store.confirmation(confirmation.id)
            #expect(stored?.confirmation == confirmation)
            #expect(stored?.messages == change.messages)
            #expect(stored?.recipientFailures == nil)
        }
    }

    @Test func aConfirmationWithoutAmountAndWithReasonsIsReadBackExactly() async throws {
        try await withStore { (store, _) async throws in
            let plain = try Fixture.confirmation(1)
            var context = plain.context
            context.purpose = .login
            context.amount = nil
            context.reference = ""
            let confirmation = Confirmation(
                context: context,
                keys: plain.keys,
                mode: .test,
                status: .skipped,
                settings: ConfirmationSettings(
                    codeDigits: 8,
                    channels: [.email, .push],
                    matchWord: true,
                    confirmsByButton: true,
                    sameMessage: true,
                    hedge: true
                ),
                decision: Decision(
                    outcome: .skip,
                    policy: "cards",
                    version: "12",
                    rule: "small \"sums\"",
                    reasons: ["amount < 5.00 EUR", "night \u{1F319}"]
                ),
                attempts: 2,
                sends: 0,
                lastSentAt: nil,
                createdAt: Fixture.start,
                closedAt: Fixture.start,
                previousAmount: nil,
                previousPayee: nil,
                locale: "en",
                sealedDetails: Fixture.bytes(1, count: 9_000),
                receipt: nil,
                version: 0,
                wakeAt: nil
            )
            #expect(try await store.commit(.inserting(confirmation)) == .committed)
            #expect(try await store.confirmation(confirmation.id)?.confirmation == confirmation)
        }
    }

    @Test func anAmendedConfirmationKeepsItsWholeNewContext() async throws {
        try await withStore { (store, _) async throws in
            let first = try Fixture.confirmation(1)
            _ = try await store.commit(.inserting(first))
            let amended = try Fixture.next(first) { next in
                next.context.generation = 1
                next.context.amount = Amount(
                    minorUnits: 1,
                    currency: try Fixture.found(Currency("EUR"))
                )
                next.context.payee = try Payee("Other")
                next.context.reference = "order-new"
                next.context.nonce = Fixture.bytes(77)
                next.context.expiresAt = Fixture.start.advanced(bySeconds: 999)
                next.keys = KeyIDs(code: "code-2", context: "context-2", index: "index-1")
                next.previousAmount = first.context.amount
                next.previousPayee = first.context.payee
                next.wakeAt = nil
            }
            #expect(try await store.commit(.updating(amended)) == .committed)
            #expect(try await store.confirmation(first.id)?.confirmation == amended)
            let query = ConfirmationQuery(
                merchant: first.context.merchant,
                mode: .live,
                reference: "order-new"
            )
            #expect(try await store.confirmations(query, at: Fixture.start).count == 1)
        }
    }

    @Test func testKeysCountWrongCodesApart() async throws {
        try await withStore { (store, _) async throws in
            let live = try Fixture.confirmation(1)
            var test = try Fixture.confirmation(2, mode: .test)
            test.context.recipient = live.context.recipient
            _ = try await store.commit(.inserting(live))
            _ = try await store.commit(.inserting(test))
            func count(_ confirmation: CountersignCore.Confirmation) async throws -> Int? {
                try await store.confirmation(confirmation.id)?.recipientFailures?.count
            }
            var change = Change.updating(try Fixture.next(test))
            change.recipientFailures = .count(at: Fixture.start, after: 0)
            #expect(try await store.commit(change) == .committed)
            #expect(try await count(test) == 1)
            #expect(try await count(live) == nil)
            change = .updating(try Fixture.next(live))
            change.recipientFailures = .count(at: Fixture.start, after: 0)
            _ = try await store.commit(change)
            change = .updating(try Fixture.next(Fixture.next(test)))
            change.recipientFailures = .clear(after: 1)
            #expect(try await store.commit(change) == .committed)
            #expect(try await count(test) == nil)
            #expect(try await count(live) == 1)
        }
    }

    @Test func otherCountOfWrongCodesIsStaleAndNothingOfTheChangeIsKept() async throws {
        try await withStore { (store, _) async throws in
            let first = try Fixture.confirmation(1)
            var second = try Fixture.confirmation(2)
            second.context.recipient = first.context.recipient
            _ = try await store.commit(.inserting(first))
            _ = try await store.commit(.inserting(second))
            var change = Change.updating(try Fixture.next(first))
            change.recipientFailures = .count(at: Fixture.start, after: 0)
            #expect(try await store.commit(change) == .committed)
            for failures in [
                RecipientFailureChange.count(at: Fixture.start, after: 0), .clear(after: 0),
                .count(at: Fixture.start, after: 2), .clear(after: 2),
            ] {
                change = .updating(try Fixture.next(second))
                change.recipientFailures = failures
                #expect(try await store.commit(change) == .stale)
            }
            let stored = try await store.confirmation(second.id)
            #expect(stored?.confirmation == second)
            #expect(stored?.recipientFailures?.count == 1)
        }
    }

    @Test func anotherVersionIsStaleAndNothingOfTheChangeIsKept() async throws {
        try await withStore { (store, _) async throws in
            let first = try Fixture.confirmation(1)
            _ = try await store.commit(.inserting(first))
            var change = Change.updating(try Fixture.next(Fixture.next(first)))
            change.messages = [Fixture.message(2, of: first)]
            change.events = [Fixture.event(2, of: first)]
            change.answer = Fixture.answer(2)
            change.recipientFailures = .count(at: Fixture.start, after: 0)
            #expect(try await store.commit(change) == .stale)
            let stored = try await store.confirmation(first.id)
            #expect(stored?.confirmation == first)
            #expect(stored?.messages == [])
            #expect(stored?.recipientFailures == nil)
            #expect(try await store.answer(Fixture.bytes(2), at: Fixture.start) == nil)
            let merchant = first.context.merchant
            #expect(try await store.events(of: merchant, mode: .live, after: 0, limit: 10) == [])
        }
    }

    @Test func ofManyUpdatesOfOneVersionExactlyOneIsCommitted() async throws {
        try await withStore { (store, _) async throws in
            let first = try Fixture.confirmation(1)
            _ = try await store.commit(.inserting(first))
            let outcomes = try await withThrowingTaskGroup(of: ChangeOutcome.self) { group in
                for number in 0..<64 {
                    let next = try Fixture.next(first) { $0.attempts = number }
                    group.addTask { try await store.commit(.updating(next)) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == .committed }.count == 1)
            #expect(outcomes.filter { $0 == .stale }.count == 63)
            #expect(try await store.confirmation(first.id)?.confirmation.version == 1)
        }
    }

    @Test func aMessageKeepsWhatItsFailureAsksFor() async throws {
        try await withStore { (store, _) async throws in
            let change = try Fixture.creation(1)
            _ = try await store.commit(change)
            var message = try Fixture.found(change.messages.first)
            message.status = .failed
            message.failure = "gone"
            message.failureClass = .drop
            var update = Change()
            update.messageUpdates = [MessageUpdate(message, from: .queued)]
            #expect(try await store.commit(update) == .committed)
            let stored = try await store.confirmation(ofMessage: message.id)
            #expect(stored?.messages == [message])
        }
    }

    @Test func aMessageMovesOnOnlyFromTheStatusItHas() async throws {
        try await withStore { (store, _) async throws in
            let change = try Fixture.creation(1)
            _ = try await store.commit(change)
            var message = try Fixture.found(change.messages.first)
            message.status = .accepted
            message.providerReference = "SM1"
            message.updatedAt = Fixture.start.advanced(bySeconds: 1)
            var update = Change()
            update.messageUpdates = [MessageUpdate(message, from: .queued)]
            update.attempts = [
                DeliveryAttempt(
                    message: message.id,
                    number: 1,
                    provider: "gateway",
                    startedAt: Fixture.start,
                    finishedAt: Fixture.start,
                    outcome: "accepted",
                    httpStatus: nil
                )
            ]
            #expect(try await store.commit(update) == .committed)
            #expect(try await store.commit(update) == .stale)
            let stored = try await store.confirmation(ofMessage: message.id)
            #expect(stored?.messages == [message])
            #expect(stored?.confirmation.id == message.confirmation)
        }
    }

    @Test func twoUpdatesOfOneMessageInOneChangeAreStaleAsAWhole() async throws {
        try await withStore { (store, _) async throws in
            let change = try Fixture.creation(1)
            _ = try await store.commit(change)
            var message = try Fixture.found(change.messages.first)
            message.status = .sent
            let confirmation = try Fixture.found(change.insert)
            var update = Change.updating(try Fixture.next(confirmation))
            update.messageUpdates = [
                MessageUpdate(message, from: .queued), MessageUpdate(message, from: .queued),
            ]
            #expect(try await store.commit(update) == .stale)
            let stored = try await store.confirmation(confirmation.id)
            #expect(stored?.confirmation.version == 0)
            #expect(stored?.messages.first?.status == .queued)
        }
    }

    @Test func whatIsNotThereIsNil() async throws {
        try await withStore { (store, _) async throws in
            #expect(try await store.confirmation(Fixture.id(1)) == nil)
            #expect(try await store.confirmation(ofMessage: Fixture.id(1)) == nil)
            #expect(
                try await store.commit(.updating(try Fixture.next(Fixture.confirmation(1))))
                    == .stale
            )
            #expect(try await store.nextWake() == nil)
            #expect(try await store.nextDelivery() == nil)
        }
    }
}
