import CountersignCore
import Testing

struct PushAddressTests {
    private static let hex = String(repeating: "0a", count: 32)

    @Test(
        arguments: [
            (.fcm, "cX9:APA91b_-x", "cX9:APA91b_-x"), (.fcm, "fid:eX1", "fid:eX1"),
            (.apns, hex, hex), (.apns, hex.uppercased(), hex),
        ] as [(PushPlatform, String, String)]
    )
    func tokenIsKeptAsThePlatformWritesIt(
        platform: PushPlatform,
        given: String,
        kept: String
    ) throws {
        #expect(try PushAddress(platform: platform, token: given).token == kept)
    }

    @Test(
        arguments: [
            (.fcm, "", .notOfFCM), (.fcm, "a b", .notOfFCM), (.fcm, "tökén", .notOfFCM),
            (.fcm, String(repeating: "x", count: 4_097), .notOfFCM),
            (.apns, String(hex.dropLast(2)), .notOfAPNs), (.apns, hex + "0", .notOfAPNs),
            (.apns, String(repeating: "0g", count: 32), .notOfAPNs),
            (.apns, String(repeating: "0a", count: 101), .notOfAPNs),
        ] as [(PushPlatform, String, PushAddressFault)]
    )
    func whatIsNoTokenIsRefused(
        platform: PushPlatform,
        token: String,
        fault: PushAddressFault
    ) {
        #expect(throws: fault) { try PushAddress(platform: platform, token: token) }
        #expect(!fault.advice.isEmpty)
    }

    @Test func printsWithoutItsToken() throws {
        let address = try PushAddress(platform: .fcm, token: "secret-0123456789")
        #expect("\(address)" == "fcm •••6789")
        var dump = ""
        Swift.dump(address, to: &dump)
        #expect(!dump.contains("secret"))
        #expect(try PushAddress(platform: .fcm, token: "short").maskedToken == "•••")
    }

    @Test func appAloneIsADestinationOfItsOwn() throws {
        let address = try PushAddress(platform: .apns, token: Self.hex)
        let recipient = Recipient(
            phone: nil,
            email: nil,
            push: address,
            locale: nil,
            customer: nil
        )
        #expect(recipient.canonicalDestination == Array("apns:\(Self.hex)".utf8))
        #expect(recipient.isReachable(by: .push))
        #expect(!recipient.isReachable(by: .sms))
    }
}
