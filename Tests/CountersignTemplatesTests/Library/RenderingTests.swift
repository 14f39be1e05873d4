import CountersignCore
import CountersignTemplates
import Testing

/// What a payer reads.
@Suite struct RenderingTests {
    @Test func paymentTellsAmountPayeeAndCode() throws {
        let message = try Shipped.library().render(Shipped.key(), Shipped.values())
        #expect(
            message.text
                == """
                Pay EUR 49.99 to Acme Shoes? Your code is 042917, shown with the word MAPLE. Valid 5 \
                min. Never share it, not even with us.

                @shop.example #042917
                """
        )
        #expect(message.parts == 1)
        #expect(message.surface == .message)
        #expect(message.template == "default/en/payment.sms")
        #expect(message.locale == "en")
        #expect(message.templateVersion.utf8.count == 12)
        #expect(message.content == nil)
    }

    @Test func ceilingIsSaid() throws {
        let library = try Shipped.library()
        let values = try Shipped.values(bound: .upTo)
        #expect(try library.render(Shipped.key(), values).text.hasPrefix("Pay up to EUR 49.99 to "))
        #expect(
            try library.render(Shipped.key(locale: "de"), values).text
                .hasPrefix("bis zu EUR 49,99 an ")
        )
    }
}
