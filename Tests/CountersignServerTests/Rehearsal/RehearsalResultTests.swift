import CountersignCore
import CountersignSimulator
import Testing

@testable import CountersignServer

@Suite struct RehearsalResultTests {
    private func record(_ status: String, _ providers: [String] = []) -> JSONValue {
        let messages = providers.map { provider in
            JSONValue.object([
                JSONMember("provider", .string(provider)), JSONMember("status", .string("sent")),
            ])
        }
        return .object([
            JSONMember("status", .string(status)), JSONMember("messages", .array(messages)),
        ])
    }

    private func payment(
        _ ending: RehearsedPayment.Ending,
        id: String? = "cnf_1",
        milliseconds: Int? = nil
    ) -> RehearsedPayment {
        RehearsedPayment(id: id, ending: ending, milliseconds: milliseconds)
    }

    private func faults(
        _ payments: [RehearsedPayment],
        _ records: [JSONValue?],
        _ change: (inout PlatformCounts) -> Void = { _ in }
    ) -> [String] {
        var counts = PlatformCounts()
        change(&counts)
        return RehearsalResult(
            hasFallback: true,
            wasKilled: false,
            payments: payments,
            records: records,
            counts: [.twilio: counts]
        ).faults
    }

    @Test(arguments: [
        (RehearsedPayment.Ending.confirmed, "approved", true), (.confirmed, "pending", false),
        (.denied, "denied", true), (.denied, "approved", false), (.ignored, "pending", true),
        (.ignored, "approved", false), (.noMessage, "denied", false), (.late, "expired", true),
        (.unanswered, "approved", true), (.unanswered, "pending", true),
        (.refused, "approved", false),
    ])
    func whatAPayerSawMustBeWhatTheServiceKeeps(
        ending: RehearsedPayment.Ending,
        status: String,
        fits: Bool
    ) {
        #expect(faults([payment(ending)], [record(status)]).isEmpty == fits)
    }

    @Test func whatTheServiceForgotIsFound() {
        #expect(faults([payment(.noMessage)], [nil]).count == 1)
        #expect(faults([payment(.notAsked, id: nil)], [nil]).isEmpty)
        let twice = [payment(.confirmed), payment(.confirmed)]
        #expect(faults(twice, [record("approved"), record("approved")]).count == 1)
    }

    @Test func platformsAreCheckedToo() {
        let one = [payment(.confirmed)]
        let taken = [record("approved", ["twilio"])]
        #expect(faults(one, taken).count == 1)
        let good = { (counts: inout PlatformCounts) in
            counts.requests = 1
            counts.accepted = 1
            counts.delivered = 1
        }
        #expect(faults(one, taken, good).isEmpty)
        #expect(
            faults(one, taken) { counts in
                good(&counts); counts.delivered = 0
            }.count == 1
        )
        #expect(
            faults(one, taken) { counts in
                good(&counts); counts.requests = 2
            }.count == 1
        )
        #expect(
            faults(one, taken) { counts in
                good(&counts); counts.forgedReportsTaken = 1
            }.count == 1
        )
    }

    @Test func sharesAndTimesAreThoseOfThePayers() {
        let payments = [100, 200, 300, 400].map { (time: Int) in
            payment(.confirmed, id: "cnf_\(time)", milliseconds: time)
        }
        let result = RehearsalResult(
            hasFallback: false,
            wasKilled: true,
            payments: payments + [payment(.late, id: nil)],
            records: [JSONValue?](repeating: record("approved"), count: 4) + [nil],
            counts: [:]
        )
        #expect(result.confirmedShare == 0.8)
        #expect(result.millisecondsToConfirm(0.5) == 200)
        #expect(result.millisecondsToConfirm(0.95) == 400)
        let report = RehearsalReport(scenario: Scenario(), runs: [result])
        #expect(report.text.contains("80.0 %"))
        #expect(report.text.contains("0.2 s"))
        let run = report.json["runs"]?.array?.first
        #expect(run?["confirmed_share"] == .number(JSONNumber(text: "0.8000")))
        #expect(run?["endings"]?["confirmed"]?.integer == 4)
        #expect(run?["adds_up"]?.bool == true)
    }
}
