import CountersignCore
import Testing

@testable import CountersignTemplates

/// The room that is summed up against the room of a rendered message.
@Suite struct TipPlaceTests {
    private func check(_ library: TemplateLibrary, _ key: TemplateKey) throws {
        for payee in ["Acme Shoes", "Çiçek", "[[[[ 2000", String(repeating: "n", count: 120)] {
            for origin in [nil, "shop.example"] {
                var values = try Shipped.values(
                    bound: .upTo,
                    payee: payee,
                    origin: origin
                )
                let plain = try library.render(key, values)
                values.tip = ""
                let whole = try library.render(key, values)
                values.tip = "not counted"
                #expect(
                    try library.roomForTip(key, values)
                        == .left(inSMS: whole.text, partsMax: plain.parts),
                    "\(key) \(payee)"
                )
            }
        }
    }

    @Test func roomIsThatOfTheRenderedMessage() throws {
        let library = try Shipped.library()
        for brand in library.brands.keys {
            for key in library.keys(brand: brand)
            where key.channel == .sms && key.purpose == "payment" && library.takesTip(key) {
                try check(library, key)
            }
        }
    }

    @Test func wordsAroundTheTipThatNeedUCS2LeaveNoRoomIn7Bit() throws {
        let library = try Taught.library(
            template: "Pay {{amount}} to {{payee}}? {{code}}{{#tip}} – {{tip}}{{/tip}}"
        )
        let question = TipQuestion(
            reasons: [],
            kept: nil,
            lastSeen: nil,
            confirmation: ConfirmationID(bits: 1),
            isHeldOut: false
        )
        let values = try Shipped.values(matchWord: nil, origin: nil)
        let tipped = try library.render(Shipped.key(), values, tipFor: question)
        #expect(tipped.tip == .noRoom)
        #expect(SMSSegments(tipped.message.text).alphabet == .gsm7)
        try check(library, Shipped.key())
    }
}
