import CountersignAPI
import CountersignCheckout
import CountersignCore
import Synchronization

/// A desk with one policy in memory; a text that holds "bad" has a fault.
final class FakePolicyDesk: PolicyDesk {
    private let current = Mutex(
        PolicyInForce(
            holder: "default",
            name: "Everyday",
            version: 3,
            text: "policy \"Everyday\"\notherwise confirm\n",
            at: Sample.now,
            author: .file,
            note: nil
        )
    )
    let failure: StoreFailure?

    init(failure: StoreFailure? = nil) { self.failure = failure }

    func policy(of merchant: MerchantID) async -> Result<PolicyInForce, PolicyRefusal> {
        failure.map { .failure(.store($0)) } ?? .success(current.withLock { $0 })
    }

    func review(_ text: String, for merchant: MerchantID) async -> PolicyReview {
        guard text.contains("bad") else { return PolicyReview(name: "Everyday", findings: []) }
        let finding = Finding(
            file: "Policies/\(merchant).policy",
            line: 2,
            column: 3,
            length: 4,
            message: "can break this",
            text: "  never"
        )
        return PolicyReview(
            name: nil,
            findings: [
                (
                    finding,
                    PolicyReview.Counterexample(payment: #"{"reference":"r"}"#, at: Sample.now)
                )
            ]
        )
    }

    func replace(
        _ text: String,
        note: String?,
        of merchant: MerchantID,
        ifMatch matches: @Sendable @escaping (PolicyInForce) -> Bool
    ) async -> Result<PolicyInForce, PolicyRefusal> {
        if text.contains("unwritable") { return .failure(.notWritable) }
        let review = await review(text, for: merchant)
        return current.withLock { current in
            guard matches(current) else { return .failure(.stale(current)) }
            guard review.findings.isEmpty else { return .failure(.faulty(review)) }
            current = PolicyInForce(
                holder: merchant.text,
                name: "Everyday",
                version: 1,
                text: text,
                at: Sample.now,
                author: .api,
                note: note
            )
            return .success(current)
        }
    }

    func backtest(
        _ text: String,
        _ range: PastDecisionRange,
        for merchant: MerchantID
    ) async -> Result<BacktestReport, PolicyRefusal> {
        if text.contains("busy") { return .failure(.busy) }
        let review = await review(text, for: merchant)
        guard review.findings.isEmpty else { return .failure(.faulty(review)) }
        return .success(
            BacktestReport(
                range: range,
                policy: "Everyday",
                counting: .none,
                tally: BacktestTally()
            )
        )
    }
}
