/// The closed set of problems that an answer may state, each with a page that explains it.
///
/// Source: api.md, "Errors"; RFC 9457.
public enum ProblemType: String, CaseIterable, Sendable {
    case invalidRequest = "invalid-request"
    case unauthorized
    case forbidden
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case tooLarge = "too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case idempotencyKeyMissing = "idempotency-key-missing"
    case idempotencyKeyInUse = "idempotency-key-in-use"
    case idempotencyKeyReused = "idempotency-key-reused"
    case wrongCode = "wrong-code"
    case transactionChanged = "transaction-changed"
    case expired
    case alreadyUsed = "already-used"
    case denied
    case canceled
    case exhausted
    case skipped
    case blocked
    case tooManyRequests = "too-many-requests"
    case resendTooSoon = "resend-too-soon"
    case sendLimit = "send-limit"
    case noRoute = "no-route"
    case policyFaulty = "policy-faulty"
    case policyStale = "policy-stale"
    case ifMatchMissing = "if-match-missing"
    case overloaded
    case storageUnavailable = "storage-unavailable"

    /// The `type` member and the path of the page, such as `/problems/wrong-code`.
    public var path: String { "/problems/" + rawValue }

    /// The HTTP statuses it comes with; the first is the usual one.
    public var statuses: [Int] {
        switch self {
        case .invalidRequest: [422, 400]
        case .unauthorized: [401]
        case .forbidden: [403]
        case .notFound: [404]
        case .methodNotAllowed: [405]
        case .tooLarge: [413]
        case .unsupportedMediaType: [415]
        case .idempotencyKeyMissing: [400]
        case .idempotencyKeyInUse, .transactionChanged, .alreadyUsed, .denied, .canceled,
            .exhausted, .skipped, .blocked:
            [409]
        case .idempotencyKeyReused, .wrongCode, .noRoute, .policyFaulty: [422]
        case .policyStale: [412]
        case .ifMatchMissing: [428]
        case .expired: [410]
        case .tooManyRequests, .resendTooSoon, .sendLimit: [429]
        case .overloaded, .storageUnavailable: [503]
        }
    }

    /// The `title` member, the same in every answer.
    public var title: String {
        switch self {
        case .invalidRequest: "The request can't be carried out as it stands"
        case .unauthorized: "No valid credentials"
        case .forbidden: "The key may not do this"
        case .notFound: "There is nothing here"
        case .methodNotAllowed: "The method does not fit this path"
        case .tooLarge: "The body is too large"
        case .unsupportedMediaType: "The body is not JSON by its content type"
        case .idempotencyKeyMissing: "The Idempotency-Key header is missing"
        case .idempotencyKeyInUse: "A request with this key is still under way"
        case .idempotencyKeyReused: "This key was used for another request"
        case .wrongCode: "Wrong code"
        case .transactionChanged: "The code is for another payment"
        case .expired: "The code has expired"
        case .alreadyUsed: "The code was used"
        case .denied: "The payment was denied"
        case .canceled: "The confirmation was canceled"
        case .exhausted: "The attempts are used up"
        case .skipped: "No code was needed"
        case .blocked: "The policy refused the payment"
        case .tooManyRequests: "Too many wrong codes in a row"
        case .resendTooSoon: "The last message is too recent"
        case .sendLimit: "No further message may be sent"
        case .noRoute: "The recipient can't be reached"
        case .policyFaulty: "The policy has faults"
        case .policyStale: "The policy has changed meanwhile"
        case .ifMatchMissing: "The If-Match header is missing"
        case .overloaded: "Too much work is waiting"
        case .storageUnavailable: "The store can't be used"
        }
    }

    /// The members that it may have beside those of RFC 9457.
    public var members: [String] {
        switch self {
        case .invalidRequest: ["errors"]
        case .wrongCode: ["attempts_left"]
        case .transactionChanged: ["changed"]
        case .alreadyUsed, .denied, .canceled, .exhausted, .skipped, .blocked:
            ["confirmation_status"]
        case .tooManyRequests, .resendTooSoon: ["retry_at"]
        case .policyFaulty: ["findings"]
        case .policyStale: ["version"]
        default: []
        }
    }
}
