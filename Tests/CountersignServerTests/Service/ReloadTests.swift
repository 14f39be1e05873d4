import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// Policies that change while the service runs.
@Suite struct ReloadTests {
    private func policy(attempts: String, name: String = "Changed") -> String {
        """
        policy "\(name)"
        defaults
            attempts \(attempts)
            channels sms
        otherwise confirm
        """
    }

    private func attempts(
        _ service: SpawnedService,
        _ folder: InstalledFolder
    ) async throws -> Int64? {
        let body = Bodies.create("+4915112345678")
        let answer = try await service.ask(
            .post("/v1/confirmations", key: folder.testKey, once: UUID().uuidString, body)
        )
        return answer.json["attempts_left"]?.integer
    }

    private func wait(
        for count: Int64,
        _ service: SpawnedService,
        _ folder: InstalledFolder
    ) async throws {
        _ = try await eventually("a policy of \(count) attempts") {
            try await attempts(service, folder) == count ? true : nil
        }
    }

    /// Every `policy.changed`, wherever it stands among the events of the payments asked for above.
    private func policyChanges(
        _ service: SpawnedService,
        _ folder: InstalledFolder
    ) async throws -> [JSONValue] {
        var events: [JSONValue] = []
        var after: Int64? = 0
        while let place = after {
            let path = "/v1/events?limit=100&after=\(place)"
            let page = try await service.ask(.get(path, key: folder.testKey)).json
            events += page["events"]?.array ?? []
            after = page["next"]?.integer
        }
        return events.filter { $0["type"]?.string == "policy.changed" }
    }

    @Test func changedPolicyIsPutInForceAndABrokenOneIsNot() async throws {
        let folder = try await InstalledFolder.found()
        let service = try await SpawnedService.start(on: folder)
        #expect(try await attempts(service, folder) == 5)
        try folder.world.write(policy(attempts: "3"), to: "Policies/default.policy")
        try await wait(for: 3, service, folder)
        let changes = try await policyChanges(service, folder)
        #expect(changes.count == 1)
        #expect(changes.first?["data"]?["policy"]?.string == "Changed")
        #expect(changes.first?["data"]?["version"]?.integer == 2)
        try folder.world.write(policy(attempts: "many"), to: "Policies/default.policy")
        _ = try await eventually("a word about the broken policy") {
            let log = Files.text(folder.world.folder + "/errors.log") ?? ""
            return log.contains("the old ones stay in force") ? true : nil
        }
        let log = Files.text(folder.world.folder + "/errors.log") ?? ""
        #expect(log.contains("\"line\":3"))
        #expect(try await attempts(service, folder) == 3)
        let ready = try await service.ask(.get("/readyz"))
        #expect(ready.status == 200)
        #expect(ready.text.contains("a fault in Policies/default.policy, line 3"))
        #expect(!ready.text.contains("many"))
        // Repaired, it is taken, and nothing is said any more.
        try folder.world.write(policy(attempts: "4"), to: "Policies/default.policy")
        try await wait(for: 4, service, folder)
        #expect(!(try await service.ask(.get("/readyz"))).text.contains("failed"))
        service.send(SIGTERM)
        #expect(try await service.end() == 0)
    }

    @Test func promiseThatCanBeBrokenLeavesTheOldPolicyInForce() async throws {
        let folder = try await InstalledFolder.found(policy: policy(attempts: "2"))
        let service = try await SpawnedService.start(on: folder)
        let broken = policy(attempts: "3") + "\nnever confirm if purpose is payment\n"
        try folder.world.write(broken, to: "Policies/default.policy")
        service.send(SIGHUP)
        _ = try await eventually("a word about the broken promise") {
            let log = Files.text(folder.world.folder + "/errors.log") ?? ""
            return log.contains("can break this") ? true : nil
        }
        #expect(try await attempts(service, folder) == 2)
        service.send(SIGTERM)
        #expect(try await service.end() == 0)
    }

    @Test func aListIsPartOfItsPolicy() async throws {
        let folder = try await InstalledFolder.found(
            policy: """
                policy "Lists"
                list known from "lists/known.txt"
                block "known" if recipient in known
                otherwise confirm
                """
        )
        try folder.world.write("+4366412345678\n", to: "Policies/lists/known.txt")
        let service = try await SpawnedService.start(on: folder)
        #expect(try await attempts(service, folder) == 5)
        // As an editor that writes another file and renames it.
        let path = folder.world.folder + "/Policies/lists/"
        try folder.world.write("+4915112345678\n", to: "Policies/lists/known.txt.new")
        try FileManager.default.removeItem(atPath: path + "known.txt")
        try FileManager.default.moveItem(
            atPath: path + "known.txt.new",
            toPath: path + "known.txt"
        )
        _ = try await eventually("the new list") {
            let body = Bodies.create("+4915112345678")
            let answer = try await service.ask(
                .post("/v1/confirmations", key: folder.testKey, once: UUID().uuidString, body)
            )
            return answer.json["status"]?.string == "blocked" ? true : nil
        }
        service.send(SIGTERM)
        #expect(try await service.end() == 0)
        let history = try await folder.command("policy", "history", "--json")
        #expect(history["versions"]?.array?.count == 2)
        folder.world.forget()
        #expect(await folder.world.run("policy", "diff", "1") == .findings)
        #expect(folder.world.output.contains("-+4366412345678\n+"))
        // Numbers lie in the store sealed only.
        let store = try Data(
            contentsOf: URL(fileURLWithPath: folder.world.folder + "/countersign.sqlite")
        )
        #expect(store.range(of: Data("4366412345678".utf8)) == nil)
    }
}

@Suite struct StillnessJudgeTests {
    @Test func whatChangesIsActedOnWhenItHasComeToRest() {
        var judge = StillnessJudge("a")
        let looks = ["a", "ab", "abc", "abc", "abc", "", "x", "x"]
        #expect(
            looks.map { judge.isStill($0) }
                == [false, false, false, true, false, false, false, true]
        )
    }

    @Test func whatComesBackIsNoChange() {
        var judge = StillnessJudge(1)
        #expect([2, 1, 2, 1].map { judge.isStill($0) } == [false, false, false, false])
    }
}
