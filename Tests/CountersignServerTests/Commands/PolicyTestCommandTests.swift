import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

@Suite struct PolicyTestCommandTests {
    private let policy = """
        policy "Rules"
        currency EUR
        time zone Europe/Berlin
        signal device_known is yes or no
        shadow block "night" if hour between 1 and 5
        skip "low value" if amount <= 30 EUR and device_known
        confirm "large" if amount >= 500 EUR with code 8 digits
        otherwise confirm

        """

    /// A case with a phone and an amount in euros.
    private func row(_ name: String, euros: Int, _ rest: String) -> String {
        """
        { name: "\(name)", payment: { amount: { value: \(euros * 100), currency: "EUR" },
          recipient: { phone: "+4915112345678" }, signals: { device_known: true } }, \(rest) },
        """
    }

    private func world(_ rows: String...) throws -> TestSurroundings {
        let world = try TestSurroundings()
        try world.write(policy, to: "a.policy")
        try world.write("{ cases: [\n\(rows.joined(separator: "\n"))\n] }", to: "a.cases.json5")
        return world
    }

    @Test func casesAsExpectedPass() async throws {
        let world = try world(
            row("small", euros: 30, "expect: { outcome: \"skip\", rule: \"low value\" }"),
            row(
                "large",
                euros: 500,
                "expect: { outcome: \"confirm\", shadow: [], settings: { code_digits: 8 } }"
            ),
            // Half past one in Berlin.
            row(
                "night",
                euros: 100,
                """
                at: "2026-01-01T00:30:00Z",
                expect: { outcome: "confirm", rule: "otherwise", shadow: ["night"],
                          settings: { code_digits: 6, channels: ["rcs", "whatsapp", "sms"] } }
                """
            )
        )
        #expect(await world.run("policy", "test", "a.policy") == .done, "\(world.output)")
        #expect(world.output.contains("passed  night"))
        #expect(world.diagnostics.contains("3 cases, all as expected."))
    }

    @Test func failingCaseShowsWhatIsDifferentAndWhatEachRuleMadeOfIt() async throws {
        let world = try world(
            row("fine", euros: 100, "expect: { outcome: \"confirm\" }"),
            row(
                "large",
                euros: 30,
                "expect: { outcome: \"confirm\", rule: \"large\", shadow: [\"night\"] }"
            ),
            row(
                "digits",
                euros: 700,
                "expect: { outcome: \"confirm\", settings: { code_digits: 7 } }"
            )
        )
        #expect(await world.run("policy", "test", "a.policy") == .findings)
        #expect(world.output.contains("passed  fine"))
        #expect(world.output.contains("failed  large  (a.cases.json5:4:1)"), "\(world.output)")
        #expect(world.output.contains("outcome: expected \"confirm\", got \"skip\""))
        #expect(world.output.contains("rule: expected \"large\", got \"low value\""))
        #expect(world.output.contains("shadow: expected [\"night\"], got []"))
        #expect(world.output.contains("skip \"low value\": decides"))
        #expect(world.output.contains("true     amount <= 30 EUR"))
        #expect(world.output.contains("code_digits: expected 7, got 8"))
        #expect(world.diagnostics.contains("3 cases, 2 failed."))
    }

    @Test func programsGetTheSameAsJSON() async throws {
        let world = try world(
            row("fine", euros: 100, "expect: { outcome: \"confirm\" }"),
            row("wrong", euros: 100, "expect: { outcome: \"block\" }")
        )
        #expect(await world.run("policy", "test", "a.policy", "--json") == .findings)
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(json["passed"]?.integer == 1 && json["failed"]?.integer == 1)
        let wrong = try #require(json["cases"]?.array?.last)
        #expect(wrong["passed"]?.bool == false)
        #expect(wrong["differences"]?.array?.first?["got"]?.string == "confirm")
        #expect(wrong["decision"]?["rule"]?.string == "otherwise")
        #expect(wrong["rules"]?.array?.count == 3)
    }

    @Test func everyFaultOfATableIsShownAtOnceWithItsPlace() async throws {
        let world = try world(
            row("a", euros: 1, "expect: { outcome: \"confrim\", rule: \"larg\" }"),
            row("a", euros: 1, "at: \"noon\", expect: { outcome: \"confirm\", rule: \"night\" }"),
            row("b", euros: 1, "expect: { outcome: \"skip\", settings: { code_digits: 6 } }"),
            row("c", euros: 1, "expect: { outcome: \"confirm\", settings: { code_digit: 6 } }"),
            row("d", euros: 1, "expect: { outcome: \"confirm\", settings: { channels: [1] } }"),
            row("e", euros: 1, "expect: { outcome: \"confirm\", shadow: [\"large\"] }"),
            "{ name: \"f\", payment: { amount: { value: 1 } }, expect: { outcome: \"skip\" } },",
            """
            { name: "g", payment: { amount: { value: 1, currency: "EUR" }, recipient: { phone: "+4915112345678" },
              signals: { device_knwon: true } }, expect: { outcome: "skip" } },
            """,
            "{ name: \"\(String(repeating: "h", count: 65))\", expectt: {} },"
        )
        #expect(await world.run("policy", "test", "a.policy") == .unusable)
        for part in [
            "unknown outcome 'confrim'; did you mean 'confirm'?", "did you mean 'large'?",
            "another case has this name", "'at' is a time in UTC", "name it under 'shadow'",
            "a skip asks nobody", "did you mean 'code_digits'?", "channels: [\"rcs\"",
            "name it as 'rule'", "did you mean 'device_known'?", "did you mean 'expect'?",
            "'payment' is missing here", "'expect' is missing here", "currency", "recipient", "^~",
        ] {
            #expect(world.output.contains(part), "\(part)\n\(world.output)")
        }
    }

    @Test(arguments: [
        ("{ cases: [", ":1:"), ("{ cases: [] }", ":1:"), ("[]", ":1:"), ("{ case: [] }", "'cases'"),
        (
            "{ cases: [{ name: \"\(String(repeating: "n", count: 65))\", payment: { purpose: \"login\", "
                + "recipient: { phone: \"+4915112345678\" } }, expect: { outcome: \"skip\" } }] }",
            ":1:19:"
        ),
    ])
    func tablesThatAreNoneAreUnusable(_ text: String, _ part: String) async throws {
        let world = try TestSurroundings()
        try world.write(policy, to: "a.policy")
        try world.write(text, to: "other.json5")
        let status = await world.run("policy", "test", "a.policy", "--cases", "other.json5")
        #expect(status == .unusable)
        #expect(world.output.contains("other.json5"))
        #expect(world.output.contains(part), "\(world.output)")
    }

    @Test func missingTableAndFaultyPolicyAreUnusable() async throws {
        let world = try TestSurroundings()
        try world.write(policy, to: "a.policy")
        #expect(await world.run("policy", "test", "a.policy") == .unusable)
        #expect(world.diagnostics.contains("a.cases.json5"))
        try world.write("policy \"A\"", to: "a.policy")
        #expect(await world.run("policy", "test", "a.policy", "--json") == .unusable)
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(json["findings"]?.array?.count == 1)
    }

    @Test func everyShippedTableAgreesWithItsPolicyAndStandsInNobodysWay() async throws {
        let world = try TestSurroundings.withAssets()
        let tables = try world.names(in: "Policies").filter {
            $0.hasSuffix(PolicyCaseFile.suffix)
        }
        #expect(tables.contains("default.cases.json5"))
        for table in tables {
            let name = table.dropLast(PolicyCaseFile.suffix.count)
            let status = await world.run("policy", "test", "Policies/\(name).policy")
            #expect(status == .done, "\(world.output)\(world.diagnostics)")
        }
        let folder = Folders.Found(path: world.folder + "/Policies", name: "Policies")
        #expect(PolicyFolder.load(folder).findings.isEmpty)
    }
}
