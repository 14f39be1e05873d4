import CountersignCore
import Testing

@testable import CountersignSimulator

@Suite struct ScenarioReaderTests {
    private func read(_ text: String) -> Scenario.Reading {
        Scenario.read(file: "outage.json5", bytes: Array(text.utf8))
    }

    private func findings(in text: String) -> [String] {
        guard case .faulty(let findings) = read(text) else { return [] }
        return findings.map { "\($0.line):\($0.column): \($0.message)" }
    }

    @Test func theExampleIsReadAsItSays() throws {
        guard case .read(let scenario) = read(Scenario.example) else {
            Issue.record("the example has faults: \(findings(in: Scenario.example))")
            return
        }
        let twilio = try #require(scenario.platforms[.twilio])
        #expect(scenario.seed == 7)
        #expect(twilio.usual.loss == 0.01)
        #expect(
            twilio.usual.latency == .lognormal(p50Milliseconds: 1_500, p95Milliseconds: 6_000)
        )
        let window = try #require(twilio.windows.first)
        #expect(window.behaviour.outage == .refused)
        // What a window does not say is as usual.
        #expect(window.behaviour.forgedReceipts == 0.02)
        #expect(twilio.behaviour(atSecond: nil) == twilio.usual)
        #expect(twilio.behaviour(atSecond: 29.9) == twilio.usual)
        #expect(twilio.behaviour(atSecond: 30).outage == .refused)
        #expect(twilio.behaviour(atSecond: 149.9).outage == .refused)
        #expect(twilio.behaviour(atSecond: 150) == twilio.usual)
        #expect(scenario.platforms[.twilioBackup]?.usual.ratePerSecondMax == 50)
        #expect(scenario.payers.deny == 0.01)
        #expect(scenario.rehearsal.payments == 900)
        #expect(scenario.rehearsal.main == .twilio)
        #expect(scenario.rehearsal.backup == .twilioBackup)
    }

    @Test func anEmptyScenarioIsACalmDay() {
        guard case .read(let scenario) = read("{}") else {
            Issue.record("refused")
            return
        }
        #expect(scenario == Scenario())
    }

    @Test func everyFaultIsFoundAtOnceWithItsPlace() {
        let text = """
            {
              seed: -1,
              platform: {},
              platforms: {
                twillio: {},
                twilio: {
                  loss: 1.5, latency: { p50_ms: 500 }, slowness: { from_ms: 9, to_ms: 3 },
                  windows: [{ from_s: 5, to_s: 4 }, { from_s: 1, outage: "refussed" }],
                },
              },
              payers: { confirm: 0.9, deny: 0.2 },
              rehearsal: { main: "rcs", backup: "twilio" },
            }
            """
        #expect(
            findings(in: text) == [
                "2:9: a whole number from 0 to 9223372036854775807 belongs here",
                "3:3: unknown setting 'platform'; did you mean 'platforms'?",
                "5:5: unknown platform 'twillio'; did you mean 'twilio'?",
                "7:13: a number from 0 to 1 belongs here",
                "7:27: write { fixed_ms: 150 }, { from_ms: 100, to_ms: 900 } or "
                    + "{ p50_ms: 800, p95_ms: 4000 }",
                "7:75: 'to_ms' is less than 'from_ms'",
                "8:36: this window ends before it begins",
                "8:41: 'to_s' is missing here, e.g. to_s: 30",
                "8:62: unknown word 'refussed'; did you mean 'refused'?",
                "11:33: 'confirm' and 'deny' are more than 1 together",
                "12:14: 'main' and 'backup' are the same platform; name two",
                "12:22: 'rcs' carries no SMS; take twilio or sms",
            ]
        )
    }

    @Test(arguments: ["", "[]", "{seed: 1", "{seed: 1, seed: 2}", "{platforms: []}"])
    func whatIsNoScenarioIsRefused(text: String) {
        #expect(findings(in: text).count == 1)
    }
}
