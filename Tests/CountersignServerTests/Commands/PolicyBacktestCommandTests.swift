import CountersignBench
import CountersignCore
import CountersignKeys
import CountersignStore
import Foundation
import Testing

@testable import CountersignServer

/// Rehearsals and reports on a store with decisions of the past.
@Suite struct PolicyBacktestCommandTests {
    private static let count = 5_000

    private func folder() async throws -> InstalledFolder {
        let folder = try await InstalledFolder.found()
        let place = folder.world.folder
        let keyring = SystemKeyring(try KeyFile(readingFrom: place + "/keys.json"))
        let store = try SQLiteStore.open(path: place + "/countersign.sqlite")
        let now = SystemClock().now()
        let id = try #require(MerchantID("acme-shoes"))
        let known = try await store.directory().merchants
        let merchant = try #require(known[id])
        try await DecisionFill(merchant, store: store, keyring: keyring).run(
            PolicyBacktestCommandTests.count,
            from: now.advanced(bySeconds: -20 * 86_400),
            until: now.advanced(bySeconds: -86_400)
        )
        await store.close()
        try folder.world.write(
            """
            policy "Draft"
            currency EUR
            rate 1 USD = 0.92 EUR
            signal device_known is yes or no
            signal account_age is days
            signal ip_country is country
            block "huge" if amount > 900 EUR
            skip "small" if amount <= 30 EUR and device_known
            otherwise confirm
            """,
            to: "draft.policy"
        )
        try folder.world.write(
            """
            policy "Counting"
            currency EUR
            rate 1 USD = 0.92 EUR
            signal device_known is yes or no
            signal account_age is days
            signal ip_country is country
            block "second a day" if confirmations of merchant in 1 day >= 1
            otherwise confirm
            """,
            to: "counting.policy"
        )
        return folder
    }

    @Test func aDraftIsRehearsedOnThePast() async throws {
        let folder = try await folder()
        let json = try await folder.command(
            "policy",
            "backtest",
            "draft.policy",
            "--since",
            "30d",
            "--json"
        )
        #expect(json["judged"]?.integer == Int64(PolicyBacktestCommandTests.count))
        #expect(json["unreadable"]?.integer == 0)
        #expect(json["signals_refused"]?.integer == 0)
        let moves = json["moves"]?.array ?? []
        let total = moves.reduce(0) { $0 + ($1["decisions"]?.integer ?? 0) }
        #expect(total == Int64(PolicyBacktestCommandTests.count))
        let changed = moves.filter { $0["from"] != $0["to"] }
            .reduce(0) { $0 + ($1["decisions"]?.integer ?? 0) }
        #expect(json["changed"]?.integer == changed)
        let blocked = moves.first {
            $0["from"]?.string == "confirm" && $0["to"]?.string == "block"
        }
        #expect(blocked?["decisions"]?.integer ?? 0 > 100)
        #expect(json["largest"]?.array?.count == 10)
        #expect(json["largest"]?.array?.first?["to_rule"]?.string == "huge")
        let world = folder.world
        world.forget()
        let words = ["policy", "backtest", "draft.policy", "--since", "30d"]
        #expect(await Program.run(words, in: world.surroundings) == .done)
        #expect(world.output.contains("confirm -> block"))
        #expect(world.output.contains("The largest that would change"))
        // No bar where nobody watches.
        #expect(!world.diagnostics.contains("rehearsing"))
        // A merchant with a policy of its own is not meant by a draft for the others.
        try world.write("policy \"Own\"\notherwise confirm\n", to: "Policies/acme-shoes.policy")
        let others = try await folder.command(
            "policy",
            "backtest",
            "draft.policy",
            "--since",
            "30d",
            "--json"
        )
        #expect(others["judged"]?.integer == 0)
        let own = try await folder.command(
            "policy",
            "backtest",
            "Policies/acme-shoes.policy",
            "--since",
            "30d",
            "--json"
        )
        #expect(own["judged"]?.integer == Int64(PolicyBacktestCommandTests.count))
        // Signals that the policy does not declare are told of.
        #expect(own["signals_refused"]?.integer == Int64(PolicyBacktestCommandTests.count))
    }

    @Test func countersAreReplayedAndFilledFromBeforeTheRange() async throws {
        let folder = try await folder()
        let words = ["policy", "backtest", "counting.policy", "--since", "10d"]
        let world = folder.world
        world.forget()
        #expect(await Program.run(words + ["--json"], in: world.surroundings) == .done)
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(json["counters"]?.string == "replayed")
        // The store begins twenty days ago, and a day and an hour of what was before are enough.
        #expect(json["counted_since"]?.string != nil)
        #expect(json["store_since"] == nil)
        let confirmed = (json["moves"]?.array ?? []).filter { $0["to"]?.string == "confirm" }
            .reduce(0) { $0 + ($1["decisions"]?.integer ?? 0) }
        // One a day of the eight behind the first, which what was before the range still blocks.
        #expect((7...9).contains(confirmed), "\(confirmed)")
        world.forget()
        #expect(await Program.run(words, in: world.surroundings) == .done)
        #expect(world.output.contains("Counters were replayed"))
        #expect(!world.output.contains("the store begins later"))
        world.forget()
        let all = ["policy", "backtest", "counting.policy", "--since", "30d"]
        #expect(await Program.run(all, in: world.surroundings) == .done)
        #expect(world.output.contains("the store begins later"))
    }

    @Test func rulesAreReportedWithWhatBecameOfTheirPayments() async throws {
        let folder = try await folder()
        let json = try await folder.command("report", "policy", "--json")
        let rows = json["rows"]?.array ?? []
        let total = rows.reduce(0) { $0 + ($1["decisions"]?.integer ?? 0) }
        #expect(total == Int64(PolicyBacktestCommandTests.count))
        let asked = rows.first { $0["rule"]?.string == "otherwise" }
        #expect(asked?["outcome"]?.string == "confirm")
        #expect(asked?["confirmed"]?.integer ?? 0 > 1_000)
        #expect(asked?["denied"]?.integer ?? 0 > 0)
        #expect(asked?["sums"]?.array?.compactMap { $0["currency"]?.string } == ["EUR", "USD"])
        let world = folder.world
        world.forget()
        #expect(await world.run("report", "policy", "--csv") == .done)
        let lines = world.output.split(separator: "\r\n")
        #expect(lines.count == rows.count + 1)
        #expect(
            lines[0].hasPrefix("merchant,policy,version,rule,outcome,decisions,confirmed,denied")
        )
        #expect(lines[0].hasSuffix("sum_eur,sum_usd"))
        world.forget()
        #expect(await world.run("report", "policy", "--since", "1h") == .done)
        #expect(world.output.contains("There are none."))
    }

    @Test func benchMeasuresDecisionsAndARehearsal() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("bench", "policy", "--decisions", "1000", "--json") == .done)
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(
            json["evaluations"]?.array?.compactMap { $0["rules"]?.integer } == [10, 50, 100, 500]
        )
        #expect(json["counting_nanoseconds"]?.integer ?? 0 > 0)
        #expect(json["rehearsal"]?["decisions"]?.integer == 1_000)
        #expect(try world.names().isEmpty)
    }

    @Test func unusableRangesAreToldBeforeAnythingIsOpened() async throws {
        let folder = try await InstalledFolder.found()
        let world = folder.world
        try world.write("policy \"P\"\notherwise confirm\n", to: "p.policy")
        #expect(await world.run("policy", "backtest", "p.policy") == .unusable)
        #expect(await world.run("policy", "backtest", "p.policy", "--since", "soon") == .unusable)
        #expect(await world.run("policy", "backtest", "p.policy", "--since", "2y") == .unusable)
        #expect(await world.run("policy", "backtest", "p.policy", "--since", "900d") == .unusable)
        try world.write("policy \"P\"\n", to: "p.policy")
        #expect(await world.run("policy", "backtest", "p.policy", "--since", "1d") == .findings)
    }
}
