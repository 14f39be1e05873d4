import CountersignCore
import CountersignMessaging
import CountersignTemplates
import Foundation
import Testing

@testable import CountersignSimulator

/// What the shipped templates make of a payment is what the platforms take.
@Suite(.timeLimit(.minutes(1))) struct ShippedTemplatesTests {
    private let library: TemplateLibrary
    private let locales: [String]

    init() throws {
        let files = ShippedFiles.all
        library = try ShippedFiles.library()
        let folders = files.keys.map { $0.split(separator: "/") }.filter { $0.count == 3 }
        locales = Set(folders.filter { $0[0] == "default" }.map { String($0[1]) }).sorted()
    }

    @Test(arguments: [Channel.sms, .whatsapp, .rcs], ["payment", "amended"])
    func everyLocaleArrives(channel: Channel, purpose: String) async throws {
        try #require(locales.contains("en"))
        try await Stage.with { stage in
            for locale in locales {
                let rendered = try render(purpose, channel, locale)
                let arrived = try await stage.arrivals(1) {
                    let request = try stage.request(
                        channel,
                        text: rendered.text,
                        content: rendered.content.map { String(decoding: $0, as: UTF8.self) },
                        from: rendered.from
                    ).request
                    let outcome = try await stage.outcome(channel, of: request)
                    #expect(outcome.label == "accepted", "\(locale): \(outcome)")
                }
                let message = try #require(arrived.first)
                #expect(message.channel == channel)
                #expect(message.text.contains("042917"))
                if channel == .rcs {
                    #expect(message.title?.contains("Acme Shoes") == true)
                } else {
                    #expect(message.text == rendered.text)
                }
            }
        }
    }

    private func render(
        _ purpose: String,
        _ channel: Channel,
        _ locale: String
    ) throws -> RenderedMessage {
        let euro = try #require(Currency("EUR"))
        let values = TemplateValues(
            code: try #require(OneTimeCode(digits: "042917")),
            amount: Amount(minorUnits: 4_999, currency: euro),
            bound: .exact,
            payee: try Payee("Acme Shoes"),
            reference: "order-20001",
            minutes: 5,
            origin: "shop.example",
            previousAmount: Amount(minorUnits: 3_999, currency: euro),
            denyToken: ReplyToken(
                .deny,
                of: ConfirmationID(at: Instant(seconds: 0), random: Array(repeating: 0, count: 10)),
                mac: Array(repeating: 0, count: ReplyToken.macBytes)
            )
        )
        let key = TemplateKey(
            brand: "default",
            locale: locale,
            purpose: purpose,
            channel: channel
        )
        return try library.render(key, values)
    }
}
