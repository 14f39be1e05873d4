/// How sure the channel is, as bare facts; never a claim of compliance.
public struct Assurance: Equatable, Sendable {
    /// The channel runs over the public telephone network, which NIST calls restricted.
    public let restrictedNetwork: Bool
    /// The message is encrypted from end to end.
    public let encrypted: Bool
    /// The message is a notice of lower assurance: whoever reads the mailbox, or holds the device, has it.
    public let lower: Bool

    /// The facts about a channel.
    public init(of channel: Channel) {
        self.restrictedNetwork = channel == .sms
        self.encrypted = channel == .whatsapp
        self.lower = channel == .email || channel == .push
    }
}

/// Everything that a receipt states.
///
/// Source: binding.md, "Receipt".
public struct ReceiptFacts: Sendable {
    /// The type of a receipt's token.
    public static let type = "countersign-receipt+jwt"

    /// Who signs: the service's public URL or name.
    public var issuer: String
    /// The receipt's id.
    public var id: ReceiptID
    /// When it is made.
    public var issuedAt: Instant
    /// What was agreed, or not.
    public var outcome: ReceiptOutcome
    /// The confirmation that it is about, already closed.
    public var confirmation: Confirmation
    /// SHA-256 of the context's canonical bytes, 32 bytes.
    public var contextSHA256: [UInt8]
    /// The last message of the current generation that went out; nil when none did.
    public var message: Message?
    /// `code` or `button`; nil where nobody confirmed.
    public var confirmedBy: String?
    /// `payer` or `merchant`; nil where nobody denied.
    public var deniedBy: String?

    /// Facts for one receipt.
    public init(
        issuer: String,
        id: ReceiptID,
        issuedAt: Instant,
        outcome: ReceiptOutcome,
        confirmation: Confirmation,
        contextSHA256: [UInt8],
        message: Message?,
        confirmedBy: String?,
        deniedBy: String? = nil
    ) {
        self.issuer = issuer
        self.id = id
        self.issuedAt = issuedAt
        self.outcome = outcome
        self.confirmation = confirmation
        self.contextSHA256 = contextSHA256
        self.message = message
        self.confirmedBy = confirmedBy
        self.deniedBy = deniedBy
    }

    /// The receipt as a compact JWS with an Ed25519 signature, verifiable offline.
    /// - Throws: `KeyringError.unknownKey` when the key file lacks the key.
    public func token(key: String, keyring: some Keyring) throws(KeyringError) -> String {
        let header = #"{"alg":"EdDSA","kid":"\#(key)","typ":"\#(ReceiptFacts.type)"}"#
        let input = CompactJWS.signingInput(header: header, payload: payload)
        return CompactJWS.compose(signingInput: input, signature: try keyring.sign(input, key: key))
    }

    /// The receipt's payload as JSON.
    ///
    /// Every member of the context keeps its name and its text form.
    public var payload: [UInt8] {
        var json = JSONWriter(capacity: 1_536)
        json.beginObject()
        json.member("iss", issuer)
        json.member("jti", id.text)
        json.member("iat", issuedAt.seconds)
        json.member("outcome", outcome.rawValue)
        // Nobody's phone was asked: such a receipt must not pass for proof of a payment.
        if confirmation.mode == .test { json.member("mode", "test") }
        writeContext(to: &json)
        json.member("context_sha256", Base64URL.encode(contextSHA256))
        if let message { writeMessage(message, to: &json) }
        json.member("attempts", confirmation.attempts)
        json.member("sends", confirmation.sends)
        json.name("policy")
        json.beginObject()
        json.member("name", confirmation.decision.policy)
        json.member("version", confirmation.decision.version)
        json.member("rule", confirmation.decision.rule)
        json.endObject()
        if let confirmedBy { json.member("confirmed_by", confirmedBy) }
        if let deniedBy { json.member("denied_by", deniedBy) }
        json.endObject()
        return json.bytes
    }

    private func writeContext(to json: inout JSONWriter) {
        // The canonical bytes are one object of strings: its members go into the payload as they are.
        json.rawMembers(ofObject: confirmation.contextBytes)
    }

    private func writeMessage(_ message: Message, to json: inout JSONWriter) {
        let assurance = Assurance(of: message.channel)
        json.member("channel", message.channel.rawValue)
        json.member("provider", message.provider)
        json.name("assurance")
        json.beginObject()
        json.member("restricted_network", assurance.restrictedNetwork)
        json.member("encrypted", assurance.encrypted)
        // Only where it holds, like `mode`.
        if assurance.lower { json.member("lower", true) }
        json.endObject()
        json.name("shown")
        json.beginObject()
        json.member("surface", message.shown.surface.rawValue)
        json.member("sha256", Base64URL.encode(message.shown.sha256))
        json.member("template", message.shown.template)
        json.member("template_version", message.shown.templateVersion)
        json.member("locale", message.shown.locale)
        // Without it the bytes that the hash is of could not be made again.
        if case .shown(let id, let variant) = message.tip {
            json.member("tip", id)
            json.member("tip_variant", variant)
        }
        json.endObject()
    }
}
