public import CountersignCore

/// What is known when a tip is chosen for one message.
public struct TipQuestion: Equatable, Sendable {
    /// What calls for a tip, the most urgent first; ``TipReason/general`` is always one of them.
    public var reasons: [TipReason]
    /// The tip that this payment's earlier message had: it is kept while it fits.
    public var kept: String?
    /// The tip that this payer was shown last.
    public var lastSeen: String?
    /// Decides among equals.
    public var chance: UInt64
    /// Whether the payer is of the holdout.
    public var isHeldOut: Bool

    /// A question; the reasons are brought into their order.
    /// - Parameter confirmation: the payment, which the chance is drawn from: the same payment, the same
    ///   choice.
    public init(
        reasons: Set<TipReason>,
        kept: String?,
        lastSeen: String?,
        confirmation: ConfirmationID,
        isHeldOut: Bool
    ) {
        self.reasons = TipReason.allCases.filter { $0 == .general || reasons.contains($0) }
        self.kept = kept
        self.lastSeen = lastSeen
        self.chance = SteadyHash.mixed(UInt64(truncatingIfNeeded: confirmation.bits))
        self.isHeldOut = isHeldOut
    }
}

/// Picks the tip of one message.
enum TipChoice {
    /// A tip and its length.
    struct Chosen: Equatable {
        let id: String
        let variant: Tip.Variant
    }

    /// The answer.
    enum Answer: Equatable {
        case tip(Chosen)
        /// Tips were called for, and none fits.
        case noRoom
        /// Nothing is written for these reasons.
        case noTip
    }

    /// The tip for the most urgent reason that has one that fits, in its longest variant that fits; not
    /// the one that the payer saw last, unless nothing else fits.
    /// - Parameter fits: whether the message has room for a variant.
    static func choose(
        _ question: TipQuestion,
        among tips: [Tip],
        fits: (Tip.Variant) -> Bool
    ) -> Answer {
        let called = tips.filter { !$0.reasons.isDisjoint(with: question.reasons) }
        if called.isEmpty { return .noTip }
        // Each tip is measured once, whatever reasons it has.
        let fitting: [(tip: Tip, variant: Tip.Variant)] = called.compactMap { tip in
            tip.variants.last(where: fits).map { (tip, $0) }
        }
        if let kept = fitting.first(where: { $0.tip.id == question.kept }) {
            return .tip(Chosen(id: kept.tip.id, variant: kept.variant))
        }
        for reason in question.reasons {
            let equals = fitting.filter {
                $0.tip.reasons.contains(reason) && $0.tip.id != question.lastSeen
            }
            if let picked = pick(equals, by: question.chance) { return .tip(picked) }
        }
        guard let seen = fitting.first else { return .noRoom }
        return .tip(Chosen(id: seen.tip.id, variant: seen.variant))
    }

    /// One of them, each as likely as its weight says.
    private static func pick(
        _ equals: [(tip: Tip, variant: Tip.Variant)],
        by chance: UInt64
    ) -> Chosen? {
        if equals.isEmpty { return nil }
        var number = SteadyHash.number(
            below: equals.reduce(0) { $0 + $1.tip.weight },
            from: chance
        )
        for (tip, variant) in equals {
            if number < tip.weight { return Chosen(id: tip.id, variant: variant) }
            number -= tip.weight
        }
        preconditionFailure("A number below the sum of the weights lies within one of them.")
    }
}
