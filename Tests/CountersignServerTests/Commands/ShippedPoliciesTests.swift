import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// What ships is sound, laid out, and decides what its table of cases says.
@Suite struct ShippedPoliciesTests {
    static let files = [
        "Policies/default.policy", "Policies/examples/digital-goods.policy",
        "Policies/examples/marketplace.policy", "Policies/examples/subscription.policy",
    ]

    @Test(arguments: files)
    func shippedPolicyIsSoundAndDecidesAsItsCasesSay(_ file: String) async throws {
        let world = try TestSurroundings.withAssets()
        #expect(await world.run("policy", "check", file) == .done, "\(world.output)")
        world.forget()
        #expect(await world.run("policy", "format", "--check", file) == .done, "\(world.output)")
        world.forget()
        #expect(await world.run("policy", "test", file) == .done, "\(world.output)")
        #expect(world.diagnostics.contains("all as expected"))
    }

    @Test func noPolicyShipsWithoutThisTest() throws {
        let world = try TestSurroundings.withAssets()
        let found = try FileManager.default.subpathsOfDirectory(atPath: world.folder + "/Policies")
            .filter { $0.hasSuffix(".policy") }.map { "Policies/\($0)" }
        #expect(found.sorted() == ShippedPoliciesTests.files.sorted())
    }

    @Test func examplesHoldForNobody() throws {
        let world = try TestSurroundings.withAssets()
        try world.write("policy \"Odd\"", to: "Policies/examples/not a merchant.policy")
        let folder = Folders.Found(path: world.folder + "/Policies", name: "Policies")
        let loaded = PolicyFolder.load(folder)
        #expect(loaded.findings.isEmpty, "\(loaded.findings.map(\.rendered))")
        #expect(loaded.policies?.merchants.isEmpty == true)
    }

    @Test func explainTakesWhatCountersStandAt() async throws {
        let world = try TestSurroundings.withAssets()
        func payment(_ counters: String) throws {
            try world.write(
                """
                {"amount": {"value": 4999, "currency": "EUR"}, "reference": "order-1",
                 "recipient": {"phone": "+4915112345678"}, "counters": \(counters)}
                """,
                to: "payment.json"
            )
        }
        func explain() async -> CountersignServer.ExitStatus {
            world.forget()
            return await world.run(
                "policy",
                "explain",
                "Policies/default.policy",
                "--payment",
                "payment.json"
            )
        }
        try payment("{\"confirmations of recipient in 600 seconds\": 7}")
        #expect(await explain() == .done, "\(world.output)")
        #expect(
            world.output.contains("true     confirmations of recipient in 10 minutes >= 5 (7)"),
            "\(world.output)"
        )
        #expect(world.output.contains("block, by rule \"code flood\""))
        try payment("{\"confirmations of recipient in 5 minutes\": 7}")
        #expect(await explain() == .findings)
        #expect(world.output.contains("did you mean 'confirmations of recipient in 10 minutes'?"))
        try payment("{}")
        #expect(await explain() == .done)
        #expect(world.output.contains("confirm, by otherwise"))
    }
}
