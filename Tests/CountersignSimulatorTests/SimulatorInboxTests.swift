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
                    to: phone,
                    from: "simulator",
                    title: "title",
                    text: "text \(place)",
                    content: .null,
                    reference: reference,
                    at: now
                )
            )
        }
        let inbox = SimulatorInbox(of: phones) { owners[$0] }
        let messages = await inbox.messages(to: phone, merchant: acme)
        #expect(messages.map(\.text) == ["title\ntext 0"])
        #expect(messages.map(\.channel) == [.rcs])
        #expect(messages.map(\.at) == [now])
        #expect(await inbox.messages(to: phone, merchant: other).map(\.text) == ["title\ntext 1"])
    }
}
