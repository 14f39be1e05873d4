import CountersignCore
import Testing

@testable import CountersignMessaging

@Suite struct MessageUUIDTests {
    @Test func aMessageHasOneUUIDOfItsOwn() throws {
        let message = try #require(MessageID(Samples.messageText))
        let other = try #require(MessageID("msg_01KAPM00000000000000000003"))
        let text = MessageUUID.text(of: message, crypto: RealCrypto.providers)
        // sha256("msg_01KAPM00000000000000000001") = 4b6f2a34d14c3c8a54473b126f60723d…
        #expect(text == "4b6f2a34-d14c-8c8a-9447-3b126f60723d")
        #expect(text == MessageUUID.text(of: message, crypto: RealCrypto.providers))
        #expect(text != MessageUUID.text(of: other, crypto: RealCrypto.providers))
    }
}
