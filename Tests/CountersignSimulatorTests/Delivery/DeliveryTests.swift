import CountersignAPI
import CountersignCore
import Testing

@testable import CountersignSimulator

@Suite struct DeliveryTests {
    private func delivery(
        _ meanings: [Report.Meaning] = [.progress, .arrival],
        arrives: Bool = true,
        _ change: (inout Fate) -> Void = { _ in }
    ) throws -> [Delivery.Action] {
        var fate = Fate()
        fate.arrivesAfterMilliseconds = 100
        fate.reportsAfterMilliseconds = 20
        change(&fate)
        let message = SimulatedMessage(
            channel: .sms,
            to: .phone(try Stage.phone()),
            from: "ACME",
            text: "text",
            reference: nil,
            at: Instant(seconds: 0)
        )
        let delivery = Delivery(
            message: arrives ? message : nil,
            reports: meanings.map { Report(meaning: $0) { _ in nil } },
            fate: fate
        )
        return delivery.steps.map(\.action)
    }

    @Test func allIsWell() throws {
        #expect(try delivery() == [.arrive, .post(0, .honest), .post(1, .honest)])
    }

    @Test func aLostMessageIsNotReportedAsDelivered() throws {
        #expect(try delivery { $0.isLost = true } == [.post(0, .honest)])
    }

    @Test func aFalseReportClaimsIt() throws {
        let actions = try delivery {
            $0.isLost = true
            $0.isFalse = true
        }
        #expect(actions == [.post(0, .honest), .post(1, .untrue)])
    }

    @Test func reportsAreRepeatedReorderedAndForged() throws {
        #expect(
            try delivery { $0.isDuplicated = true } == [
                .arrive, .post(0, .honest), .post(1, .honest), .post(0, .again), .post(1, .again),
            ]
        )
        #expect(
            try delivery { $0.isReordered = true } == [
                .arrive, .post(1, .honest), .post(0, .honest),
            ]
        )
        #expect(
            try delivery { $0.isForged = true } == [
                .arrive, .post(1, .forged), .post(0, .honest), .post(1, .honest),
            ]
        )
    }

    @Test func timeRunsOutOnlyForWhatDidNotArrive() throws {
        #expect(try delivery([.arrival, .expiry]) == [.arrive, .post(0, .honest)])
        #expect(try delivery([.arrival, .expiry], arrives: false) == [.post(1, .honest)])
        #expect(try delivery([.arrival, .expiry]) { $0.isLost = true } == [.post(1, .honest)])
    }

    @Test func whatCannotArriveIsReportedAsFailed() throws {
        #expect(
            try delivery([.progress, .failure], arrives: false) == [
                .post(0, .honest), .post(1, .honest),
            ]
        )
    }
}
