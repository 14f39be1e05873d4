import CountersignCore

/// The signature that proves a callback to be Bird's.
///
/// Source: Bird, "Webhook signing".
struct BirdSignature: Sendable {
    /// The header fields with the signature and its time.
    static let headers = ["messagebird-signature", "messagebird-request-timestamp"]
    /// How far the time may lie from our clock, in seconds, either way.
    static let toleranceSeconds: Int64 = 300

    let key: ProviderSecret
    let crypto: ProviderCrypto

    func verify(
        _ callback: Callback,
        under callbackURL: String,
        at now: Instant
    ) throws(CallbackFault) {
        guard let given = callback.headers[BirdSignature.headers[0]].flatMap(Base64.decode),
            let timestamp = callback.headers[BirdSignature.headers[1]],
            (1...12).contains(timestamp.utf8.count),
            timestamp.utf8.allSatisfy({ (48...57).contains($0) }),
            let seconds = Int64(timestamp),
            abs(seconds - now.seconds) <= BirdSignature.toleranceSeconds
        else { throw .forged }
        let url = callback.url(under: callbackURL)
        let signed = Array("\(timestamp)\n\(url)\n".utf8) + crypto.hash(.sha256, callback.body)
        guard crypto.areEqual(key.withBytes { crypto.hmac(.sha256, $0, signed) }, given) else {
            throw .forged
        }
    }
}
