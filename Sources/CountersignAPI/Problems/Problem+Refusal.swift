import CountersignCore

extension Problem {
    /// Seconds after which a request that found the service too busy should be repeated.
    static let retryAfterOverloadSeconds = 1
    /// Seconds after which a request that found the store unusable should be repeated.
    static let retryAfterStorageSeconds = 5

    /// The one place where a refusal becomes a problem document.
    init(_ refusal: Refusal, at now: Instant) {
        switch refusal {
        case .notFound: self = .noSuchConfirmation
        case .alreadyUsed, .denied, .canceled, .exhausted, .skipped, .blocked:
            self = Problem(closed: refusal)
        case .expired(let deadline):
            self = Problem(
                .expired,
                "The code expired at \(deadline.rfc3339); create a new confirmation."
            )
        case .transactionMissing:
            var faults = Faults()
            faults.add(.pointer("#"), VerifyBody.transactionMissing)
            self = .invalid(faults)
        case .transactionChanged(let fields):
            let names = fields.map(\.rawValue).joined(separator: ", ")
            self = Problem(
                .transactionChanged,
                "The presented payment differs from the one that the payer was asked about in: \(names). Present it as it was confirmed, or amend the confirmation.",
                extra: .changed(fields)
            )
        case .wrongCode(let remaining): self = Problem(wrongCodeWith: remaining)
        case .tooManyFailures, .resendTooSoon, .sendLimit, .noRoute:
            self = Problem(limit: refusal, at: now)
        case .invalid(let pointer, let detail):
            var faults = Faults()
            faults.add(.pointer("#" + pointer), detail)
            self = .invalid(faults)
        case .idempotencyKeyReused: self = .idempotencyKeyReused
        case .overloaded:
            self = Problem(
                .overloaded,
                "More work is waiting than can be done in time; nothing was done. Repeat the request shortly.",
                retryAfterSeconds: Problem.retryAfterOverloadSeconds
            )
        case .storageUnavailable:
            self = Problem(
                .storageUnavailable,
                "The store can't be used at the moment; nothing was done. Repeat the request later.",
                retryAfterSeconds: Problem.retryAfterStorageSeconds
            )
        }
    }

    static let idempotencyKeyReused = Problem(
        .idempotencyKeyReused,
        "This Idempotency-Key was used for another body within 24 hours; send a new key with a new request."
    )

    /// The answer to a verification that left the confirmation as it stands, should one ever be handed
    /// over as a success: only an approval may be a 2xx.
    init(notApproved confirmation: Confirmation, at now: Instant) {
        switch confirmation.status {
        case .pending: self = Problem(wrongCodeWith: confirmation.attemptsLeft)
        case .approved: self = Problem(.alreadyUsed, at: now)
        case .denied: self = Problem(.denied, at: now)
        case .expired: self = Problem(.expired(deadline: confirmation.context.expiresAt), at: now)
        case .exhausted: self = Problem(.exhausted, at: now)
        case .canceled: self = Problem(.canceled, at: now)
        case .skipped: self = Problem(.skipped, at: now)
        case .blocked: self = Problem(.blocked, at: now)
        }
    }

    private init(closed refusal: Refusal) {
        let (type, status, detail): (ProblemType, ConfirmationStatus, String) =
            switch refusal {
            case .denied:
                (.denied, .denied, "The payer or the merchant denied this payment; do not charge.")
            case .canceled:
                (.canceled, .canceled, "This confirmation was canceled; create a new one.")
            case .exhausted:
                (.exhausted, .exhausted, "All attempts are used up; create a new confirmation.")
            case .skipped:
                (
                    .skipped, .skipped,
                    "The policy asked for no code; read the confirmation for its receipt."
                )
            case .blocked:
                (.blocked, .blocked, "The policy refused this payment; do not charge.")
            default:
                (
                    .alreadyUsed, .approved,
                    "This confirmation is approved and its code is used; read it for its receipt."
                )
            }
        self = Problem(type, detail, extra: .confirmationStatus(status))
    }

    private init(wrongCodeWith remaining: Int) {
        let advice =
            switch remaining {
            case 0: "No attempt is left; create a new confirmation."
            case 1: "One attempt is left; ask the payer to read the latest message again."
            default:
                "\(remaining) attempts are left; ask the payer to read the latest message again."
            }
        self = Problem(
            .wrongCode,
            "The code does not belong to this payment. " + advice,
            extra: .attemptsLeft(remaining)
        )
    }

    private init(limit refusal: Refusal, at now: Instant) {
        switch refusal {
        case .tooManyFailures(let retryAt):
            self = Problem(
                .tooManyRequests,
                "This recipient had too many wrong codes in a row; try again at \(retryAt.rfc3339).",
                extra: .retryAt(retryAt),
                retryAfterSeconds: max(1, now.secondsUntil(retryAt))
            )
        case .resendTooSoon(let retryAt):
            self = Problem(
                .resendTooSoon,
                "The last message is too recent; the next one may be sent at \(retryAt.rfc3339).",
                extra: .retryAt(retryAt),
                retryAfterSeconds: max(1, now.secondsUntil(retryAt))
            )
        case .noRoute(let reason):
            self = Problem(
                .noRoute,
                "No provider can reach this recipient on any allowed channel: \(reason). Allow another channel or give another destination."
            )
        default:
            self = Problem(
                .sendLimit,
                "As many messages as allowed were sent for this confirmation; ask the payer to look for them, or create a new one."
            )
        }
    }
}
