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
}
