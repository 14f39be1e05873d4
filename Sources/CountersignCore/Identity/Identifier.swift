/// What an ``Identifier`` names; its prefix is part of the text.
public protocol IdentifierKind: Sendable {
    /// Lower-case letters before the underscore, e.g. `cnf`.
    static var prefix: String { get }
}

/// An id that sorts by time and can't be guessed.
///
/// Shape: prefix, underscore, 26 characters of Crockford base 32 (upper case): a 48-bit millisecond
/// time and 80 random bits. Source: binding.md, "Words".
public struct Identifier<Kind: IdentifierKind>: Hashable, Comparable, Sendable,
    CustomStringConvertible
{
    /// The whole id, such as `cnf_01K…`.
    public let text: String

    /// Makes a new id from a moment and ten fresh random bytes.
    public init(at now: Instant, random: [UInt8]) {
        precondition(random.count == 10, "An identifier takes exactly ten random bytes.")
        var value = [UInt8](repeating: 0, count: 16)
        for place in 0..<6 {
            value[place] = UInt8(truncatingIfNeeded: now.milliseconds >> Int64(40 - 8 * place))
        }
        for place in 0..<10 { value[6 + place] = random[place] }
        self.text = Kind.prefix + "_" + CrockfordBase32.encode(value)
    }

    /// Reads an id; nil when the prefix, the length or a character is not exactly right.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        let prefix = Array(Kind.prefix.utf8) + [95]
        guard bytes.count == prefix.count + CrockfordBase32.length, bytes.starts(with: prefix),
            CrockfordBase32.isCanonical(bytes.dropFirst(prefix.count))
        else { return nil }
        self.text = text
    }

    /// An id from the 128 bits that it stands for.
    public init(bits: UInt128) {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: bits >> UInt128(120 - 8 * $0)) }
        self.text = Kind.prefix + "_" + CrockfordBase32.encode(bytes)
    }

    /// The 128 bits behind the prefix: the time in the upper 48, then the random ones.
    public var bits: UInt128 {
        CrockfordBase32.decode(text.utf8.suffix(CrockfordBase32.length))
    }

    /// The whole id.
    public var description: String { text }

    /// Orders by time, then by the random bits.
    public static func < (left: Identifier, right: Identifier) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// Names a confirmation: `cnf_…`.
public enum ConfirmationKind: IdentifierKind {
    /// The text before the underscore.
    public static let prefix = "cnf"
}
/// Names one send of a code: `msg_…`.
public enum MessageKind: IdentifierKind {
    /// The text before the underscore.
    public static let prefix = "msg"
}
/// Names a receipt: `rcp_…`.
public enum ReceiptKind: IdentifierKind {
    /// The text before the underscore.
    public static let prefix = "rcp"
}
/// Names an event: `evt_…`.
public enum EventKind: IdentifierKind {
    /// The text before the underscore.
    public static let prefix = "evt"
}
/// Names an API key, not its secret: `key_…`.
public enum APIKeyKind: IdentifierKind {
    /// The text before the underscore.
    public static let prefix = "key"
}
/// Names a merchant's webhook endpoint: `whe_…`.
public enum WebhookEndpointKind: IdentifierKind {
    /// The text before the underscore.
    public static let prefix = "whe"
}

/// One question to one payer.
public typealias ConfirmationID = Identifier<ConfirmationKind>
/// One send of the code over one channel through one provider.
public typealias MessageID = Identifier<MessageKind>
/// One signed proof.
public typealias ReceiptID = Identifier<ReceiptKind>
/// One state change.
public typealias EventID = Identifier<EventKind>
/// One API key.
public typealias APIKeyID = Identifier<APIKeyKind>
/// One webhook endpoint.
public typealias WebhookEndpointID = Identifier<WebhookEndpointKind>
