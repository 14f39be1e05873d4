import CountersignCore

/// What is sealed beside a confirmation: the payer, and what the checkout said about the payer.
struct Details: Equatable, Sendable {
    var recipient: Recipient
    var origin: String?
    var signals: [JSONMember]
    var metadata: [JSONMember]
    /// Channels that the checkout asked for; nil where it left them to the policy.
    var channels: [Channel]?

    /// The place that the seal is bound to: sealed details of one confirmation don't open in another.
    static func place(of id: ConfirmationID) -> [UInt8] {
        Array("confirmation:\(id.text)".utf8)
    }

    func sealed(for id: ConfirmationID, keyring: any Keyring) -> [UInt8] {
        keyring.seal(bytes, for: Details.place(of: id))
    }

    /// Opens sealed details; nil when they were changed or their key is gone.
    init?(sealed: [UInt8], of id: ConfirmationID, keyring: any Keyring) {
        guard let bytes = try? keyring.open(sealed, for: Details.place(of: id)),
            let json = try? JSONReader.read(bytes)
        else { return nil }
        let phone = json["phone"]?.string.flatMap { try? PhoneNumber($0) }
        let email = json["email"]?.string
        let push = json["push"].flatMap(Details.pushAddress)
        guard phone != nil || email != nil || push != nil else { return nil }
        self.recipient = Recipient(
            phone: phone,
            email: email,
            push: push,
            locale: json["locale"]?.string,
            customer: json["customer"]?.string
        )
        self.origin = json["origin"]?.string
        self.signals = json["signals"]?.object ?? []
        self.metadata = json["metadata"]?.object ?? []
        self.channels = json["channels"]?.array?.compactMap { $0.string.flatMap(Channel.init) }
    }

    init(
        recipient: Recipient,
        origin: String?,
        signals: [JSONMember],
        metadata: [JSONMember],
        channels: [Channel]? = nil
    ) {
        self.recipient = recipient
        self.origin = origin
        self.signals = signals
        self.metadata = metadata
        self.channels = channels
    }

    private static func pushAddress(_ json: JSONValue) -> PushAddress? {
        guard let platform = json["platform"]?.string.flatMap(PushPlatform.init(rawValue:)),
            let token = json["token"]?.string
        else { return nil }
        return try? PushAddress(platform: platform, token: token)
    }

    private var bytes: [UInt8] {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        if let phone = recipient.phone { json.member("phone", phone.withDigits { $0 }) }
        if let email = recipient.email { json.member("email", email) }
        if let push = recipient.push {
            json.name("push")
            json.beginObject()
            json.member("platform", push.platform.rawValue)
            json.member("token", push.token)
            json.endObject()
        }
        if let locale = recipient.locale { json.member("locale", locale) }
        if let customer = recipient.customer { json.member("customer", customer) }
        if let origin { json.member("origin", origin) }
        if !signals.isEmpty { json.member("signals", .object(signals)) }
        if !metadata.isEmpty { json.member("metadata", .object(metadata)) }
        if let channels {
            json.member("channels", .array(channels.map { .string($0.rawValue) }))
        }
        json.endObject()
        return json.bytes
    }

    /// Where a channel's messages go: a number in E.164, an address, or a device's token.
    func destination(on channel: Channel) -> String {
        switch channel {
        case .email: recipient.email ?? ""
        case .push: recipient.push?.token ?? ""
        case .sms, .whatsapp, .rcs: recipient.phone?.withDigits { $0 } ?? ""
        }
    }

    /// Whether a number that a provider names, digits only, is the recipient's own.
    ///
    /// Its last eight digits and its calling code count: WhatsApp writes some numbers of Brazil, Mexico and
    /// Argentina with a digit more or less behind the calling code than their owners do.
    func isReached(byDigits digits: String) -> Bool {
        guard let phone = recipient.phone else { return false }
        return phone.withDigits { number in
            let own = Array(number.utf8.dropFirst())
            let named = Array(digits.utf8)
            return own == named
                || min(own.count, named.count) > 8 && own.suffix(8) == named.suffix(8)
                    && named.starts(with: Array(phone.callingCode.utf8))
        }
    }

    /// A provider's text as it may be stored in clear: nil where it holds the phone number, the address or
    /// the device's token, as some platforms' ids of messages do.
    func kept(_ text: String?) -> String? {
        text.flatMap { isNamed(in: $0) ? nil : $0 }
    }

    private func isNamed(in text: String) -> Bool {
        if let email = recipient.email,
            Details.holds(Array(text.lowercased().utf8), email.lowercased().utf8)
        {
            return true
        }
        if let push = recipient.push, Details.holds(Array(text.utf8), push.token.utf8) {
            return true
        }
        guard let phone = recipient.phone else { return false }
        return phone.withDigits { Details.holds(Array(text.utf8), $0.utf8.dropFirst()) }
    }

    /// Whether a text holds a word, byte by byte.
    private static func holds(_ text: [UInt8], _ word: some Collection<UInt8>) -> Bool {
        let (word, count) = (Array(word), text.count)
        guard word.count <= count else { return false }
        return (0...count - word.count).contains { text[$0...].starts(with: word) }
    }

    /// The email address with all but its first character and its domain hidden.
    var maskedEmail: String? {
        guard let email = recipient.email, let at = email.lastIndex(of: "@") else { return nil }
        return "\(email.prefix(1))•••\(email[at...])"
    }
}
