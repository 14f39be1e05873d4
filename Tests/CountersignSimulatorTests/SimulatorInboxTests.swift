import CountersignAPI
import CountersignCore
import CountersignKeys
import Testing

@testable import CountersignSimulator

@Suite struct SimulatorInboxTests {
    @Test func aMerchantReadsItsOwnMessagesOnly() async throws {
        let phones = SimulatedPhones()
        let phone = try Stage.phone()
        let acme = try #require(MerchantID("acme"))
        let other = try #require(MerchantID("other"))
        let now = Instant(seconds: 1_767_225_600)
        let ids = (0..<3).map { _ in MessageID(at: now, random: SystemEntropy().bytes(10)) }
        let owners = [ids[0]: acme, ids[1]: other]
        for (place, reference) in (ids.map { Optional($0.text) } + [nil, "no-id"]).enumerated() {
            phones.receive(
                SimulatedMessage(
                    channel: .rcs,
                    to: .phone(phone),
                    from: "simulator",
                    title: "title",
                    text: "text \(place)",
                    content: .null,
                    reference: reference,
                    at: now
                )
            )
        }
        let inbox = SimulatorInbox(of: phones) { reference in
            if case .message(let id) = reference { owners[id] } else { nil }
        }
        let messages = await inbox.messages(to: .phone(phone), merchant: acme)
        #expect(messages.map(\.text) == ["title\ntext 0"])
        #expect(messages.map(\.channel) == [.rcs])
        #expect(messages.map(\.at) == [now])
        let others = await inbox.messages(to: .phone(phone), merchant: other)
        #expect(others.map(\.text) == ["title\ntext 1"])
    }

    @Test func aNoticeToAnAppIsItsConfirmationsMerchants() async throws {
        let phones = SimulatedPhones()
        let acme = try #require(MerchantID("acme"))
        let other = try #require(MerchantID("other"))
        let now = Instant(seconds: 1_767_225_600)
        let id = ConfirmationID(at: now, random: SystemEntropy().bytes(10))
        let app = TestDevice.app(try PushAddress(platform: .fcm, token: "device-1"))
        phones.receive(
            SimulatedMessage(
                channel: .push,
                to: app,
                from: "simulator",
                text: "042917",
                reference: id.text,
                at: now
            )
        )
        let inbox = SimulatorInbox(of: phones) { $0 == .confirmation(id) ? acme : nil }
        #expect(await inbox.messages(to: app, merchant: acme).map(\.text) == ["042917"])
        #expect(await inbox.messages(to: app, merchant: other).isEmpty)
        let elsewhere = TestDevice.app(try PushAddress(platform: .fcm, token: "device-2"))
        #expect(await inbox.messages(to: elsewhere, merchant: acme).isEmpty)
    }
}
