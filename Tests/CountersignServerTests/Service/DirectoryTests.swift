import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// What the command line changes while the service runs.
@Suite struct DirectoryTests {
    @Test func newKeyWorksAtOnceAndARevokedOneNoMore() async throws {
        try await RunningService.run { running in
            let made = try await running.folder.command(
                "keys",
                "api",
                "create",
                "acme-shoes",
                "--scope",
                "read",
                "--test",
                "--json"
            )
            let key = try #require(made["secret"]?.string)
            #expect(try await running.ask(.get("/v1/confirmations", key: key)).status == 200)
            let create = Request.post(
                "/v1/confirmations",
                key: key,
                once: "k",
                Bodies.create("+4915112345678")
            )
            let forbidden = try await running.ask(create)
            #expect(forbidden.status == 403 && forbidden.problem == "forbidden")

            let id = try #require(made["id"]?.string)
            _ = try await running.folder.command("keys", "api", "revoke", id)
            running.clock.advance(seconds: 1)
            let revoked = try await running.ask(.get("/v1/confirmations", key: key))
            #expect(revoked.status == 401 && revoked.problem == "unauthorized")
            #expect(revoked.header("www-authenticate")?.hasPrefix("Bearer") == true)
            #expect(
                try await running.ask(.get("/v1/confirmations", key: running.testKey)).status == 200
            )
        }
    }

    @Test func merchantsNewNameIsShownWithinASecond() async throws {
        try await RunningService.run { running in
            _ = try await running.folder.command("merchants", "set", "acme-shoes", "--name", "Neu")
            running.clock.advance(seconds: 1)
            let id = try await running.create("+4915112345678")
            #expect(try await running.read(id).json["payee"]?.string == "Neu")
        }
    }

    @Test func newMerchantMayStartAtOnce() async throws {
        try await RunningService.run { running in
            _ = try await running.folder.command("merchants", "add", "blue", "--name", "Blue")
            let made = try await running.folder.command(
                "keys",
                "api",
                "create",
                "blue",
                "--scope",
                "checkout",
                "--test",
                "--json"
            )
            let key = try #require(made["secret"]?.string)
            let id = try await running.create("+4915112345678", key: key)
            #expect(try await running.read(id, key: key).json["payee"]?.string == "Blue")
        }
    }
}
