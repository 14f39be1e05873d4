import CountersignStore
import Testing

@testable import CountersignCore

@Suite("Lists")
struct ListTests {
    /// Ten confirmations: odd ones live, even ones test, every third approved.
    private func filled(_ store: SQLiteStore) async throws {
        for number in 1...10 {
            let confirmation = try Fixture.confirmation(
                number,
                mode: number % 2 == 1 ? .live : .test,
                status: number % 3 == 0 ? .approved : .pending
            )
            _ = try await store.commit(.inserting(confirmation))
        }
        let other = try Fixture.confirmation(11, merchant: try Fixture.merchant("other"))
        _ = try await store.commit(.inserting(other))
    }

    private func numbers(
        _ store: SQLiteStore,
        at now: Instant = Fixture.start,
        _ edit: (inout ConfirmationQuery) -> Void = { _ in }
    ) async throws -> [ConfirmationID] {
        var query = ConfirmationQuery(merchant: try Fixture.merchant(), mode: .live)
        edit(&query)
        return try await store.confirmations(query, at: now).map(\.confirmation.id)
    }

    private func ids(_ numbers: [Int]) -> [ConfirmationID] { numbers.map { Fixture.id($0) } }

    @Test func aListIsNewestFirstOfOneMerchantAndMode() async throws {
        try await withStore { (store, _) async throws in
            try await filled(store)
            #expect(try await numbers(store) == ids([9, 7, 5, 3, 1]))
            #expect(try await numbers(store) { $0.mode = .test } == ids([10, 8, 6, 4, 2]))
        }
    }

    @Test func cursorsWalkTheWholeListOnce() async throws {
        try await withStore { (store, _) async throws in
            try await filled(store)
            var walked: [ConfirmationID] = []
            while true {
                let page = try await numbers(store) {
                    $0.after = walked.last
                    $0.limit = 2
                }
                if page.isEmpty { break }
                walked += page
            }
            #expect(walked == ids([9, 7, 5, 3, 1]))
        }
    }

    @Test func aPassedDeadlineCountsAsExpired() async throws {
        try await withStore { (store, _) async throws in
            try await filled(store)
            let expired = try Fixture.confirmation(12, mode: .test, status: .expired)
            _ = try await store.commit(.inserting(expired))
            let deadline = Fixture.start.advanced(bySeconds: 300)
            let before = deadline.advanced(byMilliseconds: -1)
            func statuses(
                _ status: ConfirmationStatus,
                at now: Instant
            ) async throws -> [ConfirmationID] {
                try await numbers(store, at: now) {
                    $0.mode = .test
                    $0.status = status
                }
            }
            #expect(try await statuses(.pending, at: before) == ids([10, 8, 4, 2]))
            #expect(try await statuses(.expired, at: before) == ids([12]))
            #expect(try await statuses(.pending, at: deadline) == [])
            #expect(try await statuses(.expired, at: deadline) == ids([12, 10, 8, 4, 2]))
            #expect(try await statuses(.approved, at: deadline) == ids([6]))
            #expect(try await statuses(.blocked, at: deadline) == [])
        }
    }

    @Test func aReferenceFindsItsConfirmations() async throws {
        try await withStore { (store, _) async throws in
            try await filled(store)
            var same = try Fixture.confirmation(13)
            same.context.reference = "order-5"
            _ = try await store.commit(.inserting(same))
            for status: ConfirmationStatus? in [nil, .pending] {
                let found = try await numbers(store) {
                    $0.reference = "order-5"
                    $0.status = status
                }
                #expect(found == ids([13, 5]))
            }
            #expect(try await numbers(store) { $0.reference = "order-4" } == [])
            #expect(try await numbers(store) { $0.reference = "order-5' --" } == [])
        }
    }

    @Test func listsCarryMessagesAndFailures() async throws {
        try await withStore { (store, _) async throws in
            var change = try Fixture.creation(1)
            let confirmation = try Fixture.found(change.insert)
            change.messages.append(Fixture.message(2, of: confirmation))
            change.recipientFailures = .count(at: Fixture.start, after: 0)
            _ = try await store.commit(change)
            let query = ConfirmationQuery(merchant: confirmation.context.merchant, mode: .live)
            let listed = try await store.confirmations(query, at: Fixture.start)
            #expect(listed.first?.messages == change.messages)
            #expect(listed.first?.recipientFailures?.count == 1)
        }
    }
}
