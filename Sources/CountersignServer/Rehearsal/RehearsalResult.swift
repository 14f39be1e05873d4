import CountersignCore
import CountersignSimulator

/// What a run of a rehearsal came to, from three sides: the payers, the service and the platforms.
struct RehearsalResult: Sendable {
    let hasFallback: Bool
    let wasKilled: Bool
    /// The payers' side.
    let payments: [RehearsedPayment]
    /// The service's side: the confirmation of each payment; nil for one without.
    let records: [JSONValue?]
    /// The platforms' side.
    let counts: [SimulatedPlatform: PlatformCounts]

    /// Statuses of messages that a provider took.
    private static let takenStatuses = ["accepted", "sent", "delivered", "read"]

    func count(_ ending: RehearsedPayment.Ending) -> Int {
        payments.count { $0.ending == ending }
    }

    /// Payments that were confirmed while their payer waited, of all that were asked for; 0 to 1.
    var confirmedShare: Double {
        payments.isEmpty ? 0 : Double(count(.confirmed)) / Double(payments.count)
    }

    /// The time to confirm that such a share of the confirmed payments kept within, in milliseconds.
    func millisecondsToConfirm(_ share: Double) -> Int? {
        let times = payments.compactMap(\.milliseconds).sorted()
        guard !times.isEmpty else { return nil }
        let place = Int((Double(times.count) * share).rounded(.up)) - 1
        return times[max(0, min(place, times.count - 1))]
    }

    /// Messages that the service says a provider took.
    func messagesTaken(by platform: SimulatedPlatform) -> Int {
        records.compactMap { $0?["messages"]?.array }.joined().count { message in
            message["provider"]?.string == platform.rawValue
                && RehearsalResult.takenStatuses.contains(message["status"]?.string ?? "")
        }
    }

    /// What does not add up, one sentence each; empty when everything is accounted for.
    var faults: [String] {
        var faults: [String] = []
        for (payment, record) in zip(payments, records) {
            guard let id = payment.id else { continue }
            guard let status = record?["status"]?.string else {
                faults.append("\(id) was asked for and the service does not know it")
                continue
            }
            if let fault = RehearsalResult.fault(of: payment.ending, status) {
                faults.append("\(id): \(fault)")
            }
        }
        let ids = payments.compactMap(\.id)
        if Set(ids).count < ids.count { faults.append("one confirmation stands for two payments") }
        for platform in SimulatedPlatform.allCases {
            guard let counts = counts[platform] else { continue }
            let name = platform.rawValue
            if !counts.addsUp { faults.append("\(name): what it took is not what became of it") }
            let taken = messagesTaken(by: platform)
            if taken > counts.accepted {
                faults.append(
                    "\(name): the service says \(taken) messages were taken, the platform "
                        + "\(counts.accepted)"
                )
            }
            if counts.forgedReportsTaken > 0 {
                faults.append("\(name): \(counts.forgedReportsTaken) forged reports were taken")
            }
        }
        return faults
    }

    /// Why what a payer saw and what the service keeps contradict each other; nil when they don't.
    private static func fault(of ending: RehearsedPayment.Ending, _ status: String) -> String? {
        switch ending {
        case .confirmed where status != "approved":
            "its payer was told approved, the service keeps \(status)"
        case .denied where status != "denied":
            "its payer denied, the service keeps \(status)"
        case .ignored, .late, .noMessage, .refused:
            status == "approved" || status == "denied"
                ? "nobody answered for its payer, the service keeps \(status)" : nil
        case .confirmed, .denied, .notAsked, .unanswered: nil
        }
    }
}
