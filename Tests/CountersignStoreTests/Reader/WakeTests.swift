import CountersignStore
import Testing

@testable import CountersignCore

@Suite("What is due")
struct WakeTests {
    @Test func theMostOverdueComesFirstAndOnlyPendingOnesWake() async throws {
        try await withStore { (store, _) async throws in
            for number in 1...6 {
                var confirmation = try Fixture.confirmation(number)
                confirmation.wakeAt = Fixture.start.advanced(bySeconds: 100 - number)
                if number == 6 { confirmation.status = .approved }
                if number == 1 { confirmation.wakeAt = nil }
                _ = try await store.commit(.inserting(confirmation))
            }
            let first = Fixture.start.advanced(bySeconds: 95)
            #expect(try await store.nextWake() == first)
            #expect(
                try await store.due(at: first.advanced(byMilliseconds: -1), limit: 10) == []
            )
            #expect(try await store.due(at: first, limit: 10) == [Fixture.id(5)])
            let later = Fixture.start.advanced(bySeconds: 1_000)
            #expect(try await store.due(at: later, limit: 3) == [5, 4, 3].map { Fixture.id($0) })
        }
    }

    @Test func aClosedConfirmationWakesNoMore() async throws {
        try await withStore { (store, _) async throws in
            let confirmation = try Fixture.confirmation(1)
            _ = try await store.commit(.inserting(confirmation))
            #expect(try await store.nextWake() == confirmation.wakeAt)
            let approved = try Fixture.next(confirmation) { $0.status = .approved }
            _ = try await store.commit(.updating(approved))
            #expect(try await store.nextWake() == nil)
        }
    }

    @Test func queuedMessagesOfPendingConfirmationsAreFoundNewestFirst() async throws {
        try await withStore { (store, _) async throws in
            for number in [3, 1, 5, 2, 4] {
                let confirmation = try Fixture.confirmation(
                    number,
                    status: number == 4 ? .denied : .pending
                )
                var change = Change.inserting(confirmation)
                change.messages = [
                    Fixture.message(
                        number * 10,
                        of: confirmation,
                        status: number == 2 ? .accepted : .queued
                    ),
                    Fixture.message(number * 10 + 1, of: confirmation),
                ]
                if number == 2 { change.messages.removeLast() }
                _ = try await store.commit(change)
            }
            let expected: [MessageID] = [51, 50, 31, 30, 11, 10].map { Fixture.id($0) }
            let all = try await store.queuedMessages(before: nil, limit: 10)
            #expect(all.map(\.id) == expected)
            let confirmation = try Fixture.confirmation(5)
            let message = Fixture.message(51, of: confirmation)
            #expect(
                all.first
                    == QueuedMessage(
                        id: message.id,
                        provider: message.provider,
                        createdAt: message.createdAt,
                        expiresAt: confirmation.context.expiresAt
                    )
            )
            let some = try await store.queuedMessages(before: expected[1], limit: 2)
            #expect(some.map(\.id) == Array(expected[2...3]))
        }
    }

    @Test func failuresAreCountedPerRecipientAndCleared() async throws {
        try await withStore { (store, _) async throws in
            let first = try Fixture.confirmation(1)
            var second = try Fixture.confirmation(2)
            second.context.recipient = first.context.recipient
            var change = Change.inserting(first)
            change.recipientFailures = .count(at: Fixture.start, after: 0)
            _ = try await store.commit(change)
            change = .inserting(second)
            _ = try await store.commit(change)
            change = .updating(try Fixture.next(second))
            let later = Fixture.start.advanced(bySeconds: 1)
            change.recipientFailures = .count(at: later, after: 1)
            _ = try await store.commit(change)
            let failures = RecipientFailures(count: 2, lastAt: later)
            #expect(try await store.confirmation(first.id)?.recipientFailures == failures)
            change = .updating(try Fixture.next(first))
            change.recipientFailures = .clear(after: 2)
            #expect(try await store.commit(change) == .committed)
            #expect(try await store.confirmation(second.id)?.recipientFailures == nil)
        }
    }
}
