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
                Pay EUR 49.99 to Acme Shoes? Your code is 042917 if the page shows MAPLE. Valid 5 min. \
                Never share it, not even with us.

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
                .hasPrefix("Zahlung von bis zu 49,99 EUR an ")
        )
    }

    @Test func amendmentTellsFromWhatToWhatAndThatTheOldCodeIsDead() throws {
        let library = try Shipped.library()
        let values = try Shipped.values(previousAmount: Shipped.amount(4_499))
        let text = try library.render(Shipped.key("amended"), values).text
        #expect(text.contains("Now EUR 49.99 to Acme Shoes, was EUR 44.99."))
        #expect(text.contains("The old code is void."))
    }

    @Test func amendedPayeeIsToldFromWhatToWhat() throws {
        let library = try Shipped.library()
        let values = try Shipped.values(payee: "Other Shop", previousPayee: "Acme Shoes")
        let text = try library.render(Shipped.key("amended"), values).text
        #expect(text.contains("Now EUR 49.99 to Other Shop, before to Acme Shoes."))
        let card = try #require(try library.render(Shipped.key("amended", .rcs), values).content)
        #expect(String(decoding: card, as: UTF8.self).contains("; before, it went to Acme Shoes."))
    }

    @Test func whatIsKeptHasNoCode() throws {
        let library = try Shipped.library()
        // The amount's digits equal the code's: they stay, only what was put in as the code goes.
        let values = try Shipped.values(code: "123456", amount: Shipped.amount(123_456, "JPY"))
        let token = try Shipped.token(.deny).text
        for (channel, marks) in [
            (Channel.sms, 13), (.whatsapp, 12), (.rcs, 6 + token.utf8.count),
        ] {
            let message = try library.render(Shipped.key("payment", channel), values)
            let sent = message.content ?? Array(message.text.utf8)
            let kept = String(decoding: message.redacted, as: UTF8.self)
            #expect(message.redacted.count == sent.count)
            #expect(!kept.contains("123456"))
            #expect(!kept.contains(token))
            #expect(kept.utf8.count { $0 == UInt8(ascii: "#") } == marks)
            if channel != .whatsapp { #expect(kept.contains("123,456")) }
        }
    }

    @Test func whatsAppSendsThePlatformsSentenceAndTheCodeAlone() throws {
        let message = try Shipped.library().render(
            Shipped.key("payment", .whatsapp),
            Shipped.values()
        )
        #expect(message.surface == .page)
        #expect(message.text.hasPrefix("042917 is your verification code."))
        let content = try JSONReader.read(try #require(message.content))
        #expect(content["type"]?.string == "template")
        #expect(content["template"]?["language"]?["code"]?.string == "en")
        let components = try #require(content["template"]?["components"]?.array)
        #expect(components.map { $0["type"]?.string } == ["body", "button"])
        for component in components {
            #expect(component["parameters"]?.array?.first?["text"]?.string == "042917")
        }
    }

    @Test func cardTellsAmountAndPayeeInItsTitle() throws {
        let message = try Shipped.library().render(
            Shipped.key("payment", .rcs, locale: "de"),
            Shipped.values(payee: "Bäckerei \"Müller\" \\ Söhne")
        )
        let content = try JSONReader.read(try #require(message.content))
        let card = content["contentMessage"]?["richCard"]?["standaloneCard"]?["cardContent"]
        #expect(card?["title"]?.string == "49,99\u{A0}€ an Bäckerei \"Müller\" \\ Söhne")
        #expect(card?["description"]?.string?.hasPrefix("Ihr Code ist 042917.") == true)
        #expect(message.text.contains("042917"))
        #expect(message.surface == .message)
        #expect(message.parts == 1)
    }

    @Test func missingTemplateAndMissingAmountAreFailures() throws {
        let library = try Shipped.library()
        let payout = Shipped.key("payout")
        #expect(!library.has(payout))
        #expect(throws: TemplateFailure.missing(payout)) {
            try library.render(payout, Shipped.values())
        }
        var values = try Shipped.values()
        values.amount = nil
        let payment = Shipped.key()
        #expect(throws: TemplateFailure.missing(payment)) {
            try library.render(payment, values)
        }
    }
}
