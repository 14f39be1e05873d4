import CountersignCore
import Testing

@testable import CountersignBench

struct FloorTests {
    @Test func everyFloorIsMeasuredAndLeavesNothingBehind() async throws {
        let folder = try TemporaryFolder()
        var settings = FloorSettings(directory: folder.path)
        settings.connections = 4
        settings.operationsMax = 40
        let result = try await Floor(settings).measure()
        #expect(result.syncsPerSecond > 0)
        #expect(result.createCommitsPerSecond > 0)
        #expect(result.createAloneCommitsPerSecond > 0)
        #expect(result.verifyCommitsPerSecond > 0)
        #expect(result.answers.statuses == [201: 40])
        #expect(try folder.contents() == [])
    }

    @Test func rowsAreThoseOfTheirUseCases() throws {
        let rows = try FloorRows()
        let create = try rows.create(1)
        let handover = try rows.handover(create)
        let verify = try rows.verify(create)
        #expect(create.insert?.status == .pending && create.messages.count == 1)
        #expect(create.events.map(\.type) == [.confirmationCreated])
        #expect((900...2_000).contains(try #require(create.answer?.body.count)))
        #expect(handover.messageUpdates.map(\.message.id) == create.messages.map(\.id))
        #expect(handover.messageUpdates.map(\.from) == [.queued])
        #expect(handover.messageUpdates.map(\.message.status) == [.accepted])
        #expect(handover.attempts.map(\.message) == create.messages.map(\.id))
        #expect(handover.events.map(\.type) == [.messageSent])
        #expect(verify.update?.status == .approved)
        #expect(verify.update?.version == 1 && verify.update?.id == create.insert?.id)
        #expect((1_000...2_500).contains(try #require(verify.update?.receipt?.utf8.count)))
        #expect(verify.events.map(\.type) == [.confirmationApproved])
        #expect(verify.recipientFailures == .clear(after: 0))
    }

    @Test func folderThatIsMissingIsAFailure() async throws {
        let path = try TemporaryFolder().file("missing")
        await #expect(throws: BenchFailure.self) {
            try await Floor(FloorSettings(directory: path)).measure()
        }
    }
}
