public import CountersignAPI
public import CountersignCore

/// The phones as a merchant's test key may read them: only what was sent for that merchant.
public struct SimulatorInbox: TestInbox {
    private let phones: SimulatedPhones
    private let merchantOf: @Sendable (MessageID) async -> MerchantID?

    /// An inbox.
    /// - Parameter merchantOf: whose message this is; nil when nobody knows, and then nobody sees it.
    public init(
        of phones: SimulatedPhones,
        merchantOf: @escaping @Sendable (MessageID) async -> MerchantID?
    ) {
        self.phones = phones
        self.merchantOf = merchantOf
    }

    /// A merchant's messages to a phone, oldest first.
    public func messages(to phone: PhoneNumber, merchant: MerchantID) async -> [TestMessage] {
        var messages: [TestMessage] = []
        for message in phones.messages(to: phone) {
            guard let id = message.reference.flatMap({ MessageID($0) }),
                await merchantOf(id) == merchant
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
