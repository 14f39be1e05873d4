public import CountersignCore

/// A message as a simulated phone shows it.
///
/// It carries the code: it is kept in memory only and never logged.
public struct SimulatedMessage: Equatable, Sendable {
    /// The channel that it came by.
    public let channel: Channel
    /// The phone.
    public let to: PhoneNumber
    /// The sender that the phone shows.
    public let from: String
    /// The heading of a card; nil for plain bubbles.
    public let title: String?
    /// The text that the phone shows.
    public let text: String
    /// The words on the buttons below, in order.
    public let buttons: [String]
    /// The rich form as it came over the wire; nil for plain text.
    public let content: JSONValue?
    /// The sender's own id of it, where the wire format carries one.
    public let reference: String?
    /// When it arrived.
    public internal(set) var at: Instant

    /// A message.
    public init(
        channel: Channel,
        to: PhoneNumber,
        from: String,
        title: String? = nil,
        text: String,
        buttons: [String] = [],
        content: JSONValue? = nil,
        reference: String?,
        at: Instant
    ) {
        self.channel = channel
        self.to = to
        self.from = from
        self.title = title
        self.text = text
        self.buttons = buttons
        self.content = content
        self.reference = reference
        self.at = at
    }
}
