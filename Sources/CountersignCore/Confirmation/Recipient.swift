/// The payer's destinations and what is known about the payer; sealed at rest.
public struct Recipient: Equatable, Sendable {
    /// A phone for SMS, WhatsApp and RCS.
    public var phone: PhoneNumber?
    /// An email address.
    public var email: String?
    /// An app on one device.
    public var push: PushAddress?
    /// The payer's language as a BCP 47 tag, e.g.
    ///
    /// `de-DE`.
    public var locale: String?
    /// The merchant's own id of the customer.
    public var customer: String?

    /// A recipient; at least one destination is given.
    public init(
        phone: PhoneNumber?,
        email: String?,
        push: PushAddress? = nil,
        locale: String?,
        customer: String?
    ) {
        precondition(
            phone != nil || email != nil || push != nil,
            "A recipient has at least one destination."
        )
        self.phone = phone
        self.email = email
        self.push = push
        self.locale = locale
        self.customer = customer
    }

    /// The bytes whose keyed hash stands for this recipient in the context: the phone number in E.164,
    /// else the email address in lower case, else the app's platform and token.
    public var canonicalDestination: [UInt8] {
        if let phone { return phone.withDigits { Array($0.utf8) } }
        if let email { return Array(email.lowercased().utf8) }
        return push.map { Array("\($0.platform.rawValue):\($0.token)".utf8) } ?? []
    }

    /// Whether a channel can reach this recipient at all.
    public func isReachable(by channel: Channel) -> Bool {
        switch channel {
        case .sms, .whatsapp, .rcs: phone != nil
        case .email: email != nil
        case .push: push != nil
        }
    }
}
