import CountersignCore

/// The envelope's sender, to which mail servers send bounces.
///
/// Shape: `local+<message id>.<code>@domain`, the code in 16 hexadecimal digits. Nothing else proves a
/// bounce, so a code opens one message only. Source: RFC 5233 for the part after the plus.
struct BounceAddress: Sendable {
    /// Bytes of a message's code.
    static let codeByteCount = 8
    /// Bytes of a tag: a plus, 30 of the id, a dot, and the code.
    static let tagBytes = 48
    /// Longest local part of the address without its tag.
    ///
    /// Source: RFC 5321 section 4.5.3.1.1 has 64.
    static let localBytesMax = 64 - tagBytes

    let address: MailAddress
    /// Nil leaves the address as it is and takes no bounces.
    let secret: CallbackSecret?

    /// The envelope's sender of one message.
    func text(for message: MessageID) -> String {
        guard let secret else { return address.text }
        let code = Hex.encode(secret.code(of: message, byteCount: BounceAddress.codeByteCount))
        return "\(address.local)+\(message.text).\(code)@\(address.domain)"
    }

    /// The message whose own address, with its code, stands in a header field of a mail.
    ///
    /// Which field it is depends on the mail server: `To`, `Delivered-To`, `X-Original-To` and more.
    /// The host may be one of the operator's own that the mail was passed on to.
    func message(provedBy mail: MailFields) -> MessageID? {
        guard let secret else { return nil }
        let start = Array((address.local + "+").utf8).map(MailFields.lowercase)
        for field in mail.fields {
            var rest = field.value.map(MailFields.lowercase)[...]
            while let found = rest.firstRange(of: start) {
                rest = rest[found.upperBound...]
                guard let tag = BounceAddress.tag(rest) else { continue }
                if secret.isCode(tag.code, of: tag.message) { return tag.message }
            }
        }
        return nil
    }

    /// The tag that some bytes, in lower case, begin with: mail servers may change an address's case.
    private static func tag(
        _ bytes: ArraySlice<UInt8>
    ) -> (message: MessageID, code: [UInt8])? {
        let prefix = "msg_"
        let text = bytes.prefix(tagBytes - 1).prefix {
            $0 != UInt8(ascii: "@") && $0 > 0x20 && $0 < 0x7F
        }
        guard bytes.dropFirst(text.count).first == UInt8(ascii: "@") else { return nil }
        let parts = String(decoding: text, as: UTF8.self)
            .split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix(prefix),
            let message = MessageID(prefix + parts[0].dropFirst(prefix.utf8.count).uppercased()),
            let code = Hex.decode(String(parts[1])), code.count == codeByteCount
        else { return nil }
        return (message, code)
    }
}

extension ProviderSettingsReader {
    /// Where bounces go, `from` if nothing else is set; they are read where there is a secret.
    mutating func bounceAddress(
        in settings: ProviderSettings,
        from: MailAddress?
    ) -> BounceAddress? {
        let bounce = text(settings.members["bounce"], at: "/bounce")
            .flatMap { mailAddress($0, at: "/bounce") }
        let secret = callbackSecret("callback_secret", in: settings, isRequired: false)
        if secret != nil, settings.members["bounce"] == nil {
            fault(
                "/bounce",
                "with a callback_secret, an address for bounces belongs here, such as "
                    + "\"bounces@example.com\""
            )
        }
        if secret != nil, let bounce, !bounce.holdsTag {
            fault(
                "/bounce",
                "with a callback_secret, at most \(BounceAddress.localBytesMax) bytes stand before "
                    + "the @, and \(MailAddress.bytesMax - BounceAddress.tagBytes) in all: each "
                    + "message's code is put in"
            )
        }
        return (bounce ?? from).map { BounceAddress(address: $0, secret: secret) }
    }
}

extension MailAddress {
    /// Whether the address stays within its limits with a tag.
    fileprivate var holdsTag: Bool {
        local.utf8.count <= BounceAddress.localBytesMax
            && text.utf8.count <= MailAddress.bytesMax - BounceAddress.tagBytes
    }
}
