import Testing

@testable import CountersignCore
@testable import CountersignStore

@Suite("Events")
struct EventTests {
    @Test func aMerchantSeesItsOwnEventsInTheOrderOfTheStore() async throws {
        try await withStore { (store, _) async throws in
            let acme = try Fixture.confirmation(1)
            let other = try Fixture.confirmation(2, merchant: try Fixture.merchant("other"))
            var change = Change.inserting(acme)
            change.events = [
                Fixture.event(1, of: acme), Fixture.event(2, of: acme, type: .messageSent),
            ]
            _ = try await store.commit(change)
            change = .inserting(other)
            change.events = [Fixture.event(3, of: other)]
            _ = try await store.commit(change)
            change = Change()
            change.events = [
                EventRecord(
                    id: Fixture.id(4),
                    type: .confirmationCanceled,
                    merchant: acme.context.merchant,
                    confirmation: nil,
                    at: Fixture.start,
                    data: Array("{}".utf8)
                )
            ]
            _ = try await store.commit(change)
            let merchant = acme.context.merchant
            let events = try await store.events(of: merchant, mode: .live, after: 0, limit: 10)
            #expect(events.map(\.sequence) == [1, 2, 4])
            #expect(
                events.map(\.type) == [.confirmationCreated, .messageSent, .confirmationCanceled]
            )
            #expect(events.first?.data == Fixture.event(1, of: acme).data)
            #expect(events.last?.confirmation == nil)
            let rest = try await store.events(of: merchant, mode: .live, after: 1, limit: 1)
            #expect(rest.map(\.sequence) == [2])
        }
    }

    @Test func eventsOfTheOtherModeAreNotSeen() async throws {
        try await withStore { (store, _) async throws in
            for (number, mode) in [(1, Mode.live), (2, .test)] {
                let confirmation = try Fixture.confirmation(number, mode: mode)
                var change = Change.inserting(confirmation)
                change.events = [Fixture.event(number, of: confirmation)]
                _ = try await store.commit(change)
            }
            let merchant = try Fixture.merchant()
            for (mode, sequence) in [(Mode.live, Int64(1)), (.test, 2)] {
                let events = try await store.events(of: merchant, mode: mode, after: 0, limit: 10)
                #expect(events.map(\.sequence) == [sequence])
            }
        }
    }

    @Test func eventsCanNeitherBeChangedNorRemoved() async throws {
        try await withStore { (store, directory) async throws in
            _ = try await store.commit(try Fixture.creation(1))
            for sql in ["UPDATE events SET data = '{}'", "DELETE FROM events"] {
                #expect(throws: StoreFault.self) { try alter(directory.file(), sql) }
            }
            #expect(try number(in: directory.file(), "SELECT count(*) FROM events") == 1)
        }
    }

    @Test func aChangedPolicyIsToldOnceToEndpointsAndInTheRecord() async throws {
        try await withStore { (store, directory) async throws in
            let merchant = try Fixture.merchant()
            try await store.change([
                .merchant(try Fixture.account(merchant)),
                .endpoint(Fixture.endpoint(1, of: merchant)),
            ])
            for (place, number) in [1, 2, 2].enumerated() {
                let event = EventRecord(
                    id: Fixture.id(place),
                    type: .policyChanged,
                    merchant: merchant,
                    confirmation: nil,
                    at: Fixture.start,
                    data: Array(#"{"version":\#(number)}"#.utf8)
                )
                let version = Fixture.policy(number, text: "a")
                #expect(
                    try await store.keep(version, telling: number == 1 ? [] : [event])
                        == (place < 2)
                )
            }
            for mode in Mode.allCases {
                let events = try await store.events(of: merchant, mode: mode, after: 0, limit: 9)
                #expect(events.map(\.type) == [.policyChanged])
                #expect(
                    events.map { String(decoding: $0.data, as: UTF8.self) } == [#"{"version":2}"#]
                )
            }
            let queued = try number(in: directory.file(), "SELECT count(*) FROM webhook_deliveries")
            #expect(queued == 1)
        }
    }

    @Test func anUnreadableRowIsAFailureAndIsLogged() async throws {
        let log = KeptLog()
        try await withStore(options: StoreOptions(log: log)) { (store, directory) async throws in
            _ = try await store.commit(try Fixture.creation(1))
            _ = try await store.commit(try Fixture.creation(2))
            let faults = [
                ("confirmations.status", "status = 'odd'"),
                ("confirmations settings", "code_digits = 99"),
                ("confirmations.amount", "currency = 'XXX'"), ("confirmations.payee", "payee = ''"),
                ("confirmations.reasons", "reasons = '[1'"),
            ]
            for (place, assignment) in faults {
                try alter(
                    directory.file(),
                    "UPDATE confirmations SET \(assignment) WHERE rowid = 1"
                )
                await #expect(throws: StoreFailure.unavailable(reason: "unreadable \(place)")) {
                    try await store.confirmation(Fixture.id(1))
                }
                try alter(
                    directory.file(),
                    """
                    UPDATE confirmations SET (status, code_digits, currency, payee, reasons) = \
                    (SELECT status, code_digits, currency, payee, reasons FROM confirmations \
                    WHERE rowid = 2) WHERE rowid = 1
                    """
                )
                #expect(try await store.confirmation(Fixture.id(1)) != nil)
            }
            #expect(log.lines.count == faults.count)
            let line = "The store could not be read. reason=unreadable confirmations.status"
            #expect(log.lines.first == line)
        }
    }
}
