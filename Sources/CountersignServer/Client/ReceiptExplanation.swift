import CountersignCore

/// What each member of a receipt says.
///
/// Source: binding.md, "Receipt".
enum ReceiptExplanation {
    private static let meanings: [(member: String, meaning: String)] = [
        ("iss", "the service that signed"),
        ("jti", "the receipt's id"),
        ("iat", "when it was signed"),
        ("outcome", "what the payer, or the policy, said"),
        ("mode", "test: made with a test key, proof of nothing"),
        ("id", "the confirmation"),
        ("generation", "which version of the payment, from 0"),
        ("merchant", "the merchant account"),
        ("payee", "the name that the payer saw"),
        ("payee_legal", "the merchant's legal name"),
        ("purpose", "what it was about"),
        ("amount", "in minor units"),
        ("currency", "ISO 4217"),
        ("bound", "exact, or at most this amount"),
        ("reference", "the merchant's order number"),
        ("recipient", "keyed hash of the phone or address; nobody can turn it back"),
        ("nonce", "makes each code its own"),
        ("issued_at", "when the question was asked"),
        ("expires_at", "until when the code was good"),
        ("checkout", "hash of the browser session's secret"),
        ("v", "version of the context"),
        ("context_sha256", "hash of the exact bytes that the code was computed from"),
        ("channel", "the way the message took"),
        ("provider", "who carried it"),
        ("assurance", "facts about that channel; lower: a mere notice, by email or push"),
        ("shown", "what the payer was shown, and where"),
        ("attempts", "codes that were tried"),
        ("sends", "messages that were sent"),
        ("policy", "the rule that decided"),
        ("confirmed_by", "code or button"),
        ("denied_by", "payer or merchant"),
        ("log", "place in the service's append-only log"),
    ]
    private static let moments: Set = ["iat", "issued_at", "expires_at"]

    /// One row a member: its name, its value, what it says.
    static func rows(_ payload: JSONValue) -> [(String, String, String)] {
        (payload.object ?? []).map { member in
            let meaning = meanings.first { $0.member == member.name }?.meaning ?? ""
            return (member.name, text(member), meaning)
        }
    }

    private static func text(_ member: JSONMember) -> String {
        let text = member.value.string ?? JSONText.text(member.value)
        if moments.contains(member.name), let seconds = Int64(text) {
            return Instant(seconds: seconds).rfc3339
        }
        return ProblemText.safe(text)
    }

    /// Why a token is refused, in words.
    static func words(_ fault: JWSFault) -> String {
        switch fault {
        case .tooLong: "it is longer than a receipt can be"
        case .notCompact: "it is not three parts of base64url with dots between them"
        case .malformedHeader: "its header is not what a receipt has"
        case .unexpectedHeader(let member): "its header has another '\(member)' than a receipt"
        case .unknownKey: "none of the given keys signed it"
        case .badSignature: "its signature does not fit: it was changed, or signed by another key"
        case .malformedPayload: "its content is not a JSON object"
        }
    }
}
