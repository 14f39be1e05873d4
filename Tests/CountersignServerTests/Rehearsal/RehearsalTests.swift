import CountersignCore
import CountersignSimulator
import Testing

@testable import CountersignServer

/// An outage of seconds instead of minutes, through the program itself.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RehearsalTests {
    /// The example, made shorter: the main provider is away for most of the run.
    private static let scenario = """
        {
          seed: 7,
          platforms: {
            twilio: {
              latency: { fixed_ms: 100 }, receipt_latency: { fixed_ms: 50 },
              duplicate_receipts: 0.2, reordered_receipts: 0.2, forged_receipts: 0.5,
              windows: [{ from_s: 0, to_s: 30, outage: "refused" }],
            },
            "twilio-backup": {
              latency: { fixed_ms: 100 }, receipt_latency: { fixed_ms: 50 }, loss: 0.1,
              false_receipts: 0.5, forged_receipts: 0.5,
            },
          },
          payers: { confirm: 0.8, deny: 0.1, after: { from_ms: 50, to_ms: 500 } },
          rehearsal: { payments_per_second: 10, seconds: 2, patience_s: 5 },
        }
        """

    private func rehearse(_ options: String = "") async throws -> (Int32, JSONValue, String) {
        let world = try TestSurroundings.withAssets()
        try world.write(RehearsalTests.scenario, to: "outage.json5")
        let command = try await SpawnedCommand.run(
            "simulate --rehearse --scenario outage.json5 --json \(options)",
            in: world
        )
        let left = try world.names().filter { $0.hasPrefix("countersign-bench") }
        #expect(left.isEmpty)
        let json = (try? JSONReader.read(Array(command.output.utf8))) ?? .null
        let errors = Files.text("\(world.folder)/errors.log") ?? ""
        return (command.status, json, errors)
    }

    @Test func fallbackSavesWhatAnOutageWouldLose() async throws {
        let (status, report, errors) = try await rehearse()
        #expect(status == 0, "\(errors)")
        #expect(report["faults"] == .array([]))
        let runs = try #require(report["runs"]?.array)
        try #require(runs.count == 2)
        #expect(runs.map { $0["fallback"]?.bool } == [true, false])
        for run in runs {
            let endings = run["endings"]?.object?.compactMap(\.value.integer) ?? []
            #expect(endings.reduce(0, +) == 20)
            #expect(run["payments"]?.integer == 20)
            #expect(run["adds_up"]?.bool == true)
        }
        // Nobody listens at the main provider while payers wait.
        #expect(runs[1]["endings"]?["no_message"]?.integer == 20)
        #expect(runs[1]["endings"]?["confirmed"]?.integer == 0)
        let backup = try #require(runs[0]["platforms"]?["twilio-backup"]?["counts"])
        // How many are in time depends on the machine; that some are does not.
        #expect((runs[0]["endings"]?["confirmed"]?.integer ?? 0) >= 1)
        #expect(backup["accepted"]?.integer == 20)
        #expect((backup["forged_reports"]?.integer ?? 0) >= 1)
        #expect(backup["forged_reports_taken"]?.integer == 0)
    }

    @Test func theCountsAddUpAfterAKill() async throws {
        let (status, report, errors) = try await rehearse("--kill-at 1")
        #expect(status == 0, "\(errors)")
        #expect(report["faults"] == .array([]), "\(errors)")
        let runs = try #require(report["runs"]?.array)
        try #require(runs.count == 2)
        for run in runs {
            #expect(run["killed"]?.bool == true)
            #expect(run["adds_up"]?.bool == true)
            let endings = run["endings"]?.object?.compactMap(\.value.integer) ?? []
            #expect(endings.reduce(0, +) == 20)
        }
        #expect((runs[0]["endings"]?["confirmed"]?.integer ?? 0) >= 1)
    }
}
