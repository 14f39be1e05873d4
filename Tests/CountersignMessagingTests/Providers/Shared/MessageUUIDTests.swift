import CountersignCore
import Testing

@testable import CountersignMessaging

@Suite struct MessageUUIDTests {
    @Test func aMessageHasOneUUIDOfItsOwnAndTheUUIDGivesItBack() throws {
        for text in [
            Samples.messageText, "msg_01KAPM00000000000000000003", "msg_01KAPMZZZZZZZZZZZZZZZZZZZZ",
            "msg_00000000000000000000000000", "msg_01ZZZZZZZZZZZZZZZZZZZZZZZZ",
        ] {
            let message = try #require(MessageID(text))
            let uuid = MessageUUID.text(of: message)
            #expect(uuid.utf8.count == 36)
            #expect(Array(uuid.utf8)[14] == UInt8(ascii: "8"), "version 8")
            #expect("89ab".utf8.contains(Array(uuid.utf8)[19]), "the variant of RFC 9562")
            #expect(MessageUUID.message(uuid) == message)
        }
        let message = try #require(MessageID(Samples.messageText))
        // Bits of the id 0x019aad40…0001, its time shifted out of the six leading zeroes.
        #expect(MessageUUID.text(of: message) == MessageUUIDTests.sample)
    }

    @Test(arguments: [
        "", "66ab5000-0000-4000-8000-000000000001", "66ab5000-0000-8000-0000-000000000001",
        "66AB5000-0000-8000-8000-000000000001", "66ab500000008000800000000000000001",
        "66ab5000-0000-8000-8000-00000000000", "not a uuid at all, but as long as one",
    ])
    func whatWeDidNotMakeIsNoMessage(uuid: String) {
        #expect(MessageUUID.message(uuid) == nil)
    }

    static let sample = "66ab5000-0000-8000-8000-000000000001"
}
