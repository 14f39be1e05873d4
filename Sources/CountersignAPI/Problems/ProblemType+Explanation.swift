extension ProblemType {
    /// When it happens and what to do about it, one or two sentences each, for the page.
    var explanation: (when: String, remedy: String) {
        switch self {
        case .invalidRequest, .unauthorized, .forbidden, .notFound, .methodNotAllowed, .tooLarge,
            .unsupportedMediaType, .idempotencyKeyMissing, .idempotencyKeyInUse,
            .idempotencyKeyReused:
            explanationOfTheRequest
        case .wrongCode, .transactionChanged, .expired, .alreadyUsed, .denied, .canceled,
            .exhausted, .skipped, .blocked:
            explanationOfTheConfirmation
        case .tooManyRequests, .resendTooSoon, .sendLimit, .noRoute, .overloaded,
            .storageUnavailable:
            explanationOfTheLimit
        case .policyFaulty, .policyStale, .ifMatchMissing: explanationOfThePolicy
        }
    }

    private var explanationOfThePolicy: (when: String, remedy: String) {
        switch self {
        case .policyFaulty:
            (
                "The policy's text is not understood, contradicts itself, or can break one of its own `never` lines. The old one stays in force.",
                "Each entry of `findings` names a line, a column and what to write instead; `counterexample` is a payment on which the policy breaks the line."
            )
        case .policyStale:
            (
                "Somebody has changed the policy since it was read. Nothing was done.",
                "Read it with GET, bring your change into the text that is in force now, and send its ETag as If-Match."
            )
        default:
            (
                "A policy was to be replaced without the If-Match header.",
                "Send the ETag that GET gave with the text you have changed: so nobody's change is lost."
            )
        }
    }

    private var explanationOfTheRequest: (when: String, remedy: String) {
        switch self {
        case .invalidRequest:
            (
                "Something in the body, the query or a header is missing, misspelt or out of bounds. Status 400 when the request can't be read at all, 422 when its content is wrong.",
                "Each entry of `errors` names a place, as a JSON Pointer or a query parameter, and what to write there. All faults are listed at once. Nothing was done, so the same Idempotency-Key may be used for the repaired request."
            )
        case .unauthorized:
            (
                "The Authorization header is missing, is not `Bearer csk_…`, or holds a key that does not exist or was revoked. For a provider's callback: the signature does not verify.",
                "Send `Authorization: Bearer` and the whole key as it was shown when it was made. If it is lost, make a new one and revoke the old one."
            )
        case .forbidden:
            (
                "The key is valid, but its scopes do not cover this call, or the call is for test keys only.",
                "Use a key with the scope that `detail` names."
            )
        case .notFound:
            (
                "The path does not exist, or no object of yours has this id. Another merchant's object gives the same answer, and so does a live object asked for with a test key.",
                "Check the id, the path, and that the key is of the mode in which the object was made."
            )
        case .methodNotAllowed:
            ("The path exists, the method does not.", "Use a method that the Allow header names.")
        case .tooLarge:
            (
                "The body is larger than the service takes.",
                "Send less; a request of this API never needs more than 64 KiB."
            )
        case .unsupportedMediaType:
            (
                "A body came with another Content-Type than `application/json`.",
                "Send `Content-Type: application/json`; the only parameter allowed is `charset=utf-8`."
            )
        case .idempotencyKeyMissing:
            (
                "A confirmation was to be created without the Idempotency-Key header.",
                "Send a fresh random key, such as a UUID, with each new payment, and the same key again when the same request is repeated."
            )
        case .idempotencyKeyInUse:
            (
                "Another request with the same key has not ended yet.",
                "Wait a moment and repeat the request with the same key; the answer of the first one is then given again."
            )
        default:
            (
                "The key belongs to an earlier request of the last 24 hours with another body.",
                "Use a new key for a new request. To repeat the old one, send exactly its bytes."
            )
        }
    }

    private var explanationOfTheConfirmation: (when: String, remedy: String) {
        switch self {
        case .wrongCode:
            (
                "The code does not belong to this payment. The attempt was counted.",
                "Ask the payer to type the code of the latest message again. `attempts_left` says how many tries will still be accepted."
            )
        case .transactionChanged:
            (
                "The payment presented with the code is not the one that the payer was asked about. The code was not looked at and no attempt was counted.",
                "Present the payment as it was confirmed. If it has truly changed, amend the confirmation: the payer gets a new message and a new code. `changed` names the members that differ."
            )
        case .expired:
            (
                "The deadline of the code has passed.",
                "Create a new confirmation; this one stays closed."
            )
        case .alreadyUsed:
            (
                "The confirmation is approved; a code works once.",
                "Read the confirmation to get its receipt. If a verification's answer was lost, repeat it with the same Idempotency-Key next time."
            )
        case .denied:
            (
                "Somebody said \u{201C}this was not me\u{201D}.",
                "Do not charge. Treat the order as suspicious."
            )
        case .canceled:
            (
                "The merchant abandoned the order.",
                "Create a new confirmation if it is wanted after all."
            )
        case .exhausted:
            (
                "Too many wrong codes were typed for this confirmation.",
                "Create a new confirmation; this one stays closed."
            )
        case .skipped:
            (
                "The merchant's policy asked for no code, so there is none to verify or send.",
                "The confirmation has a receipt that records the policy's reason; go on with the payment."
            )
        default:
            (
                "The merchant's policy refuses this payment.",
                "Do not charge. The confirmation's `decision` names the rule."
            )
        }
    }

    private var explanationOfTheLimit: (when: String, remedy: String) {
        switch self {
        case .tooManyRequests:
            (
                "This recipient had too many wrong codes in a row, over all confirmations.",
                "Wait until `retry_at`. A new confirmation does not clear the count; a right code does."
            )
        case .resendTooSoon:
            (
                "The pause between two messages is not over.",
                "Wait until `retry_at`; the code in the last message is still good."
            )
        case .sendLimit:
            (
                "As many messages as the policy allows were sent for this confirmation.",
                "Ask the payer to look for the messages that were sent; else create a new confirmation."
            )
        case .noRoute:
            (
                "No configured provider can reach this recipient on any channel that checkout and policy allow.",
                "Allow another channel, give another destination, or configure a provider for it."
            )
        case .overloaded:
            (
                "More work is waiting than can be done in time, or the service is stopping. Nothing was half done.",
                "Repeat the request after the seconds of Retry-After, with the same Idempotency-Key."
            )
        default:
            (
                "The store can't be written or read. Nothing was half done.",
                "Repeat the request after the seconds of Retry-After, with the same Idempotency-Key. Operators find the reason in the log."
            )
        }
    }
}
