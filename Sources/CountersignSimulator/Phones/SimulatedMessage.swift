public import CountersignAPI
public import CountersignCore

/// A message as a simulated phone shows it.
///
/// It carries the code: it is kept in memory only and never logged.
public struct SimulatedMessage: Equatable, Sendable {
    /// The channel that it came by.
    public let channel: Channel
    /// The phone, or the app on it.
    public let to: TestDevice
    /// The sender that the phone shows.
    public let from: String
    /// The heading of a card; nil for plain bubbles.
    public let title: String?
    /// The text that the phone shows.
    public let text: String
    /// The words on the buttons below, in order.
    public let buttons: [String]
    /// What the platform tells the sender when one of its buttons is tapped, in order.
    public let taps: [Tap]
    /// The rich form as it came over the wire; nil for plain text.
    public let content: JSONValue?
    /// The sender's own id of it, where the wire format carries one.
    public let reference: String?
    /// The platform that it came over.
    public let platform: SimulatedPlatform?
    /// The platform's own id of it.
    public let id: String?
    /// When it arrived.
    public internal(set) var at: Instant

    /// A button that tells the sender something.
    public struct Tap: Equatable, Sendable {
        /// The words on it.
        public let text: String
        /// What the sender gave it to come back.
        public let payload: String

        /// A button.
        public init(text: String, payload: String) {
            self.text = text
            self.payload = payload
        }
    }

    /// A message.
    public init(
        channel: Channel,
        to: TestDevice,
        from: String,
        title: String? = nil,
        text: String,
        buttons: [String] = [],
        taps: [Tap] = [],
        content: JSONValue? = nil,
        reference: String?,
        platform: SimulatedPlatform? = nil,
        id: String? = nil,
        at: Instant
    ) {
        self.channel = channel
        self.to = to
        self.from = from
        self.title = title
        self.text = text
        self.buttons = buttons
        self.taps = taps
        self.content = content
        self.reference = reference
        self.platform = platform
        self.id = id
        self.at = at
    }
}
