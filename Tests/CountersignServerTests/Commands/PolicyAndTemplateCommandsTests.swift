import CountersignCore
import Testing

@testable import CountersignServer

@Suite struct PolicyAndTemplateCommandsTests {
    private let good = """
        policy "Plain"
        otherwise confirm

        """

    @Test func cleanPolicyIsDone() async throws {
        let world = try TestSurroundings()
        try world.write(good, to: "a.policy")
        #expect(await world.run("policy", "check", "a.policy") == .done)
        #expect(world.output.isEmpty)
    }

    @Test func faultyPolicyShowsEveryFaultWithACaret() async throws {
        let world = try TestSurroundings()
        try world.write(
            "policy \"Bad\"\ndefaults\n    code 9 digits\n    attempts 7\n",
            to: "a.policy"
        )
        #expect(await world.run("policy", "check", "a.policy") == .findings)
        #expect(world.output.contains("a.policy:3:"))
        #expect(world.output.contains("a.policy:4:"))
        #expect(world.output.contains("^"))
    }

    @Test func missingPolicyIsUnusableAlthoughOthersAreGood() async throws {
        let world = try TestSurroundings()
        try world.write(good, to: "a.policy")
        #expect(await world.run("policy", "check", "a.policy", "b.policy") == .unusable)
        #expect(world.diagnostics.contains("b.policy"))
    }

    @Test func findingsAreJSONForPrograms() async throws {
        let world = try TestSurroundings()
        try world.write("policy \"Bad\"\n", to: "a.policy")
        #expect(await world.run("policy", "check", "a.policy", "--json") == .findings)
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(json["findings"]?.array?.first?["file"]?.string == "a.policy")
    }

    private let rules = """
        policy "Rules"
        currency EUR
        time zone Europe/Berlin
        list known from "lists/known.txt"
        skip "known" if recipient in known
        confirm "large" if amount >= 40 EUR and hour < 5 with code 8 digits
        block "never" if amount >= 40 EUR
        otherwise confirm

        """

    private let payment = """
        {"amount": {"value": 4999, "currency": "EUR"}, "reference": "order-1",
         "recipient": {"phone": "+4915112345678"}}
        """

    @Test func explanationShowsEachRuleUpToTheOneThatDecides() async throws {
        let world = try TestSurroundings()
        try world.write(rules, to: "a.policy")
        try world.write("+4915112345679\n", to: "lists/known.txt")
        try world.write(payment, to: "payment.json")
        let words = ["policy", "explain", "a.policy", "--payment", "payment.json", "--at"]
        let night = words + ["2026-01-01T00:30:00Z"]
        #expect(await Program.run(night, in: world.surroundings) == .done)
        #expect(world.output.contains("skip \"known\": does not fit"))
        #expect(world.output.contains("confirm \"large\": decides"))
        #expect(world.output.contains("code 8 digits"))
        #expect(!world.output.contains("\"never\""))
        let day = words + ["2026-01-01T12:30:00Z", "--json"]
        let other = try TestSurroundings()
        try other.write(rules, to: "a.policy")
        try other.write("+4915112345679\n", to: "lists/known.txt")
        try other.write(payment, to: "payment.json")
        #expect(await Program.run(day, in: other.surroundings) == .done)
        let json = try JSONReader.read(Array(other.output.utf8))
        #expect(json["decision"]?["rule"]?.string == "never")
        #expect(json["rules"]?.array?.count == 3)
    }

    @Test func explanationOfABrokenPolicyOrPaymentSaysWhatIsWrong() async throws {
        let world = try TestSurroundings()
        try world.write(rules, to: "a.policy")
        try world.write("{\"amount\": 5}", to: "payment.json")
        let words = ["policy", "explain", "a.policy", "--payment", "payment.json"]
        #expect(await Program.run(words, in: world.surroundings) == .findings)
        #expect(world.output.contains("lists/known.txt"))
        try world.write("+49\n", to: "lists/known.txt")
        #expect(await Program.run(words, in: world.surroundings) == .findings)
        #expect(world.output.contains("#/reference"))
    }

    @Test func unknownTimeZoneIsAFault() async throws {
        let world = try TestSurroundings()
        try world.write("policy \"A\"\ntime zone Europe/Berlim\notherwise skip", to: "a.policy")
        #expect(await world.run("policy", "check", "a.policy") == .findings)
        #expect(world.output.contains("Europe/Berlim"))
    }

    @Test func shippedTemplateIsShownWithItsParts() async throws {
        let world = try TestSurroundings.withAssets()
        let words = [
            "template", "show", "payment", "--channel", "sms", "--locale", "de", "--amount",
            "1299.50 EUR", "--payee", "Acme Shoes", "--json",
        ]
        #expect(await Program.run(words, in: world.surroundings) == .done)
        let json = try JSONReader.read(Array(world.output.utf8))
        let text = try #require(json["text"]?.string)
        #expect(text.contains("042917"))
        #expect(text.contains("Acme Shoes"))
        #expect(json["parts"]?.integer == 1)
        #expect(json["locale"]?.string == "de")
    }

    @Test func mailIsShownUnderItsSubject() async throws {
        let world = try TestSurroundings.withAssets()
        let words = ["template", "show", "payment", "--channel", "email"]
        let plain = words + ["--plain"]
        #expect(await Program.run(plain, in: world.surroundings) == .done)
        #expect(world.output.hasPrefix("Subject: Confirm your payment to Acme Shoes\n\nHello,"))
        #expect(!world.output.contains("{"))
        world.forget()
        #expect(await Program.run(words + ["--json"], in: world.surroundings) == .done)
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(json["content"]?["subject"]?.string == "Confirm your payment to Acme Shoes")
        #expect(json["template"]?.string == "default/en/payment.email")
    }

    @Test func unknownTemplateIsUnusable() async throws {
        let world = try TestSurroundings.withAssets()
        #expect(await world.run("template", "show", "birthday") == .unusable)
        #expect(world.diagnostics.contains("birthday.sms"))
    }

    @Test func missingFolderSaysHowToNameOne() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("template", "show", "payment") == .unusable)
        #expect(world.diagnostics.contains("--templates FOLDER"))
    }

    @Test(arguments: [
        ".build/debug/countersign", ".build/x86_64-unknown-linux-gnu/release/countersign",
        "countersign",
    ])
    func foldersOfACheckoutAreFoundFromItsExecutable(executable: String) throws {
        let checkout = try TestSurroundings.withAssets()
        let elsewhere = try TestSurroundings()
        let surroundings = Surroundings(
            environment: [:],
            workingDirectory: elsewhere.folder,
            executable: checkout.folder + "/" + executable,
            console: elsewhere.surroundings.console
        )
        let found = try Folders.find("Templates", option: nil, configured: nil, in: surroundings)
        #expect(found.path == checkout.folder + "/Templates")
        #expect(found.name == "Templates")
    }

    @Test func providerNamedLikeTheSimulatorsIsAFault() async throws {
        let world = try TestSurroundings.withAssets()
        #expect(await world.run("init") == .done)
        try world.write(String(repeating: "s", count: 40), to: "secret")
        try world.write(
            """
            {
              listen: "127.0.0.1:0",
              providers: { "simulator-sms": { kind: "webhook", channel: "sms",
                url: "https://sms.example/send", secret: { file: "secret" } } },
              routes: { default: [{ channel: "sms", providers: ["simulator-sms"] }] },
            }
            """,
            to: "countersign.json5"
        )
        world.forget()
        #expect(await world.run("config", "check") == .findings)
        #expect(world.output.contains("'simulator-sms' is the simulator's own"))
        #expect(await world.run("serve") == .unusable)
        #expect(world.diagnostics.contains("'simulator-sms' is the simulator's own"))
    }

    @Test func policyOfAStrangeNameIsAFault() async throws {
        let world = try TestSurroundings.withAssets()
        #expect(await world.run("init") == .done)
        try world.write(good, to: "mine/Acme Shoes.policy")
        world.forget()
        #expect(await world.run("config", "check", "--policies", "mine") == .findings)
        #expect(world.output.contains("mine/Acme Shoes.policy"))
        #expect(world.output.contains("mine/default.policy"))
    }
}
