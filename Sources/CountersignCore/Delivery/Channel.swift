/// The way a message takes to the payer.
public enum Channel: String, CaseIterable, Hashable, Sendable {
    /// Plain text to a phone number.
    case sms
    /// WhatsApp Business Platform.
    case whatsapp
    /// RCS for Business.
    case rcs
    /// A notice by email; lower assurance.
    case email
    /// A notice to an app; lower assurance.
    case push
}
