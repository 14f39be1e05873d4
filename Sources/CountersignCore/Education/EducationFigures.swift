/// What became of some payments.
public struct EducationFigures: Equatable, Sendable {
    /// Payments that are over: confirmed, denied, expired, exhausted or canceled.
    public private(set) var payments = 0
    /// Those that were confirmed.
    public private(set) var confirmed = 0
    /// Those that were denied.
    public private(set) var denied = 0
    /// Payments that are still open, which nothing is said of yet.
    public private(set) var pending = 0
    /// From the making of a payment to its confirmation.
    public private(set) var timeToConfirm = DurationHistogram()

    /// No payments.
    public init() {}

    /// Counts one payment.
    /// - Parameter milliseconds: from its making to its confirmation.
    public mutating func count(_ status: ConfirmationStatus, confirmedAfter milliseconds: Int64?) {
        switch status {
        case .pending: pending += 1
        case .approved:
            payments += 1
            confirmed += 1
            if let milliseconds { timeToConfirm.record(milliseconds: milliseconds) }
        case .denied:
            payments += 1
            denied += 1
        case .expired, .exhausted, .canceled: payments += 1
        // Decided by the policy alone: nobody was asked.
        case .skipped, .blocked: break
        }
    }

    /// Adds what became of other payments.
    public mutating func add(_ other: EducationFigures) {
        payments += other.payments
        confirmed += other.confirmed
        denied += other.denied
        pending += other.pending
        timeToConfirm.add(other.timeToConfirm)
    }

    /// The part of the payments that are over that was confirmed.
    public var confirmedShare: ShareInterval? { ShareInterval(confirmed, of: payments) }
    /// The part of the payments that are over that was denied.
    public var deniedShare: ShareInterval? { ShareInterval(denied, of: payments) }
}

/// Counts what became of payments, by tip, language and what became of the tip.
public struct EducationTally: Equatable, Sendable {
    /// What payments have in common.
    public struct Key: Hashable, Sendable {
        /// The tip that was shown or held back; nil where there was none.
        public let tip: String?
        /// What became of it.
        public let fate: MessageTip.Fate
        /// The language of the message.
        public let locale: String
    }

    /// Most keys that are told apart, to bound the memory of a report.
    public static let keysMax = 10_000

    /// The figures of each key.
    public private(set) var figures: [Key: EducationFigures] = [:]

    /// A tally of nothing.
    public init() {}

    /// Whether there are more keys than a report may have.
    public var isTooLarge: Bool { figures.count > EducationTally.keysMax }

    /// Counts one payment by the tip of the first of its messages that had a place for one.
    ///
    /// The first, because everything after it is an effect: a payer who needs three messages is not like
    /// one who needs one.
    public mutating func count(
        _ tip: MessageTip,
        locale: String,
        _ status: ConfirmationStatus,
        confirmedAfter milliseconds: Int64?
    ) {
        let key = Key(tip: tip.id, fate: tip.fate, locale: locale)
        figures[key, default: EducationFigures()].count(status, confirmedAfter: milliseconds)
    }

    /// Adds what another tally has counted.
    public mutating func add(_ other: EducationTally) {
        for (key, more) in other.figures {
            figures[key, default: EducationFigures()].add(more)
        }
    }
}
