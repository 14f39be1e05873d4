import CountersignCore
import CountersignKeys
import CountersignMessaging
import Testing

@testable import CountersignServer

@Suite struct DirectoryCommandsTests {
    private func founded() async throws -> TestSurroundings {
        let world = try TestSurroundings()
        #expect(await world.run("init") == .done)
        world.forget()
        return world
    }

    private func json(_ world: TestSurroundings) throws -> JSONValue {
        defer { world.forget() }
        return try JSONReader.read(Array(world.output.utf8))
    }

    @Test func merchantIsAddedChangedAndShown() async throws {
        let world = try await founded()
        #expect(
            await world.run(
                "merchants",
                "add",
                "blue",
                "--name",
                "Blue",
                "--origin",
                "blue.example",
                "--currency",
                "JPY",
                "--json"
            ) == .done
        )
        #expect(try json(world)["origin"]?.string == "blue.example")
        #expect(
            await world.run(
                "merchants",
                "set",
                "blue",
                "--legal-name",
                "Blue GmbH",
                "--origin=",
                "--json"
            ) == .done
        )
        let changed = try json(world)
        #expect(changed["name"]?.string == "Blue")
        #expect(changed["legal_name"]?.string == "Blue GmbH")
        #expect(changed["origin"] == .null)
        #expect(changed["currency"]?.string == "JPY")
        #expect(await world.run("merchants", "list", "--json") == .done)
        let listed = try json(world)["merchants"]?.array ?? []
        #expect(listed.compactMap { $0["id"]?.string } == ["acme-shoes", "blue"])
        #expect(await world.run("merchants", "show", "blue") == .done)
        #expect(world.output.contains("Blue GmbH"))
    }

    @Test(arguments: [
        (["merchants", "add", "acme-shoes", "--name", "Again"], "already"),
        (["merchants", "add", "Acme", "--name", "Acme"], "no merchant id"),
        (["merchants", "add", "x", "--name", "Evil\u{202E}"], "U+202E"),
        (["merchants", "add", "x", "--name", "X", "--currency", "EURO"], "--currency"),
        (["merchants", "add", "x", "--name", "X", "--origin", "https://x"], "--origin"),
        (["merchants", "show", "acme-shoe"], "did you mean 'acme-shoes'?"),
        (
            ["keys", "api", "create", "acme-shoes", "--scope", "checkuot"],
            "did you mean 'checkout'?"
        ),
        (["keys", "api", "revoke", "csk_live_x"], "not the secret"),
        (["keys", "rotate", "index"], "index"),
        (["webhooks", "add", "acme-shoes", "ftp://x.example"], "http"),
    ])
    func misuseIsRefusedWithItsRemedy(words: [String], part: String) async throws {
        let world = try await founded()
        #expect(await Program.run(words, in: world.surroundings) == .unusable)
        #expect(world.diagnostics.contains(part), "\(world.diagnostics)")
        #expect(world.output.isEmpty)
    }

    @Test func apiKeyIsMadeListedAndRevoked() async throws {
        let world = try await founded()
        let create = ["keys", "api", "create", "acme-shoes", "--scope", "read", "--test", "--json"]
        #expect(await Program.run(create, in: world.surroundings) == .done)
        let made = try json(world)
        let id = try #require(made["id"]?.string)
        #expect(made["secret"]?.string?.hasPrefix("csk_test_") == true)
        #expect(made["scopes"]?.array == [.string("read")])
        #expect(await world.run("keys", "api", "revoke", id) == .done)
        world.forget()
        #expect(await world.run("keys", "api", "list", "acme-shoes", "--json") == .done)
        let keys = try json(world)["keys"]?.array ?? []
        #expect(keys.count == 3)
        let revoked = keys.filter { $0["revoked_at"] != .null }
        #expect(revoked.compactMap { $0["id"]?.string } == [id])
    }

    @Test func keyIsRotatedAndTheOldOneKept() async throws {
        let world = try await founded()
        #expect(await world.run("keys", "rotate", "sign") == .done)
        world.forget()
        #expect(await world.run("keys", "list", "--json") == .done)
        let keys = try json(world)["keys"]?.array ?? []
        let signs = keys.filter { $0["use"]?.string == "sign" }
        #expect(signs.count == 2)
        #expect(signs.filter { $0["retired_at"] == .null }.count == 1)
        #expect(try world.mode(of: "keys.json") == 0o600)
        #expect(await world.run("keys", "verify") == .done)
    }

    @Test func webhookIsAddedTestedAndRemoved() async throws {
        let world = try await founded()
        let url = "https://shop.example/hook"
        #expect(await world.run("webhooks", "add", "acme-shoes", url, "--json") == .done)
        let made = try json(world)
        let id = try #require(made["id"]?.string)
        let secret = try #require(made["secret"]?.string.flatMap { WebhookSecret($0) })

        #expect(await world.run("webhooks", "test", id) == .findings)
        world.answer(status: 204)
        #expect(await world.run("webhooks", "test", id) == .done)
        let request = try #require(world.requests.last)
        #expect(request.url == url)
        #expect(isPublicOnly(request))
        let headers = Dictionary(request.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
        let webhooks = StandardWebhooks(secrets: [secret], crypto: .libcrypto)
        #expect(throws: Never.self) {
            try webhooks.verify(headers: headers, body: request.body, at: SystemClock().now())
        }

        #expect(await world.run("webhooks", "remove", id) == .done)
        world.forget()
        #expect(await world.run("webhooks", "list", "--json") == .done)
        #expect(try json(world)["webhooks"]?.array == [])
    }

    private func isPublicOnly(_ request: OutboundRequest) -> Bool {
        if case .publicOnly = request.destination { true } else { false }
    }
}
