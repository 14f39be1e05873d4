import CountersignCore
import CountersignPolicy
import Testing

@testable import CountersignServer

/// What is shown against a promise is what `policy explain` says of the same payment.
@Suite struct PolicyCounterexampleTests {
    @Test(arguments: [
        (
            "skip \"low\" if amount <= 300 EUR and device_known\n",
            "never skip if amount > 250 EUR and recipient country is AT"
        ),
        (
            "skip \"low\" if amount is missing and age < 7 days\n",
            "never skip if purpose is login and recipient prefix is +390669"
        ),
        (
            "skip \"low\" if channel is sms and customer in known\n",
            "never skip if recipient in known and ip_country is not recipient country"
        ),
        (
            "skip \"low\" if payee is \"Acme Hats\" or reference is \"x\"\n",
            "never skip if recipient country is missing"
        ),
    ])
    func counterexampleIsExplained(_ rule: String, _ never: String) async throws {
        let head = """
            policy "Rules"
            currency EUR
            signal device_known is yes or no
            signal age is days
            signal ip_country is country
            list known from "known.txt"

            """
        let text = head + rule + "otherwise confirm\n"
        let check = Policy.check(text + never, file: "a.policy") { _ in "customer-9\n" }
        #expect(check.findings.count == 1)
        let example = try #require(check.counterexamples.first)
        let world = try TestSurroundings()
        try world.write("customer-9\n", to: "known.txt")
        try world.write(text, to: "a.policy")
        try world.write(example.json, to: "payment.json")
        let words = ["policy", "explain", "a.policy", "--payment", "payment.json", "--json"]
        #expect(await Program.run(words, in: world.surroundings) == .done, "\(example.json)")
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(json["decision"]?["outcome"]?.string == "skip", "\(example.json)")
        #expect(json["decision"]?["rule"]?.string == example.rule)
    }

    private let broken = """
        policy "Rules"
        currency EUR
        time zone Europe/Berlin
        skip "night" if amount <= 300 EUR and hour between 1 and 4 and weekday is sunday
        otherwise confirm
        never skip if amount > 250 EUR
        """

    @Test func brokenPromiseIsShownWithAPaymentThatBreaksIt() async throws {
        let world = try TestSurroundings()
        try world.write(broken, to: "a.policy")
        #expect(await world.run("policy", "check", "a.policy") == .findings)
        #expect(world.output.contains("a.policy:6:1: rule 'night' on line 4 can break this"))
        let lines = world.output.split(separator: "\n").map { $0.drop { $0 == " " } }
        let payment = try #require(lines.first { $0.hasPrefix("{") })
        let advice = try #require(lines.first { $0.contains("--at ") })
        let at = try #require(advice.split(separator: " ").last?.dropLast(2))
        try world.write(String(payment), to: "payment.json")
        world.forget()
        let words = [
            "policy", "explain", "a.policy", "--payment", "payment.json", "--at", String(at),
        ]
        // The policy breaks its own promise, and is explained all the same.
        #expect(await Program.run(words, in: world.surroundings) == .done)
        #expect(world.output.contains("skip, by rule \"night\""))
        #expect(world.diagnostics.contains("can break this"))
    }

    @Test func programsGetThePaymentBesideItsFinding() async throws {
        let world = try await InstalledFolder.found(policy: broken).world
        for words in [["policy", "check", "Policies/default.policy"], ["config", "check"]] {
            world.forget()
            #expect(await Program.run(words + ["--json"], in: world.surroundings) == .findings)
            let json = try JSONReader.read(Array(world.output.utf8))
            let finding = json["findings"]?.array?.first { $0["counterexample"] != nil }
            #expect(finding?["counterexample"]?["amount"]?["value"]?.integer ?? 0 > 25_000)
            #expect(finding?["at"]?.string != nil)
            #expect(finding?["line"]?.integer == 6)
        }
    }

    @Test func channelThatTheRouteDoesNotServeIsAFindingWithItsPlace() async throws {
        let folder = try await InstalledFolder.found(
            gateways: [(name: "gateway", url: "http://127.0.0.1:9")]
        )
        let world = folder.world
        try world.write(
            "policy \"P\"\ndefaults\n    channels sms, rcs\notherwise confirm\n",
            to: "draft.policy"
        )
        world.forget()
        #expect(await world.run("policy", "check", "draft.policy") == .done)
        let words = ["policy", "check", "draft.policy", "--config", "countersign.json5"]
        #expect(await Program.run(words, in: world.surroundings) == .findings)
        #expect(world.output.contains("draft.policy:3:19: no provider of the route serves"))
        #expect(world.output.contains("'rcs'"))
        #expect(!world.output.contains("'sms';"))
    }
}
