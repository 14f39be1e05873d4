import CountersignCore

/// How the Cloud API's answers are read.
enum WhatsAppCloudReply {
    /// Seconds until the same person may get another message, after the pair rate was passed.
    private static let pairSeconds = 6

    /// What its error codes mean.
    ///
    /// Source: WhatsApp Business Platform, "Error codes".
    private static let classes: [Int: FailureClass] = [
        // Token and permission; 200 to 299 are permissions too.
        0: .stop, 190: .stop, 3: .stop, 10: .stop, 131_005: .stop,
        // Faults that pass, and maintenance.
        1: .retrySame, 2: .retrySame, 131_000: .retrySame, 131_016: .retrySame,
        131_057: .retrySame, 133_004: .retrySame,
        // The rate of the app, the account or the number; of the pair of numbers.
        4: .retrySame, 80_007: .retrySame, 130_429: .retrySame, pairCode: .retrySame,
        // Not on WhatsApp, an old client, terms not accepted; held back by an experiment of theirs.
        131_026: .drop, 130_472: .fallback,
        // Opted out, the sender's own number, not on the list of test numbers.
        131_050: .drop, 131_021: .drop, 131_030: .drop,
        // Held back for the sake of the ecosystem; too much spam; locked by their policy.
        131_049: .fallback, 131_048: .stop, 368: .stop, 131_031: .stop,
        // No way to pay; a recipient without a number; wrong use of categories.
        131_042: .stop, 131_062: .stop, 131_064: .stop,
        // A parameter is missing, wrong, too long or too many.
        100: .stop, 131_008: .stop, 131_009: .stop, 132_000: .stop, 132_005: .stop,
        132_012: .stop,
        // The template is missing, against a policy, paused or disabled.
        132_001: .stop, 132_007: .stop, 132_015: .stop, 132_016: .stop,
        // Direct Send: not allowed to this account, a name taken, an ordinary template's name.
        131_047: .stop, 139_200: .stop, 132_018: .stop, 132_021: .stop,
        // This country, this type or medium, the registration, anything else.
        130_497: .stop, 131_051: .stop, 131_052: .stop, 131_053: .stop, 133_016: .stop,
        135_000: .stop,
        // Another person may hold the number now.
        137_000: .risk,
    ]

    private static let pairCode = 131_056

    static func failureClass(ofCode code: Int) -> FailureClass? {
        (200...299).contains(code) ? .stop : classes[code]
    }

    static func outcome(of reply: OutboundReply, _ crypto: ProviderCrypto) -> DispatchOutcome {
        let json = try? JSONReader.read(reply.body)
        if let code = ProviderWord.code(json?["error"]?["code"]) {
            let usual = UsualReply.failureClass(of: reply) ?? .stop
            let pause = code == pairCode ? pairSeconds : UsualReply.retrySeconds
            return DispatchOutcome(
                failureClass(ofCode: code) ?? usual,
                reason: "code \(code)",
                retryAfterSeconds: max(reply.retryAfterSeconds ?? 0, pause)
            )
        }
        guard UsualReply.failureClass(of: reply) == nil else {
            return UsualReply.outcome(of: reply)
        }
        let message = json?["messages"]?.array?.first
        // Taken, and not sent until somebody mends the template.
        if message?["message_status"]?.string == "paused" { return .stop(reason: "paused") }
        let id = message?["id"]?.string
        return .accepted(reference: id.map { reference(ofID: $0, crypto) })
    }

    /// What is kept of the platform's id of a message: a hash, for the id itself spells out the payer's
    /// phone number in base64.
    static func reference(ofID id: String, _ crypto: ProviderCrypto) -> String {
        let hash = crypto.hash(.sha256, Array(id.utf8))
        return "wamid-sha256." + Base64URL.encode(hash.prefix(16))
    }
}
