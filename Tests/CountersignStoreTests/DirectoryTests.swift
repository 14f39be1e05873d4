import CountersignCore
import Testing

@testable import CountersignStore

@Suite("Directory")
struct DirectoryTests {
    private func key(_ number: Int, of merchant: MerchantID) -> APIKey {
        APIKey(
            id: Fixture.id(number),
            merchant: merchant,
            mode: .test,
            scopes: [.checkout, .read],
            hash: Fixture.bytes(number),
            createdAt: Fixture.start
        )
    }

    @Test func theDirectoryIsReadBackExactlyAndCountsItsChanges() async throws {
        try await withStore { (store, _) async throws in
            #expect(try await store.directory().merchants.isEmpty)
            #expect(try await store.directoryVersion() == 0)
            let id = try Fixture.merchant()
            var merchant = try Fixture.account(id)
            merchant.origin = "shop.example"
            merchant.currency = Currency("EUR")
            let key = key(1, of: id)
            let endpoint = Fixture.endpoint(1, of: id)
            try await store.change([.merchant(merchant), .key(key), .endpoint(endpoint)])
            let directory = try await store.directory()
            #expect(directory.version == 3)
            #expect(directory.merchants == [id: merchant])
            #expect(directory.keys == [key.hash: key])
            #expect(directory.endpoints == [id: [endpoint]])
            merchant.brand = "acme"
            merchant.legalName = nil
            try await store.change([.merchant(merchant)])
            #expect(try await store.directory().merchants == [id: merchant])
            #expect(try await store.directoryVersion() == 4)
        }
    }

    @Test func aRevokedKeyStaysWithItsFirstMoment() async throws {
        try await withStore { (store, _) async throws in
            let id = try Fixture.merchant()
            let later = Fixture.start.advanced(bySeconds: 5)
            try await store.change([.merchant(try Fixture.account(id)), .key(key(1, of: id))])
            try await store.change([.revokeKey(Fixture.id(1), at: later)])
            try await store.change([.revokeKey(Fixture.id(1), at: later.advanced(bySeconds: 9))])
            let keys = try await store.directory().keys
            #expect(keys[Fixture.bytes(1)]?.revokedAt == later)
        }
    }

    @Test func changesAreMadeTogetherOrNotAtAll() async throws {
        try await withStore { (store, _) async throws in
            let id = try Fixture.merchant()
            let stranger = try Fixture.merchant("stranger")
            let account = DirectoryChange.merchant(try Fixture.account(id))
            await #expect(throws: StoreFailure.unavailable(reason: "constraint")) {
                try await store.change([account, .key(key(1, of: stranger))])
            }
            #expect(try await store.directory().merchants.isEmpty)
            #expect(try await store.directoryVersion() == 0)
        }
    }

    @Test func anotherProcessChangesTheDirectoryOfALiveStore() async throws {
        try await withStore { (store, directory) async throws in
            let id = try Fixture.merchant()
            _ = try await store.commit(try Fixture.creation(1))
            let commandLine = try SQLiteStore.open(path: directory.file())
            try await commandLine.change([
                .merchant(try Fixture.account(id)), .endpoint(Fixture.endpoint(1, of: id)),
            ])
            await commandLine.close()
            #expect(try await store.directoryVersion() == 2)
            _ = try await store.commit(try Fixture.creation(2))
            let due = try await store.dueDeliveries(
                at: Fixture.start,
                underWay: [:],
                ofEachMax: 10,
                limit: 10
            )
            #expect(due.map(\.event.sequence) == [2])
        }
    }
}
