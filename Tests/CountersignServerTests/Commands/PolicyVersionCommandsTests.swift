import CountersignCore
import Testing

@testable import CountersignServer

/// Versions of policies from the command line.
@Suite struct PolicyVersionCommandsTests {
    private func text(_ amount: Int) -> String {
        """
        policy "Mine"
        currency EUR
        skip "low" if amount <= \(amount) EUR
        otherwise confirm

        """
    }

    @Test func versionsAreKeptComparedAndRolledBack() async throws {
        let folder = try await InstalledFolder.found()
        let world = folder.world
        for (number, amount) in [(1, 10), (2, 20)] {
            try world.write(text(amount), to: "draft.policy")
            let placed = try await folder.command(
                "policy",
                "put",
                "draft.policy",
                "--merchant",
                "acme-shoes",
                "--note",
                "up to \(amount)",
                "--json"
            )
            #expect(placed["version"]?.integer == Int64(number))
        }
        let file = world.folder + "/Policies/acme-shoes.policy"
        #expect(Files.text(file) == text(20))
        world.forget()
        let diff = ["policy", "diff", "1", "--merchant", "acme-shoes"]
        #expect(await Program.run(diff, in: world.surroundings) == .findings)
        #expect(world.output.contains("--- acme-shoes.policy (version 1, "))
        #expect(
            world.output.contains(
                "-skip \"low\" if amount <= 10 EUR\n+skip \"low\" if amount <= 20 EUR\n"
            )
        )
        world.forget()
        let same = ["policy", "diff", "2", "2", "--merchant", "acme-shoes"]
        #expect(await Program.run(same, in: world.surroundings) == .done)
        #expect(world.output.isEmpty)
        let back = try await folder.command(
            "policy",
            "rollback",
            "1",
            "--merchant",
            "acme-shoes",
            "--note",
            "too much",
            "--json"
        )
        #expect(back["version"]?.integer == 3)
        #expect(Files.text(file) == text(10))
        let history = try await folder.command("policy", "history", "acme-shoes", "--json")
        let versions = history["versions"]?.array ?? []
        #expect(versions.compactMap { $0["version"]?.integer } == [3, 2, 1])
        #expect(versions.compactMap { $0["note"]?.string } == ["too much", "up to 20", "up to 10"])
        #expect(versions.allSatisfy { $0["author"]?.string == "cli" })
        // The same by the file's name, for people.
        world.forget()
        #expect(await world.run("policy", "history", "Policies/acme-shoes.policy") == .done)
        #expect(world.output.contains("too much"))
        // What is in place already gets no other version.
        let again = try await folder.command(
            "policy",
            "rollback",
            "3",
            "--merchant",
            "acme-shoes",
            "--json"
        )
        #expect(again["version"]?.integer == 3)
    }

    @Test func faultyTextIsNotPutInPlace() async throws {
        let folder = try await InstalledFolder.found()
        let world = folder.world
        try world.write("policy \"P\"\nskip \"x\" if amonut > 1\n", to: "draft.policy")
        #expect(
            await world.run("policy", "put", "draft.policy", "--merchant", "acme-shoes")
                == .findings
        )
        #expect(world.output.contains("did you mean 'amount'?"))
        #expect(!Files.exists(world.folder + "/Policies/acme-shoes.policy"))
        let history = try await folder.command("policy", "history", "acme-shoes", "--json")
        #expect(history["versions"]?.array?.isEmpty == true)
    }

    @Test func unknownVersionsAndMerchantsAreToldApart() async throws {
        let folder = try await InstalledFolder.found()
        let world = folder.world
        #expect(await world.run("policy", "diff", "1") == .unusable)
        #expect(world.diagnostics.contains("no policy of 'default' has been in force yet"))
        try world.write(text(1), to: "draft.policy")
        _ = try await folder.command("policy", "put", "draft.policy", "--json")
        world.forget()
        #expect(await world.run("policy", "rollback", "9") == .unusable)
        #expect(world.diagnostics.contains("the newest is 1"))
        #expect(
            await world.run("policy", "put", "draft.policy", "--merchant", "nobody") == .unusable
        )
        #expect(await world.run("policy", "diff", "one") == .unusable)
        #expect(await world.run("policy", "put", "draft.policy", "--note", "a\nb") == .unusable)
    }

    @Test func aRunningServiceTakesWhatIsPutInPlace() async throws {
        let folder = try await InstalledFolder.found()
        let service = try await SpawnedService.start(on: folder)
        try folder.world.write(text(100), to: "draft.policy")
        _ = try await folder.command(
            "policy",
            "put",
            "draft.policy",
            "--merchant",
            "acme-shoes",
            "--note",
            "n",
            "--json"
        )
        _ = try await eventually("the new policy") {
            let body = Bodies.create("+4915112345678")
            let answer = try await service.ask(
                .post(
                    "/v1/confirmations",
                    key: folder.testKey,
                    once: "\(body.hashValue)-\(Int.random(in: 0..<1 << 60))",
                    body
                )
            )
            return answer.json["decision"]?["rule"]?.string == "low" ? true : nil
        }
        let history = try await folder.command("policy", "history", "acme-shoes", "--json")
        #expect(history["versions"]?.array?.count == 1)
        #expect(history["versions"]?.array?.first?["author"]?.string == "cli")
        service.send(15)
        #expect(try await service.end() == 0)
    }
}
