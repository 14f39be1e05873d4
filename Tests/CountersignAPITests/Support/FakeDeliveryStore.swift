import CountersignCore
import Synchronization

/// A store with the messages of one payment for each moment, and a record of what was asked.
final class FakeDeliveryStore: DeliveryStatisticsStore {
    private let asked = Mutex<[DeliveryStatisticsQuery]>([])
    private let failure: DeliveryStatisticsFailure?
    /// Called while a report is under way.
    private let meanwhile: @Sendable () async -> Void

    init(
        _ failure: DeliveryStatisticsFailure? = nil,
        meanwhile: @escaping @Sendable () async -> Void = {}
    ) {
        self.failure = failure
        self.meanwhile = meanwhile
    }

    var queries: [DeliveryStatisticsQuery] { asked.withLock { $0 } }

    func deliveryTallies(
        _ query: DeliveryStatisticsQuery,
        at now: Instant
    ) async throws(DeliveryStatisticsFailure) -> (tally: DeliveryTally, before: DeliveryTally) {
        asked.withLock { $0.append(query) }
        await meanwhile()
        if let failure { throw failure }
        var tallies = [false, true].map { _ in
            DeliveryTally(byMerchant: query.dimensions.contains(.merchant))
        }
        for (place, expired) in [60, 10].enumerated() {
            for number in 0..<100 { tallies[place].count(fate(number < expired), messages) }
        }
        return (tallies[0], tallies[1])
    }

    private func fate(_ isExpired: Bool) -> ConfirmationFate {
        ConfirmationFate(
            merchant: Sample.merchant.id,
            generation: 0,
            status: isExpired ? .expired : .approved,
            closedAt: Sample.now.advanced(bySeconds: 20)
        )
    }

    private var messages: [MessageFate] {
        [(Channel.sms, 2, "DE"), (.rcs, 1, nil)].map { channel, parts, country in
            MessageFate(
                channel: channel,
                provider: channel == .sms ? "gateway" : "rbm",
                country: country,
                generation: 0,
                status: .delivered,
                parts: parts,
                createdAt: Sample.now,
                deliveredAt: Sample.now.advanced(bySeconds: 2),
                wasAccepted: true
            )
        }
    }
}
