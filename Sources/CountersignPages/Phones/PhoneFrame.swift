/// One message on one phone, for a page with many of them.
public struct PhoneFrame: Sendable {
    /// One shape on the screen.
    public enum Piece: Sendable {
        /// A bubble with text, and the words of the buttons below it.
        case bubble(text: String, buttons: [String])
        /// A card; the picture's address is shown, not loaded.
        case card(picture: String?, title: String, text: String, buttons: [String])
        /// A mail; its HTML is shown in a frame that loads nothing and runs nothing.
        case mail(subject: String, text: String, html: String?)
        /// A line on the lock screen.
        case notification(title: String, text: String)
    }

    /// The channel's word, such as `sms`.
    public let channel: String
    /// The language as a BCP 47 tag.
    public let locale: String
    /// Who it comes from; nil for the provider's own sender.
    public let from: String?
    /// The shapes.
    public let pieces: [Piece]
    /// What a phone without RCS gets; nil for other channels.
    public let fallback: String?
    /// Facts below the phone.
    public let facts: [(name: String, value: String)]
    /// What is worth a second look.
    public let findings: [String]

    /// A frame.
    public init(
        channel: String,
        locale: String,
        from: String?,
        pieces: [Piece],
        fallback: String?,
        facts: [(name: String, value: String)],
        findings: [String]
    ) {
        self.channel = channel
        self.locale = locale
        self.from = from
        self.pieces = pieces
        self.fallback = fallback
        self.facts = facts
        self.findings = findings
    }
}
