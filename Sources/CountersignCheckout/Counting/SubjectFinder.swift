import CountersignCore
import CountersignPolicy

/// Tells whom a payment is counted by.
struct SubjectFinder: Sendable {
    /// Opens and hashes what stands for people.
    let keyring: any Keyring

    /// The subjects of a payment, as many as the plan wants; people as keyed hashes under the current key.
    /// - Parameter recipient: the hash of the payer's destination under the current key.
    func find(
        merchant: MerchantID,
        mode: Mode,
        recipient: [UInt8]?,
        payer: Recipient?,
        signals: [JSONMember],
        _ plan: CounterPlan
    ) throws(KeyringError) -> CountedSubjects {
        var subjects = CountedSubjects(merchant: merchant, mode: mode)
        guard !plan.isEmpty else { return subjects }
        subjects.recipient = recipient.map { .init($0) }
        if let phone = payer?.phone { subjects.prefix = .init(prefixOf: phone) }
        if plan.groups(by: .customer), let customer = payer?.customer {
            subjects.customer = try digest(of: customer, as: .customer)
        }
        if plan.groups(by: .ip), let ip = SubjectFinder.text(of: .ip, in: signals) {
            subjects.ip = try digest(of: ip, as: .ip)
        }
        if plan.groups(by: .device), let device = SubjectFinder.text(of: .device, in: signals) {
            subjects.device = try digest(of: device, as: .device)
        }
        return subjects
    }

    /// Whether the subjects of a stored confirmation can't be told without opening its details.
    func needDetails(indexKey: String, _ plan: CounterPlan) -> Bool {
        indexKey != keyring.current.index
            || [.customer, .ip, .device, .prefix].contains { plan.groups(by: $0) }
    }

    /// The subjects of a stored confirmation; what can't be opened any more is left out.
    func find(
        merchant: MerchantID,
        mode: Mode,
        storedRecipient: [UInt8],
        indexKey: String,
        _ details: Details?,
        _ plan: CounterPlan
    ) -> CountedSubjects {
        let current = keyring.current.index
        let recipient =
            indexKey == current
            ? storedRecipient
            : details.flatMap {
                try? keyring.recipientIndex(
                    of: $0.recipient.canonicalDestination,
                    key: current
                )
            }
        let subjects = try? find(
            merchant: merchant,
            mode: mode,
            recipient: recipient,
            payer: details?.recipient,
            signals: details?.signals ?? [],
            plan
        )
        return subjects ?? CountedSubjects(merchant: merchant, mode: mode)
    }

    private static func text(of subject: Counter.Subject, in signals: [JSONMember]) -> String? {
        signals.first { $0.name == subject.rawValue }?.value.string
    }

    /// A destination begins with a plus or holds an at sign; the subject's name and a zero keep others apart
    /// from them and from each other.
    private func digest(
        of text: String,
        as subject: Counter.Subject
    ) throws(KeyringError) -> CountedSubjects.Digest {
        let hash = try keyring.recipientIndex(
            of: Array(subject.rawValue.utf8) + [0] + Array(text.utf8),
            key: keyring.current.index
        )
        return CountedSubjects.Digest(hash)
    }
}

extension Checkout {
    /// Whom payments are counted by.
    var subjects: SubjectFinder { SubjectFinder(keyring: dependencies.keyring) }
}
