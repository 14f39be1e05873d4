import CountersignCheckout
import CountersignCore
import CountersignPolicy

/// A payment, and what a policy is expected to decide on it.
struct PolicyCase: Sendable {
    /// What it shows; unique in its file.
    let name: String
    /// Where it stands: `Policies/default.cases.json5:12:5`.
    let place: String
    /// The payment.
    let request: ConfirmationRequest
    /// What counters stand at; those that are left out stand at zero.
    let counters: [Counter: PolicyValue]
    /// When it is asked.
    let moment: Instant
    /// What is expected.
    let expected: Expectation

    /// What a case expects; what it leaves out may be anything.
    struct Expectation: Sendable {
        /// What happens to the payment.
        let outcome: DecisionOutcome
        /// The rule that decides; `otherwise` where none fits.
        let rule: String?
        /// Shadow rules that fit, in the policy's order.
        let shadow: [String]?
        /// Settings that the payer is asked with.
        let settings: [(setting: PolicySetting, value: JSONValue)]
    }

    /// The word for the decision where no rule fits.
    static let otherwise = "otherwise"

    /// Puts the payment to a policy.
    func result(of policy: Policy) -> PolicyCaseResult {
        let facts = PolicyPayment.facts(
            request,
            for: policy,
            at: moment,
            counters: counters
        )
        let verdict = policy.decide(facts)
        return PolicyCaseResult(
            name: name,
            place: place,
            steps: policy.explain(facts),
            verdict: verdict,
            differences: differences(of: verdict)
        )
    }

    private func differences(of verdict: Verdict) -> [PolicyCaseResult.Difference] {
        let got = verdict.action
        var pairs: [(what: String, expected: JSONValue, got: JSONValue)] = [
            ("outcome", .string(expected.outcome.rawValue), .string(got.outcome.rawValue))
        ]
        if let rule = expected.rule {
            pairs.append(("rule", .string(rule), .string(verdict.rule ?? PolicyCase.otherwise)))
        }
        if let shadow = expected.shadow {
            let fitted = verdict.shadows.map { JSONValue.string($0.rule) }
            pairs.append(("shadow", .array(shadow.map { .string($0) }), .array(fitted)))
        }
        // A payment that is let through or refused asks nobody anything.
        if got.outcome == .confirm {
            for (setting, value) in expected.settings {
                pairs.append((setting.rawValue, value, setting.value(in: got.settings)))
            }
        }
        return pairs.filter { $0.expected != $0.got }.map {
            PolicyCaseResult.Difference(what: $0.what, expected: $0.expected, got: $0.got)
        }
    }
}

/// A setting by the name that tables of cases give it.
enum PolicySetting: String, CaseIterable, Sendable {
    case codeDigits = "code_digits"
    case expiresInSeconds = "expires_in_seconds"
    case attemptsMax = "attempts_max"
    case channels
    case nextChannelAfterSeconds = "next_channel_after_seconds"
    case sendsMax = "sends_max"
    case resendAfterSeconds = "resend_after_seconds"
    case matchWord = "match_word"
    case confirmsByButton = "confirms_by_button"
    case sameMessage = "same_message"
    case hedge

    /// Its value.
    func value(in settings: ConfirmationSettings) -> JSONValue {
        switch self {
        case .codeDigits: .integer(settings.codeDigits)
        case .expiresInSeconds: .integer(settings.expiresInSeconds)
        case .attemptsMax: .integer(settings.attemptsMax)
        case .channels: .array(settings.channels.map { .string($0.rawValue) })
        case .nextChannelAfterSeconds: .integer(settings.nextChannelAfterSeconds)
        case .sendsMax: .integer(settings.sendsMax)
        case .resendAfterSeconds: .integer(settings.resendAfterSeconds)
        case .matchWord: .bool(settings.matchWord)
        case .confirmsByButton: .bool(settings.confirmsByButton)
        case .sameMessage: .bool(settings.sameMessage)
        case .hedge: .bool(settings.hedge)
        }
    }
}
