public import CountersignCore

/// A recipient's destinations as they may be shown.
public struct MaskedRecipient: Equatable, Sendable {
    /// The phone number, masked.
    public let phone: String?
    /// The email address, masked.
    public let email: String?
    /// The app's address; only its masked token is written.
    public let push: PushAddress?

    /// Destinations; `phone` and `email` are masked already.
    public init(phone: String?, email: String? = nil, push: PushAddress? = nil) {
        self.phone = phone
        self.email = email
        self.push = push
    }

    /// Writes the members of the destinations that there are.
    func write(to json: inout JSONWriter) {
        if let phone { json.member("phone", phone) }
        if let email { json.member("email", email) }
        if let push { json.member("push", masked: push) }
    }
}

extension Details {
    /// The destinations as they may be shown.
    var masked: MaskedRecipient {
        MaskedRecipient(
            phone: recipient.phone?.masked,
            email: maskedEmail,
            push: recipient.push
        )
    }
}
