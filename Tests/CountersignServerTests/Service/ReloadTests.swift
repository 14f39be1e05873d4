import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// Policies that change while the service runs.
@Suite struct ReloadTests {
    private func policy(attempts: String) -> String {
        """
        policy "Changed"
        defaults
            attempts \(attempts)
            channels sms
        otherwise confirm
        """
    }

    @Test func goodPolicyIsPutInForceAndABrokenOneIsNot() async throws {
        let folder = try await InstalledFolder.found()
        let service = try await SpawnedService.start(on: folder)
        func attemptsOfANewConfirmation() async throws -> Int64? {
            let body = Bodies.create("+4915112345678")
            let answer = try await service.ask(
                .post("/v1/confirmations", key: folder.testKey, once: UUID().uuidString, body)
            )
            return answer.json["attempts_left"]?.integer
        }
        #expect(try await attemptsOfANewConfirmation() == 5)
        try folder.world.write(policy(attempts: "3"), to: "Policies/default.policy")
        #expect(try await attemptsOfANewConfirmation() == 5, "a change waits for its signal")
        service.send(SIGHUP)
        _ = try await eventually("the new policy") {
            try await attemptsOfANewConfirmation() == 3 ? true : nil
        }
        let events = try await service.ask(.get("/v1/events?limit=100", key: folder.testKey)).json
        let changes = events["events"]?.array?.filter { $0["type"]?.string == "policy.changed" }
        #expect(changes?.count == 1)
        #expect(changes?.first?["data"]?["policy"]?.string == "Changed")
        #expect(changes?.first?["data"]?["version"]?.integer == 2)
        try folder.world.write(policy(attempts: "many"), to: "Policies/default.policy")
        service.send(SIGHUP)
        _ = try await eventually("a word about the broken policy") {
            let log = Files.text(folder.world.folder + "/errors.log") ?? ""
            return log.contains("the old ones stay in force") ? true : nil
        }
        #expect(try await attemptsOfANewConfirmation() == 3)
        service.send(SIGTERM)
        #expect(try await service.end() == 0)
    }
}
