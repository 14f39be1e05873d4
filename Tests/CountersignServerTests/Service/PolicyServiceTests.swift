import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// Policies over the API of a whole service.
@Suite struct PolicyServiceTests {
    private func text(_ name: String, _ rules: String = "") -> String {
        "policy \"\(name)\"\ncurrency EUR\n\(rules)otherwise confirm\n"
    }

    private func body(_ text: String, note: String? = nil) -> String {
        JSONText.text(
            .object(
                [JSONMember("text", .string(text))]
                    + (note.map { [JSONMember("note", .string($0))] } ?? [])
            )
        )
    }

    private func put(_ body: String, key: String, match: String) -> Request {
        var request = Request.post("/v1/policy", key: key, fields: "If-Match: \(match)\r\n", body)
        request.method = "PUT"
        return request
    }

    private func key(_ folder: InstalledFolder, _ more: String...) async throws -> String {
        let words = ["keys", "api", "create", "acme-shoes", "--scope", "policy", "--json"] + more
        folder.world.forget()
        #expect(await Program.run(words, in: folder.world.surroundings) == .done)
        let made = try JSONReader.read(Array(folder.world.output.utf8))
        return try #require(made["secret"]?.string)
    }

    @Test func aPutPolicyDecidesAtOnceAndFileAndStoreAgree() async throws {
        let folder = try await InstalledFolder.found()
        let key = try await key(folder)
        let tester = try await self.key(folder, "--test")
        try await RunningService.run(on: folder) { running in
            let before = try await running.ask(.get("/v1/policy", key: key))
            #expect(before.json["holder"]?.string == "default")
            let tag = try #require(before.header("etag"))
            let wanted = text("Mine", "skip \"small\" if amount <= 60 EUR\n")
            let answer = try await running.ask(
                put(body(wanted, note: "small ones"), key: key, match: tag)
            )
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json["version"]?.integer == 1)
            #expect(answer.json["author"]?.string == "api")
            let path = folder.world.folder + "/Policies/acme-shoes.policy"
            #expect(Files.text(path) == wanted)
            let created = try await running.ask(
                .post(
                    "/v1/confirmations",
                    key: running.testKey,
                    once: "1",
                    Bodies.create("+4915112345678")
                )
            )
            #expect(created.json["status"]?.string == "skipped")
            #expect(created.json["decision"]?["policy"]?.string == "Mine")
            #expect(created.json["decision"]?["version"]?.string == "1")
            #expect(created.json["decision"]?["rule"]?.string == "small")
            let events = try await running.ask(.get("/v1/events?limit=100", key: running.testKey))
            let changes = (events.json["events"]?.array ?? [])
                .filter { $0["type"]?.string == "policy.changed" }
            #expect(changes.count == 1)
            #expect(changes.first?["data"]?["policy"]?.string == "Mine")
            // A key of the mode in which the payment was made rehearses on it, and changes nothing.
            #expect(try await running.ask(put(body(wanted), key: tester, match: "*")).status == 403)
            let since = running.clock.now().advanced(bySeconds: -3_600).rfc3339
            let report = try await running.ask(
                .post(
                    "/v1/policy/backtest",
                    key: tester,
                    #"{"text":"policy \"x\"\notherwise block","since":"\#(since)"}"#
                )
            )
            #expect(report.status == 200, "\(report.text)")
            #expect(report.json["judged"]?.integer == 1)
            #expect(report.json["moves"]?.array?.first?["from"]?.string == "skip")
            #expect(report.json["moves"]?.array?.first?["to"]?.string == "block")
        }
        let history = try await folder.command("policy", "history", "acme-shoes", "--json")
        #expect(history["versions"]?.array?.first?["note"]?.string == "small ones")
    }

    @Test func ofParallelEditorsExactlyOneWins() async throws {
        let folder = try await InstalledFolder.found()
        let key = try await key(folder)
        try await RunningService.run(on: folder) { running in
            let before = try await running.ask(.get("/v1/policy", key: key))
            let tag = try #require(before.header("etag"))
            let requests = (0..<16).map { put(body(text("Editor \($0)")), key: key, match: tag) }
            let answers = try await askAtOnce(requests, port: running.port)
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(answers.count { $0.problem == "policy-stale" } == 15)
            let winner = try #require(answers.first { $0.status == 200 })
            let after = try await running.ask(.get("/v1/policy", key: key))
            #expect(after.json["text"]?.string == winner.json["text"]?.string)
            let path = folder.world.folder + "/Policies/acme-shoes.policy"
            #expect(Files.text(path) == winner.json["text"]?.string)
        }
    }

    @Test func aBrokenPromiseIsRefusedWithItsPayment() async throws {
        let folder = try await InstalledFolder.found()
        let key = try await key(folder)
        try await RunningService.run(on: folder) { running in
            let broken =
                text("Mine", "skip \"low\" if amount <= 300 EUR\n")
                + "never skip if amount > 250 EUR\n"
            let before = try await running.ask(.get("/v1/policy", key: key))
            let tag = try #require(before.header("etag"))
            let answer = try await running.ask(put(body(broken), key: key, match: tag))
            #expect(answer.status == 422)
            #expect(answer.problem == "policy-faulty")
            let finding = answer.json["findings"]?.array?.first
            #expect(finding?["line"]?.integer == 5)
            #expect(finding?["column"]?.integer == 1)
            #expect(finding?["counterexample"]?["amount"]?["value"]?.integer ?? 0 > 25_000)
            let check = try await running.ask(.post("/v1/policy/check", key: key, body(broken)))
            #expect(check.status == 200)
            #expect(check.json["findings"]?.array?.count == 1)
            let after = try await running.ask(.get("/v1/policy", key: key))
            #expect(after.header("etag") == tag)
            #expect(!Files.exists(folder.world.folder + "/Policies/acme-shoes.policy"))
        }
    }

    @Test func listsOutsideTheFolderAreNotRead() async throws {
        let folder = try await InstalledFolder.found()
        let key = try await key(folder)
        try await RunningService.run(on: folder) { running in
            for path in ["../keys.json", "default.policy", "/etc/passwd"] {
                let text = text("L", "list l from \"\(path)\"\nskip \"l\" if recipient in l\n")
                let answer = try await running.ask(
                    .post("/v1/policy/check", key: key, body(text))
                )
                #expect(answer.json["findings"]?.array?.isEmpty == false, "\(path)")
                #expect(!answer.text.contains("secret"), "\(path)")
            }
        }
    }
}
