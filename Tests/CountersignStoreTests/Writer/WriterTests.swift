import Foundation
import Synchronization
import Testing

@testable import CountersignCore
@testable import CountersignStore

@Suite("Group commit")
struct WriterTests {
    @Test func everyCallerOfABatchIsAnswered() async throws {
        try await withStore { (store, _) async throws in
            let count = 300
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...count {
                    let change = try Fixture.creation(number)
                    group.addTask { () async throws in
                        #expect(try await store.commit(change) == .committed)
                        #expect(try await store.confirmation(Fixture.id(number)) != nil)
                    }
                }
                try await group.waitForAll()
            }
            let merchant = try Fixture.merchant()
            let events = try await store.events(of: merchant, mode: .live, after: 0, limit: 1_000)
            #expect(events.map(\.sequence) == (1...Int64(count)).map { $0 })
        }
    }

    @Test func aChangeThatFailsDoesNotTakeItsNeighboursAlong() async throws {
        let log = KeptLog()
        try await withStore(options: StoreOptions(log: log)) { (store, _) async throws in
            _ = try await store.commit(try Fixture.creation(1))
            let gate = Gate()
            let blocked = Task { try await store.hold(gate) }
            await gate.reached()
            // All of these wait behind the gate and so become one batch.
            let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 2...20 {
                    var change = try Fixture.creation(number)
                    switch number {
                    case 5: change.insert = try Fixture.confirmation(1)  // fails at its first row
                    case 9: change.messages = [Fixture.message(1, of: try Fixture.confirmation(1))]
                    case 13:
                        change.messages += [Fixture.message(40, of: try Fixture.confirmation(99))]
                    default: break
                    }
                    group.addTask { [change] in
                        do { return try await store.commit(change) == .committed } catch {
                            return false
                        }
                    }
                }
                try await store.waitUntilWaiting(19)
                gate.open()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await blocked.value
            #expect(outcomes.filter { $0 }.count == 16)
            for number in 2...20 {
                let isThere = try await store.confirmation(Fixture.id(number)) != nil
                #expect(isThere == ![5, 9, 13].contains(number), "confirmation \(number)")
                let answer = try await store.answer(Fixture.bytes(number), at: Fixture.start)
                #expect((answer != nil) == ![5, 9, 13].contains(number), "answer \(number)")
            }
            let events = try await store.events(
                of: try Fixture.merchant(),
                mode: .live,
                after: 0,
                limit: 99
            )
            #expect(events.map(\.sequence) == Array(1...17))
            #expect(log.lines.contains("The store refused a change. reason=constraint"))
        }
    }

    @Test func aFullDiskFailsTheBatchAndTheWriterGoesOnWhenThereIsRoom() async throws {
        let log = KeptLog()
        try await withStore(options: StoreOptions(log: log)) { (store, _) async throws in
            _ = try await store.commit(try Fixture.creation(1))
            try await store.limitPages(to: 1)
            var failures = 0
            for number in 2...200 {
                do {
                    #expect(try await store.commit(try Fixture.creation(number)) == .committed)
                } catch {
                    #expect(error as? StoreFailure == .unavailable(reason: "disk full"))
                    failures += 1
                    #expect(try await store.confirmation(Fixture.id(number)) == nil)
                }
            }
            #expect(failures > 0)
            #expect(
                log.lines.contains { $0.hasPrefix("The store could not commit. reason=disk full") }
            )
            #expect(try await store.confirmation(Fixture.id(1)) != nil)
            try await store.limitPages(to: 1_000_000)
            for number in 300...400 {
                #expect(try await store.commit(try Fixture.creation(number)) == .committed)
            }
        }
    }

    @Test func moreWaitingChangesThanTheBoundAreRefused() async throws {
        var options = StoreOptions()
        options.waitingChangesMax = 4
        try await withStore(options: options) { (store, _) async throws in
            let gate = Gate()
            let blocked = Task { try await store.hold(gate) }
            await gate.reached()
            let waiting = try (1...4).map { number in
                let change = try Fixture.creation(number)
                return Task { try await store.commit(change) }
            }
            try await store.waitUntilWaiting(4)
            await #expect(throws: StoreFailure.overloaded) {
                try await store.commit(try Fixture.creation(5))
            }
            gate.open()
            try await blocked.value
            for task in waiting { #expect(try await task.value == .committed) }
        }
    }

    @Test func closingFinishesWhatIsQueuedAndRefusesTheRest() async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteStore.open(path: directory.file())
        let gate = Gate()
        let blocked = Task { try await store.hold(gate) }
        await gate.reached()
        let waiting = try (1...30).map { number in
            let change = try Fixture.creation(number)
            return Task { try await store.commit(change) }
        }
        try await store.waitUntilWaiting(30)
        let closing = Task { await store.close() }
        gate.open()
        try await blocked.value
        for task in waiting { #expect(try await task.value == .committed) }
        await closing.value
        await store.close()
        await #expect(throws: StoreFailure.unavailable(reason: "closed")) {
            try await store.commit(try Fixture.creation(31))
        }
        #expect(!FileManager.default.fileExists(atPath: directory.file("store.sqlite-wal")))
        let again = try SQLiteStore.open(path: directory.file())
        for number in 1...30 { #expect(try await again.confirmation(Fixture.id(number)) != nil) }
        await again.close()
    }

    @Test func whatWasAnsweredIsInACopyOfTheFilesOfALiveStore() async throws {
        try await withStore { (store, directory) async throws in
            for number in 1...50 {
                #expect(try await store.commit(try Fixture.creation(number)) == .committed)
            }
            // What a killed process leaves: the files as they are, nothing brought together.
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: directory.file() + suffix,
                    toPath: directory.file("copy.sqlite") + suffix
                )
            }
            let copy = try SQLiteStore.open(path: directory.file("copy.sqlite"))
            for number in 1...50 {
                let expected = try Fixture.creation(number)
                let stored = try await copy.confirmation(Fixture.id(number))
                #expect(stored?.confirmation == expected.insert)
                #expect(stored?.messages == expected.messages)
                let answer = try await copy.answer(Fixture.bytes(number), at: Fixture.start)
                #expect(answer == expected.answer)
            }
            let queued = try await copy.queuedMessages(before: nil, limit: 100)
            let promised = try (1...50).flatMap { try Fixture.creation($0).messages.map(\.id) }
            #expect(Set(queued.map(\.id)) == Set(promised))
            await copy.close()
        }
    }
}

/// Holds the writer's thread until it is opened.
final class Gate: Sendable {
    private let isOpen = Atomic(false)
    private let isReached = Atomic(false)

    func open() { isOpen.store(true, ordering: .releasing) }

    func hold() {
        isReached.store(true, ordering: .releasing)
        while !isOpen.load(ordering: .acquiring) { usleep(200) }
    }

    func reached() async {
        while !isReached.load(ordering: .acquiring) { await Task.yield() }
    }
}

extension SQLiteStore {
    func hold(_ gate: Gate) async throws {
        try await writer.run { _ throws(StoreFault) in gate.hold() }
    }

    /// Lets the file grow to so many pages and no further, as a full disk would.
    func limitPages(to count: Int) async throws {
        try await writer.run { writer throws(StoreFault) in
            try writer.connection.execute("PRAGMA max_page_count = \(count)")
        }
    }

    /// Waits until so many changes wait behind the one that is being done.
    func waitUntilWaiting(_ count: Int) async throws {
        while writer.waitingCount < count { await Task.yield() }
    }
}
