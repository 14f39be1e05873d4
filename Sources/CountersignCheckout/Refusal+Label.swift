import CountersignCore

extension Refusal {
    /// The bounded word for metrics.
    var label: String {
        switch self {
        case .notFound: "not-found"
        case .alreadyUsed: "already-used"
        case .denied: "denied"
        case .canceled: "canceled"
        case .exhausted: "exhausted"
        case .skipped: "skipped"
        case .blocked: "blocked"
        case .expired: "expired"
        case .transactionMissing, .invalid: "invalid-request"
        case .transactionChanged: "transaction-changed"
        case .tooManyFailures: "too-many-requests"
        case .wrongCode: "wrong-code"
        case .sendLimit: "send-limit"
        case .resendTooSoon: "resend-too-soon"
        case .noRoute: "no-route"
        case .idempotencyKeyReused: "idempotency-key-reused"
        case .overloaded: "overloaded"
        case .storageUnavailable: "storage-unavailable"
        }
    }
}
