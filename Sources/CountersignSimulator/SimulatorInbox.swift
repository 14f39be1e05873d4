public import CountersignAPI
public import CountersignCore

/// The phones as a merchant's test key may read them: only what was sent for that merchant.
public struct SimulatorInbox: TestInbox {
    /// What a message names itself by, as its wire format allows.
    public enum Reference: Hashable, Sendable {
        /// Its own id.
        case message(MessageID)
        /// Its confirmation's; notices to apps carry no other.
        case confirmation(ConfirmationID)

        init?(_ text: String) {
            if let id = MessageID(text) {
                self = .message(id)
            } else if let id = ConfirmationID(text) {
                self = .confirmation(id)
            } else {
                return nil
            }
        }
    }

    private let phones: SimulatedPhones
    private let merchantOf: @Sendable (Reference) async -> MerchantID?

    /// An inbox.
    /// - Parameter merchantOf: whose message this is; nil when nobody knows, and then nobody sees it.
    public init(
        of phones: SimulatedPhones,
        merchantOf: @escaping @Sendable (Reference) async -> MerchantID?
    ) {
        self.phones = phones
        self.merchantOf = merchantOf
    }

    /// A merchant's messages to a device, oldest first.
    public func messages(to device: TestDevice, merchant: MerchantID) async -> [TestMessage] {
        var messages: [TestMessage] = []
        for message in phones.messages(to: device) {
            guard let reference = message.reference.flatMap({ Reference($0) }),
                await merchantOf(reference) == merchant
            else { continue }
            messages.append(
                TestMessage(
                    channel: message.channel,
                    text: message.title.map { "\($0)\n\(message.text)" } ?? message.text,
                    content: message.content,
                    at: message.at
                )
            )
        }
        return messages
    }
}
