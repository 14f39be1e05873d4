import CountersignCore
import Testing

@testable import CountersignBench

@Suite struct DeliveryBenchReportTests {
    private func report(missing: Int) -> DeliveryBenchReport {
        DeliveryBenchReport(
            barePerSecond: 20_000,
            carrierPerSecond: 15_000,
            concurrent: 256,
            wasKilled: true,
            backlog: BacklogResult(messages: 100_000, missing: missing, seconds: 20),
            memory: MemoryUse(residentKiB: 90_000, residentKiBMax: 102_400)
        )
    }

    @Test func ratiosAreOverTheBareLoop() throws {
        let report = report(missing: 0)
        #expect(report.carrierOverBare == 0.75)
        #expect(report.backlogOverBare == 0.25)
        #expect(report.isWhole)
        #expect(report.text.contains("100 MiB"))
        let json = try JSONReader.read(report.json)
        #expect(json["ratios"]?["carrier_over_bare"] == .number(JSONNumber(text: "0.75")))
        #expect(json["backlog"]?["per_second"]?.integer == 5_000)
        #expect(json["resident_kib_max"]?.integer == 102_400)
    }

    @Test func messagesThatDidNotLeaveMakeTheFiguresVoid() {
        let report = report(missing: 1)
        #expect(!report.isWhole)
        #expect(report.text.contains("1 messages were not handed over"))
    }
}
