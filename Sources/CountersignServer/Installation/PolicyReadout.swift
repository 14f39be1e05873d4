import CountersignCore
import CountersignPolicy

/// What reading a policy's text came to, with what only the system knows.
struct PolicyReadout: Sendable {
    /// The policy; nil when anything is wrong with it.
    let policy: Policy?
    /// Everything that is wrong, in the text's order.
    let findings: [Finding]
    /// A payment for each `never` line that the policy can break.
    let counterexamples: [PolicyExample]
    /// The policy for explaining only: it may break its promises; nil when its text is not understood.
    let readable: Policy?

    /// Reads a policy's text, with its proofs.
    /// - Parameter served: channels that a provider of the merchant's route serves; nil where that is
    ///   not known, or no provider is configured at all.
    init(
        _ text: String,
        file: String,
        served: Set<Channel>? = nil,
        list: (_ path: String) -> String?
    ) {
        let check = Policy.check(text, file: file, list: list)
        var findings = check.findings
        if let zone = check.readable?.timeZone, !TimeZoneOffset.exists(zone) {
            findings.append(PolicyZone.finding(zone, in: text, file: file))
        }
        if let served, let policy = check.readable {
            findings += PolicyChannels.findings(in: text, file: file, of: policy, served: served)
        }
        policy = findings.isEmpty ? check.policy : nil
        self.findings = findings
        readable = check.readable
        counterexamples = check.counterexamples.map { example in
            PolicyExample(example, of: check.readable)
        }
    }
}

/// A payment on which a policy breaks one of its `never` lines, as `policy explain` takes it.
struct PolicyExample: Sendable {
    /// The line that is broken, in the policy's words.
    let never: String
    /// The rule that decides so, or `otherwise`.
    let rule: String
    /// The payment in words, as the finding has them.
    let words: String
    /// The payment as `POST /v1/confirmations` takes it.
    let payment: String
    /// When it is asked; nil where the policy looks at no clock.
    let at: Instant?

    /// A Monday's first moment; the days after it are those of its week.
    private static let monday = Instant(seconds: 1_767_571_200)

    init(_ example: PolicyCounterexample, of policy: Policy?) {
        never = example.never
        rule = example.rule ?? "otherwise"
        words = example.words
        payment = example.json
        let facts = policy?.facts ?? []
        guard facts.contains(.hour) || facts.contains(.weekday) else {
            at = nil
            return
        }
        let time = example.payment.time
        let local = PolicyExample.monday.advanced(
            bySeconds: (time.weekday - 1) * 86_400 + time.hour * 3_600
        )
        let offset = policy?.timeZone.map { TimeZoneOffset.seconds(in: $0, at: local) } ?? 0
        at = local.advanced(bySeconds: -offset)
    }
}
