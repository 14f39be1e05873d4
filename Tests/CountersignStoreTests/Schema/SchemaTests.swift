import CountersignCore
import Foundation
import Testing

@testable import CountersignStore

@Suite("Schema")
struct SchemaTests {
    @Test func anEmptyFileBecomesAStoreThatOnlyItsOwnerMayRead() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file()
        let store = try SQLiteStore.open(path: path)
        #expect(try await store.commit(try Fixture.creation(1)) == .committed)
        #expect(try number(in: path, "PRAGMA user_version") == Schema.known)
        #expect(try number(in: path, "PRAGMA application_id") == Schema.applicationID)
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "store.sqlite\(suffix)")
        }
        await store.close()
    }

    @Test func aStoreIsOpenedAgainAsItWas() async throws {
        let directory = try TemporaryDirectory()
        for number in 1...3 {
            let store = try SQLiteStore.open(path: directory.file())
            #expect(try await store.commit(try Fixture.creation(number)) == .committed)
            #expect(try await store.confirmation(Fixture.id(1)) != nil)
            await store.close()
        }
    }

    @Test func oneServiceAtATimeRunsOverAStoreAndCommandsBesideIt() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file()
        var options = StoreOptions()
        options.isService = true
        let service = try SQLiteStore.open(path: path, options: options)
        #expect(throws: StoreOpenFailure.served(path: path)) {
            try SQLiteStore.open(path: path, options: options)
        }
        let command = try SQLiteStore.open(path: path)
        #expect(try await command.commit(try Fixture.creation(1)) == .committed)
        await command.close()
        await service.close()
        let next = try SQLiteStore.open(path: path, options: options)
        #expect(try await next.confirmation(Fixture.id(1)) != nil)
        await next.close()
    }

    @Test func migrationsRunOnceEachAndInOrder() throws {
        let directory = try TemporaryDirectory()
        try makeEmptyFile(directory.file())
        let connection = try Connection(path: directory.file(), access: .readAndWrite)
        let first = Migration(version: 1, sql: "CREATE TABLE one (a); INSERT INTO one VALUES (1)")
        let second = Migration(version: 2, sql: "INSERT INTO one VALUES (2)")
        try Schema.migrate(connection, by: [first])
        try Schema.migrate(connection, by: [first, second])
        try Schema.migrate(connection, by: [first, second])
        #expect(try connection.integer("SELECT group_concat(a, '') FROM one") == 12)
        #expect(try connection.integer("PRAGMA user_version") == 2)
    }

    @Test func aMigrationThatFailsLeavesTheFileAsItWas() throws {
        let directory = try TemporaryDirectory()
        try makeEmptyFile(directory.file())
        let connection = try Connection(path: directory.file(), access: .readAndWrite)
        let broken = Migration(version: 1, sql: "CREATE TABLE one (a); CREATE TABLE one (a)")
        #expect(throws: StoreFault.self) { try Schema.migrate(connection, by: [broken]) }
        #expect(try connection.integer("PRAGMA user_version") == 0)
        #expect(try connection.integer("PRAGMA application_id") == 0)
        #expect(try connection.integer("SELECT count(*) FROM sqlite_schema") == 0)
        let isOutside = connection.isOutsideTransaction
        #expect(isOutside)
    }

    @Test func aNewerSchemaIsRefusedWithAdvice() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file()
        await (try SQLiteStore.open(path: path)).close()
        let newer = Int(Schema.known) + 1
        try alter(path, "PRAGMA user_version = \(newer)")
        let failure = StoreOpenFailure.newerSchema(path: path, found: newer, known: newer - 1)
        #expect(throws: failure) { try SQLiteStore.open(path: path) }
        #expect(failure.hint.contains("newer version"))
    }

    @Test func aForeignFileIsRefusedAndNotTouched() throws {
        let directory = try TemporaryDirectory()
        let text = directory.file("notes.txt")
        let contents = Data(String(repeating: "no database at all\n", count: 99).utf8)
        try contents.write(to: URL(fileURLWithPath: text))
        #expect(throws: StoreOpenFailure.foreignFile(path: text)) {
            try SQLiteStore.open(path: text)
        }
        #expect(FileManager.default.contents(atPath: text) == contents)

        let other = directory.file("other.sqlite")
        try makeEmptyFile(other)
        try alter(other, "CREATE TABLE theirs (a)")
        let before = FileManager.default.contents(atPath: other)
        #expect(throws: StoreOpenFailure.foreignFile(path: other)) {
            try SQLiteStore.open(path: other)
        }
        #expect(FileManager.default.contents(atPath: other) == before)
    }

    @Test func aMissingDirectoryIsRefusedWithItsReason() throws {
        let path = try TemporaryDirectory().file("missing/store.sqlite")
        let failure = StoreOpenFailure.unavailable(path: path, reason: "no such file or directory")
        #expect(throws: failure) { try SQLiteStore.open(path: path) }
        #expect(failure.description.contains(path))
    }

    @Test(
        arguments: [
            ConfirmationStatus?.none, .pending, .expired, .approved,
        ],
        [true, false]
    )
    func everyListIsWalkedInTheOrderOfAnIndex(
        status: ConfirmationStatus?,
        hasReference: Bool
    ) throws {
        let plan = try Plan(of: ListShape(status: status, hasReference: hasReference).sql)
        #expect(plan.text.contains("SEARCH confirmations USING INDEX"))
        #expect(!plan.text.contains("TEMP B-TREE"))
    }

    @Test func confirmationsFromBeforeButtonsAreReadAsTheyWere() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file()
        let store = try SQLiteStore.open(path: path)
        #expect(try await store.commit(try Fixture.creation(1)) == .committed)
        await store.close()
        // What the later schemas added is taken away again.
        try alter(path, "DROP INDEX events_of_wrong_codes")
        for column in [
            "hedge", "same_message", "confirms_by_button", "decided_amount", "decided_currency",
            "decided_payee", "decided_reference",
        ] {
            try alter(path, "ALTER TABLE confirmations DROP COLUMN \(column)")
        }
        for column in ["tip_fate", "tip", "tip_variant"] {
            try alter(path, "ALTER TABLE messages DROP COLUMN \(column)")
        }
        for column in ["lists", "author", "note"] {
            try alter(path, "ALTER TABLE policy_versions DROP COLUMN \(column)")
        }
        try alter(path, "PRAGMA user_version = 3")
        let again = try SQLiteStore.open(path: path)
        let stored = try await again.confirmation(Fixture.id(1))
        #expect(stored?.confirmation == (try Fixture.confirmation(1)))
        #expect(try number(in: path, "PRAGMA user_version") == Schema.known)
        await again.close()
    }

    @Test func whatCountersAreRebuiltFromIsReadInTheOrderOfAnIndex() throws {
        let confirmations = try Plan(of: CountedRows.confirmations)
        #expect(confirmations.text.contains("SEARCH confirmations USING INDEX"))
        #expect(!confirmations.text.contains("TEMP B-TREE"))
        let messages = try Plan(of: CountedRows.messages)
        #expect(messages.text.contains("SEARCH messages USING INDEX messages_by_confirmation"))
        let wrongCodes = try Plan(of: CountedRows.wrongCodes)
        #expect(wrongCodes.text.contains("SEARCH events USING INDEX events_of_wrong_codes"))
        #expect(!wrongCodes.text.contains("TEMP B-TREE"))
    }

    @Test func aPayersPendingOnesAreFoundAmongThePendingOnly() throws {
        let plan = try Plan(of: Reader.pendingOfRecipient)
        #expect(plan.text.contains("INDEX confirmations_by_wake"))
    }

    @Test func whatWaitsAfterARestartIsFoundAmongThePendingOnly() throws {
        let plan = try Plan(of: Reader.queued)
        #expect(plan.text.contains("SEARCH c USING INDEX confirmations_by_wake"))
        #expect(plan.text.contains("SEARCH m USING INDEX messages_by_confirmation"))
    }

    @Test func aStoreOfTheFirstSchemaKeepsItsRowsAndLearnsNewColumns() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file()
        try makeEmptyFile(path)
        do {
            let connection = try Connection(path: path, access: .readAndWrite)
            try connection.execute("PRAGMA journal_mode = WAL")
            try Schema.migrate(connection, by: [Migration(version: 1, sql: Schema.version1)])
        }
        // The rows as the first schema's program wrote them.
        let confirmation = try Fixture.confirmation(1)
        let store = try await filledByTheFirstSchema(path, with: confirmation)
        #expect(try number(in: path, "PRAGMA user_version") == Schema.known)
        let stored = try #require(try await store.confirmation(confirmation.id))
        #expect(stored.messages.map(\.status) == [.delivered, .read, .queued])
        #expect(stored.messages.map(\.country) == [nil, nil, nil])
        let query = try Fixture.found(
            DeliveryStatisticsQuery(
                since: Fixture.start,
                until: Fixture.start.advanced(bySeconds: 1),
                mode: .live,
                merchant: nil,
                dimensions: []
            )
        )
        let read = try await store.deliveryTallies(query, at: Fixture.start)
        let figures = try #require(read.tally.figures.values.first)
        #expect(read.tally.figures.keys.map(\.country) == ["ZZ"])
        #expect(figures.queued == 3)
        #expect(figures.delivered == 2)
        // Of the one that was read later nobody knows when it arrived.
        #expect(figures.timeToDeliver.count == 1)
        await store.close()
    }

    /// Writes rows with the columns of the first schema only, then opens the store.
    private func filledByTheFirstSchema(
        _ path: String,
        with confirmation: CountersignCore.Confirmation
    ) async throws -> SQLiteStore {
        let scratch = try TemporaryDirectory()
        let newer = try SQLiteStore.open(path: scratch.file())
        var change = Change.inserting(confirmation)
        change.messages = [
            Fixture.message(1, of: confirmation, status: .delivered),
            Fixture.message(2, of: confirmation, status: .read),
            Fixture.message(3, of: confirmation),
        ]
        #expect(try await newer.commit(change) == .committed)
        await newer.close()
        let connection = try Connection(path: path, access: .readAndWrite)
        try connection.execute("ATTACH '\(scratch.file())' AS newer")
        for table in ["confirmations", "messages"] {
            var names = try connection.prepare(
                "SELECT group_concat(name, ', ') FROM main.pragma_table_info('\(table)')"
            )
            #expect(try names.step())
            let columns = names.nextText()
            try connection.execute(
                """
                INSERT INTO main.\(table) (\(columns)) \
                SELECT \(columns) FROM newer.\(table) ORDER BY rowid
                """
            )
        }
        return try SQLiteStore.open(path: path)
    }

    @Test(arguments: [false, true])
    func aReportIsWalkedInTheOrderOfAnIndex(ofOneMerchant: Bool) throws {
        let plan = try Plan(of: DeliverySlice.sql(ofOneMerchant: ofOneMerchant))
        let index =
            ofOneMerchant ? "confirmations_by_merchant" : "sqlite_autoindex_confirmations_1"
        #expect(plan.text.contains("SEARCH c USING INDEX \(index)"), "\(plan.text)")
        #expect(plan.text.contains("SEARCH m USING INDEX messages_by_confirmation"))
        #expect(!plan.text.contains("TEMP B-TREE"), "\(plan.text)")
    }

    @Test(arguments: [
        Reader.due, Reader.nextWake, EventRow.ofMerchant, AnswerRow.find, DeliveryRow.due,
        DeliveryRow.next, MessageRow.ofConfirmation,
    ])
    func everyQueryIsAnsweredByAnIndexWithoutSorting(sql: String) throws {
        let plan = try Plan(of: sql)
        #expect(!plan.text.contains("TEMP B-TREE"), "\(plan.text)")
        for line in plan.text.split(separator: "\n") where line.contains("SCAN") {
            // A partial index holds only what is wanted, so all of it may be walked.
            #expect(
                line.contains("INDEX confirmations_by_wake") || line.contains("_due"),
                "\(line)"
            )
        }
    }
}

/// How SQLite would run a statement.
private struct Plan {
    let text: String

    init(of sql: String) throws {
        let directory = try TemporaryDirectory()
        try makeEmptyFile(directory.file())
        let connection = try Connection(path: directory.file(), access: .readAndWrite)
        try Schema.migrate(connection)
        var rows = try connection.prepare("EXPLAIN QUERY PLAN " + sql)
        var lines: [String] = []
        while try rows.step() {
            for _ in 0..<3 { _ = rows.nextInteger() }
            lines.append(rows.nextText())
        }
        text = lines.joined(separator: "\n")
    }
}
