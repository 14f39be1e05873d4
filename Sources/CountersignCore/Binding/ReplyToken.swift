/// What a button of a message carries back: a choice that is bound to one payment.
///
/// Shape: `deny.<confirmation id>.<MAC>` or `approve.…`, printable ASCII that needs no escapes in URLs;
/// the MAC is 16 bytes in base64url. It covers the context's bytes, so that a change of amount, payee,
/// recipient or generation voids it; it is used once because a confirmation is decided once.
/// Prints without its MAC. Source: templates.md.
public struct ReplyToken: Equatable, Sendable {
    /// What the button means.
    public enum Action: String, CaseIterable, Hashable, Sendable {
        /// "I agree to pay."
        case approve
        /// "This wasn't me."
        case deny
    }

    /// Bytes of the MAC: the first half of an HMAC-SHA-256.
    public static let macBytes = 16
    /// Characters of the longest token: `approve`, 30 of the id, 22 of the MAC, and two full stops.
    public static let charactersMax = 61

    /// What the button means.
    public let action: Action
    /// The confirmation that it decides.
    public let confirmation: ConfirmationID
    /// The MAC, ``macBytes`` long.
    public let mac: [UInt8]

    /// A token with its MAC, which `Keyring.replyMAC` makes.
    public init(_ action: Action, of confirmation: ConfirmationID, mac: [UInt8]) {
        precondition(mac.count == ReplyToken.macBytes, "A reply token's MAC is 16 bytes.")
        self.action = action
        self.confirmation = confirmation
        self.mac = mac
    }

    /// Reads a token; nil for any other spelling than ``text``.
    ///
    /// Its MAC is not checked here.
    public init?(_ text: String) {
        guard text.utf8.count <= ReplyToken.charactersMax else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let action = Action(rawValue: String(parts[0])),
            let confirmation = ConfirmationID(String(parts[1])),
            let mac = Base64URL.decode(parts[2].utf8), mac.count == ReplyToken.macBytes
        else { return nil }
        self.init(action, of: confirmation, mac: mac)
    }

    /// The token as a button carries it.
    public var text: String {
        "\(action.rawValue).\(confirmation.text).\(Base64URL.encode(mac))"
    }

    /// The token of a confirmation's present context.
    /// - Throws: `KeyringError.unknownKey` when the key file lacks the confirmation's context key.
    public static func of(
        _ confirmation: Confirmation,
        _ action: Action,
        keyring: some Keyring
    ) throws(KeyringError) -> ReplyToken {
        let mac = try keyring.replyMAC(
            action,
            payload: confirmation.contextBytes,
            key: confirmation.keys.context
        )
        return ReplyToken(action, of: confirmation.id, mac: mac)
    }
}

extension ReplyToken: CustomStringConvertible, CustomReflectable {
    /// The action and three dots.
    public var description: String { "ReplyToken(\(action.rawValue), •••)" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
