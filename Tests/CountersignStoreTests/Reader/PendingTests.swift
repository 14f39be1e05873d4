import CountersignStore
import Testing

@testable import CountersignCore

@Suite("A payer's pending confirmations")
struct PendingTests {
    @Test func theNewestComeFirstAndNobodyElsesNorAnyThatIsDecidedOrOver() async throws {
        try await withStore { (store, _) async throws in
            let recipient = Fixture.bytes(77)
            for number in 1...6 {
                var confirmation = try Fixture.confirmation(number)
                if number != 2 { confirmation.context.recipient = recipient }
                if number == 4 { confirmation.status = .approved }
                if number == 5 { confirmation.context.expiresAt = Fixture.start }
                var change = Change.inserting(confirmation)
                change.messages = [Fixture.message(number, of: confirmation)]
                _ = try await store.commit(change)
            }
            let found = try await store.pending(
                ofRecipient: recipient,
                at: Fixture.start,
                limit: 10
            )
            #expect(found.map(\.confirmation.id) == [6, 3, 1].map { Fixture.id($0) })
            #expect(found.allSatisfy { $0.messages.count == 1 })
            let newest = try await store.pending(
                ofRecipient: recipient,
                at: Fixture.start,
                limit: 1
            )
            #expect(newest.map(\.confirmation.id) == [Fixture.id(6)])
            let nobodys = try await store.pending(
                ofRecipient: Fixture.bytes(78),
                at: Fixture.start,
                limit: 10
            )
            #expect(nobodys == [])
        }
    }
}
