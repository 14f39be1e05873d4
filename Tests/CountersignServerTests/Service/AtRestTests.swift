import CountersignCore
import CountersignMessaging
import Foundation
import Testing

@testable import CountersignServer

/// What can be read in the files of the store.
@Suite struct AtRestTests {
    /// Eight digits do not come about by chance.
    private static let policy = """
        policy "Long codes"
        defaults
            code 8 digits
            expires in 5 minutes
            attempts 5
            channels whatsapp, sms
            at most 3 sends, 30 seconds apart
        otherwise confirm
        """

    @Test func filesHoldNoSecretAndNoNumber() async throws {
        let shop = try LocalServer.start()
        let gateway = try LocalServer.start()
        let secret = newSecret()
        let folder = try await InstalledFolder.found(
            gateways: [("gateway", gateway.url)],
            secret: secret,
            policy: AtRestTests.policy
        )
        let phones = ["+4915112345678", "+4915112345679", "+4915112345670"]
        try await RunningService.run(on: folder) { running in
            let endpoint = try await folder.command(
                "webhooks",
                "add",
                "acme-shoes",
                "\(shop.url)/hook",
                "--json"
            )
            let hook = try #require(endpoint["secret"]?.string)
            running.clock.advance(seconds: 1)
            var codes: [String] = []
            for phone in phones {
                let create = """
                    {"amount": \(Bodies.amount), "reference": "order-\(phone.suffix(2))",
                     "recipient": {"phone": "\(phone)", "email": "kim.secret@example.com"},
                     "signals": {"ip": "203.0.113.99"}}
                    """
                let answer = try await running.ask(
                    .post("/v1/confirmations", key: running.testKey, once: phone, create)
                )
                let id = try #require(answer.json["id"]?.string)
                let code = try await running.codesOnPhone(phone)[0]
                codes.append(code)
                _ = try await running.post("verify", id, Bodies.verify(Bodies.wrong(code)))
                let right = try await running.post("verify", id, Bodies.verify(code), once: "v")
                #expect(right.status == 200)
            }
            _ = try await running.create(phones[0], key: running.liveKey)
            let message = try await eventually("a live message") { gateway.messages.first }
            codes.append(try #require(message.code))
            #expect(codes.allSatisfy { $0.utf8.count == 8 })

            let secrets =
                codes + phones.flatMap { [$0, String($0.dropFirst(3))] }
                + ["kim.secret", "203.0.113.99", hook, secret, running.liveKey, running.testKey]
                + [hook, secret].map { String($0.dropFirst("whsec_".count)) }
                + [running.liveKey, running.testKey].map { String($0.dropFirst(9)) }
            try expectNothing(of: secrets, in: folder.world)
            let logged = running.logged
            #expect(!secrets.contains { logged.contains($0) })
            for secret in secrets {
                let metrics = try await running.ask(.get("/metrics")).text
                #expect(!metrics.contains(secret))
            }
        }
        await shop.stop()
        await gateway.stop()
    }

    private func expectNothing(of secrets: [String], in world: TestSurroundings) throws {
        var bytes: [UInt8] = []
        for name in try world.names() where name.hasPrefix("countersign.sqlite") {
            bytes += [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(world.folder)/\(name)")))
        }
        #expect(bytes.firstRange(of: Array("order-78".utf8)) != nil, "what may be read is found")
        for secret in secrets {
            #expect(bytes.firstRange(of: Array(secret.utf8)) == nil, "\(secret.prefix(3))…")
            // Keys and webhook secrets might lie there as bytes, too.
            let raw = Base64URL.decode(secret) ?? Base64.decode(secret) ?? []
            if raw.count >= 24 { #expect(bytes.firstRange(of: raw) == nil) }
        }
    }
}
