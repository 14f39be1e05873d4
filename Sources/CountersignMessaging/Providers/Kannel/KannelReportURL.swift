import CountersignCore

/// The URL that the gateway calls with news of one message.
///
/// Reports carry no signature. Each message's URL holds a code of its own, HMAC-SHA-256 of its id cut
/// to 16 bytes, so that a URL in somebody's log opens no other message, and the secret stays here.
struct KannelReportURL: Sendable {
    /// Shortest secret that is taken, in bytes.
    static let secretBytesMin = 16
    /// Bytes of a message's code: 128 bits, and a URL that fits the gateway's tables of 255 characters.
    static let codeByteCount = 16

    let callbackURL: String
    let secret: ProviderSecret
    let crypto: ProviderCrypto

    /// The URL for one message, with the gateway's own escape left for it to fill in.
    func url(for message: MessageID) -> String {
        "\(callbackURL)?m=\(message.text)&s=\(Base64URL.encode(code(of: message)))&d=%d"
    }

    /// Whether a code is the one of a message.
    func isCode(_ text: String, of message: MessageID) -> Bool {
        Base64URL.decode(text).map { crypto.areEqual($0, code(of: message)) } ?? false
    }

    private func code(of message: MessageID) -> [UInt8] {
        let whole = secret.withBytes { crypto.hmac(.sha256, $0, Array(message.text.utf8)) }
        return Array(whole.prefix(KannelReportURL.codeByteCount))
    }
}
