import Testing

@testable import CountersignCore
@testable import CountersignStore

@Suite("Webhook deliveries")
struct WebhookTests {
    private func filled(_ store: SQLiteStore) async throws {
        let acme = try Fixture.merchant()
        let other = try Fixture.merchant("other")
        try await store.change([
            .merchant(try Fixture.account(acme)), .merchant(try Fixture.account(other)),
            .endpoint(Fixture.endpoint(1, of: acme)), .endpoint(Fixture.endpoint(2, of: acme)),
            .endpoint(Fixture.endpoint(3, of: other)), .endpoint(Fixture.endpoint(4, of: acme)),
            .disableEndpoint(Fixture.id(4), at: Fixture.start),
        ])
    }

    private func due(
        _ store: SQLiteStore,
        at now: Instant = Fixture.start,
        underWay: [Int64: WebhookEndpointID] = [:],
        ofEachMax: Int = 10,
        limit: Int = 10
    ) async throws -> [WebhookDelivery] {
        try await store.dueDeliveries(
            at: now,
            underWay: underWay,
            ofEachMax: ofEachMax,
            limit: limit
        )
    }

    @Test func aPostedEventGoesToEveryEndpointOfItsMerchant() async throws {
        try await withStore { (store, _) async throws in
            try await filled(store)
            let confirmation = try Fixture.confirmation(1)
            var change = Change.inserting(confirmation)
            change.events = [
                Fixture.event(1, of: confirmation),
                Fixture.event(2, of: confirmation, type: .attemptWrongCode),
            ]
            _ = try await store.commit(change)
            let deliveries = try await due(store)
            #expect(deliveries.map(\.endpoint.id) == [Fixture.id(1), Fixture.id(2)])
            #expect(deliveries.map(\.event.sequence) == [1, 1])
            #expect(deliveries.map(\.attempts) == [0, 0])
            #expect(deliveries.first?.endpoint == Fixture.endpoint(1, of: try Fixture.merchant()))
            #expect(deliveries.first?.event.data == change.events.first?.data)
            #expect(try await store.nextDelivery() == Fixture.start)
            let first = deliveries[0]
            let rest = try await due(store, underWay: [first.number: first.endpoint.id], limit: 1)
            #expect(rest.map(\.number) == [deliveries[1].number])
        }
    }

    @Test func noEndpointTakesThePlaceOfTheOthers() async throws {
        try await withStore { (store, _) async throws in
            try await filled(store)
            for number in 1...3 { _ = try await store.commit(try Fixture.creation(number)) }
            let all = try await due(store)
            #expect(all.count == 6)
            let two = try await due(store, ofEachMax: 1)
            #expect(two.map(\.endpoint.id) == [Fixture.id(1), Fixture.id(2)])
            let busy = try await due(
                store,
                underWay: [two[0].number: two[0].endpoint.id],
                ofEachMax: 1
            )
            #expect(busy.map(\.endpoint.id) == [Fixture.id(2)])
        }
    }

    @Test func aDeliveryIsTriedAgainAndEndsOnce() async throws {
        try await withStore { (store, directory) async throws in
            try await filled(store)
            _ = try await store.commit(try Fixture.creation(1))
            let numbers = try await due(store).map(\.number)
            let later = Fixture.start.advanced(bySeconds: 60)
            try await store.record([
                numbers[0]: .retry(at: later), numbers[1]: .delivered(at: Fixture.start),
            ])
            #expect(try await due(store) == [])
            #expect(try await store.nextDelivery() == later)
            let again = try await due(store, at: later)
            #expect(again.map(\.number) == [numbers[0]])
            #expect(again.map(\.attempts) == [1])
            try await store.record([numbers[0]: .failed(at: later)])
            try await store.record([
                numbers[0]: .delivered(at: later), numbers[1]: .retry(at: later),
            ])
            #expect(try await store.nextDelivery() == nil)
            let failed = "SELECT count(*) FROM webhook_deliveries WHERE state = 'failed'"
            #expect(try number(in: directory.file(), failed) == 1)
        }
    }

    @Test func aDisabledOrForgottenEndpointGetsNothingMore() async throws {
        try await withStore { (store, _) async throws in
            try await filled(store)
            _ = try await store.commit(try Fixture.creation(1))
            try await store.change([.disableEndpoint(Fixture.id(1), at: Fixture.start)])
            #expect(try await due(store).map(\.endpoint.id) == [Fixture.id(2)])
            try await store.change([.removeEndpoint(Fixture.id(2))])
            #expect(try await due(store) == [])
            #expect(try await store.nextDelivery() == nil)
            _ = try await store.commit(try Fixture.creation(2))
            #expect(try await store.nextDelivery() == nil)
            let endpoints = try await store.directory().endpoints[try Fixture.merchant()] ?? []
            #expect(endpoints.map(\.id) == [Fixture.id(1), Fixture.id(4)])
            #expect(endpoints.allSatisfy { $0.disabledAt == Fixture.start })
        }
    }

    @Test func aRefusedDirectoryChangeLeavesNoEndpointBehind() async throws {
        try await withStore { (store, _) async throws in
            let acme = try Fixture.merchant()
            try await store.change([.merchant(try Fixture.account(acme))])
            let endpoint = DirectoryChange.endpoint(Fixture.endpoint(1, of: acme))
            await #expect(throws: StoreFailure.self) {
                try await store.change([endpoint, endpoint])
            }
            #expect(try await store.commit(try Fixture.creation(1)) == .committed)
            #expect(try await store.nextDelivery() == nil)
        }
    }
}
