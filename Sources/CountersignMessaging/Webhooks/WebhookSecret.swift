import CountersignCore

/// A symmetric key of Standard Webhooks.
///
/// Prints as `•••`.
///
/// Source: Standard Webhooks 1.0.0, "Symmetric": 24 to 64 random bytes, shown as `whsec_` and base64.
public struct WebhookSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Fewest bytes of a key; fewer could be guessed.
    public static let bytesMin = 24
    /// Most bytes of a key in the printed form.
    public static let bytesMax = 64
    private static let prefix = "whsec_"

    private let key: [UInt8]

    /// A key from its bytes; nil below ``bytesMin``.
    public init?(bytes: [UInt8]) {
        guard bytes.count >= WebhookSecret.bytesMin else { return nil }
        self.key = bytes
    }

    /// Reads the printed form, `whsec_` and padded base64; nil for anything else.
    public init?(_ text: String) {
        let prefix = WebhookSecret.prefix
        guard text.utf8.starts(with: prefix.utf8),
            let key = Base64.decode(String(text.dropFirst(prefix.count))),
            (WebhookSecret.bytesMin...WebhookSecret.bytesMax).contains(key.count)
        else { return nil }
        self.key = key
    }

    /// A key as somebody configured it: the printed form, or else the bytes as they are.
    public init?(configured bytes: [UInt8]) {
        if bytes.starts(with: WebhookSecret.prefix.utf8) {
            self.init(String(decoding: bytes, as: UTF8.self))
        } else {
            self.init(bytes: bytes)
        }
    }

    /// The printed form, for the one moment when it is shown.
    public var revealed: String { WebhookSecret.prefix + Base64.encode(key) }

    /// Lends the key's bytes.
    public func withBytes<Result>(_ body: ([UInt8]) -> Result) -> Result { body(key) }

    /// Bullets, whatever the key.
    public var description: String { "•••" }
    /// Bullets, whatever the key.
    public var debugDescription: String { "•••" }
    /// Shows nothing to a dump.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
