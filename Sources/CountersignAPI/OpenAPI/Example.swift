import CountersignCore

/// Examples of the contract, as JSON.
enum Example {
    static let createSmallest = #"""
        {"amount":{"value":4999,"currency":"EUR"},"reference":"order-1234","recipient":{"phone":"+4915112345678"}}
        """#

    static let createEverything = #"""
        {"amount":{"value":4999,"currency":"EUR"},"reference":"order-1234","recipient":{"phone":"+4915112345678","email":"kim@example.com","locale":"de-DE","customer":"customer-77"},"payee":"Acme Shoes","purpose":"payment","bound":"exact","channels":["rcs","whatsapp","sms"],"origin":"shop.example","checkout":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","signals":{"ip":"203.0.113.9","ip_country":"DE","device_known":true},"metadata":{"cart":"c-99"}}
        """#

    static let createLogin = #"""
        {"purpose":"login","reference":"session-5","recipient":{"email":"kim@example.com"}}
        """#

    static let verifyAmount = #"""
        {"code":"042917","amount":{"value":4999,"currency":"EUR"},"payee":"Acme Shoes"}
        """#

    static let verifyContext = #"""
        {"code":"042917","context":"eyJhbGciOiJIUzI1NiIsImtpZCI6ImNvbnRleHQtMSJ9.eyJ2IjoiMSJ9.c2lnbmF0dXJl"}
        """#

    static let receiptToVerify = #"""
        {"receipt":"eyJhbGciOiJFZERTQSIsImtpZCI6InNpZ24tMSJ9.eyJvdXRjb21lIjoiYXBwcm92ZWQifQ.c2lnbmF0dXJl"}
        """#

    static let confirmation = #"""
        {"id":"cnf_01KAQZ4GC0A1B2C3D4E5F6G7H8","status":"pending","purpose":"payment","amount":{"value":4999,"currency":"EUR"},"bound":"exact","payee":"Acme Shoes","reference":"order-1234","recipient":{"phone":"+49•••••••678","locale":"de-DE"},"decision":{"outcome":"confirm","policy":"everyday-checkout","version":"3","rule":"large amount","reasons":["amount >= 500 EUR"]},"context":"eyJhbGciOiJIUzI1NiIsImtpZCI6ImNvbnRleHQtMSJ9.eyJ2IjoiMSJ9.c2lnbmF0dXJl","generation":0,"match_word":"MAPLE","attempts_left":5,"sends":1,"resend_after":"2026-11-23T10:00:30Z","created_at":"2026-11-23T10:00:00Z","expires_at":"2026-11-23T10:05:00Z","messages":[{"id":"msg_01KAQZ4GC0A1B2C3D4E5F6G7H9","channel":"rcs","provider":"rbm","status":"queued","at":"2026-11-23T10:00:00Z"}],"metadata":{"cart":"c-99"}}
        """#

    static let event = #"""
        {"id":"evt_01KAQZ4GC0A1B2C3D4E5F6G7HA","type":"confirmation.created","timestamp":"2026-11-23T10:00:00Z","sequence":1,"data":{"id":"cnf_01KAQZ4GC0A1B2C3D4E5F6G7H8","mode":"live","status":"pending"}}
        """#

    static let eventPage = "{\"events\":[\(event)]}"

    /// Moments of the examples.
    private static let now = Instant(seconds: 1_795_428_000)

    /// One document of each problem type, made by the same code that makes the real ones; for
    /// `invalid-request`, one of each status.
    static let problems: [(name: String, problem: Problem)] =
        ProblemType.allCases.map { ($0.rawValue, problem($0)) } + [
            ("invalid-request-unreadable", .unreadable("The body is empty; send a JSON object."))
        ]

    private static func problem(_ type: ProblemType) -> Problem {
        if let refusal = refusal(type) { return Problem(refusal, at: now) }
        switch type {
        case .invalidRequest:
            var faults = Faults()
            faults.add(
                .pointer("#/recipent"),
                "unknown member 'recipent'; did you mean 'recipient'?"
            )
            faults.add(
                .pointer("#/amount/value"),
                "this is a string; write the minor units as a number, without quotes, e.g. 4999"
            )
            return .invalid(faults)
        case .unauthorized: return Problem(type, "The Authorization header is missing.")
        case .forbidden:
            return Problem(type, "This key lacks the scope 'checkout'; use one that has it.")
        case .methodNotAllowed: return Problem(type, "This path takes GET, HEAD.")
        case .policyFaulty: return .faulty(review)
        case .policyStale: return .stale(policy)
        case .ifMatchMissing: return Problem(type, "Send the ETag of the version as If-Match.")
        case .tooLarge: return Problem(type, "The body is larger than 65536 bytes; send less.")
        case .unsupportedMediaType:
            return Problem(type, "The body must come with Content-Type: application/json.")
        case .idempotencyKeyMissing:
            return Problem(type, "Send an Idempotency-Key header with a fresh random value.")
        default:
            return Problem(type, "A request with this Idempotency-Key is still under way.")
        }
    }

    private static let review = PolicyReview(
        name: nil,
        findings: [
            (
                Finding(
                    file: "Policies/acme-shoes.policy",
                    line: 3,
                    column: 17,
                    length: 6,
                    message: "unknown fact 'amonut'; did you mean 'amount'?",
                    text: "skip \"small\" if amonut <= 30 EUR"
                ), nil
            )
        ]
    )

    private static let policy = PolicyInForce(
        holder: "acme-shoes",
        name: "Everyday",
        version: 4,
        text: "",
        at: nil,
        author: nil,
        note: nil
    )

    private static func refusal(_ type: ProblemType) -> Refusal? {
        switch type {
        case .notFound: .notFound
        case .idempotencyKeyReused: .idempotencyKeyReused
        case .wrongCode: .wrongCode(remaining: 4)
        case .transactionChanged: .transactionChanged(fields: [.amount])
        case .expired: .expired(deadline: now)
        case .alreadyUsed: .alreadyUsed
        case .denied: .denied
        case .canceled: .canceled
        case .exhausted: .exhausted
        case .skipped: .skipped
        case .blocked: .blocked
        case .tooManyRequests: .tooManyFailures(retryAt: now.advanced(bySeconds: 900))
        case .resendTooSoon: .resendTooSoon(retryAt: now.advanced(bySeconds: 30))
        case .sendLimit: .sendLimit
        case .noRoute: .noRoute(reason: "no provider serves sms")
        case .overloaded: .overloaded
        case .storageUnavailable: .storageUnavailable
        default: nil
        }
    }
}
