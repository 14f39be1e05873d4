import CountersignCore
import CountersignTemplates
import Testing

/// Every shipped language says everything that is shipped, within what its channel takes.
@Suite struct ShippedLocalesTests {
    static let purposes = ["payment", "amended", "login", "password_reset"]

    private func render(
        _ purpose: String,
        _ channel: Channel,
        _ locale: String,
        _ values: TemplateValues
    ) throws -> RenderedMessage {
        try Shipped.library().render(Shipped.key(purpose, channel, locale: locale), values)
    }

    /// Values of a purpose, with an earlier amount where there was one.
    private func values(
        _ purpose: String,
        matchWord: String? = nil,
        origin: String? = nil,
        isResent: Bool = false
    ) throws -> TemplateValues {
        var values = try Shipped.values(
            matchWord: matchWord,
            origin: origin,
            previousAmount: purpose == "amended" ? Shipped.amount(4_499) : nil,
            isResent: isResent
        )
        if purpose == "login" || purpose == "password_reset" { values.amount = nil }
        return values
    }

    @Test(arguments: Shipped.locales, purposes)
    func everyLocaleHasEveryPurposeAndChannel(locale: String, purpose: String) throws {
        for channel in Channel.allCases {
            let message = try render(purpose, channel, locale, values(purpose))
            #expect(message.locale == locale)
            #expect(message.template == "default/\(locale)/\(purpose).\(channel.rawValue)")
            #expect(message.text.contains("042917") == (channel != .push))
            if channel == .email {
                let mail = try JSONReader.read(try #require(message.content))
                let html = try #require(mail["html"]?.string)
                let direction = locale == "ar" ? "rtl" : "ltr"
                #expect(html.contains("<html lang=\"\(locale)\" dir=\"\(direction)\">"))
            }
        }
        #expect(Shipped.files["default/\(locale)/\(purpose).email.html"] != nil)
    }

    @Test(arguments: Shipped.locales)
    func paymentIsToldBeforeItsCodeInEveryChannelThatCan(locale: String) throws {
        for purpose in ["payment", "amended"] {
            for channel in [Channel.sms, .rcs, .email] {
                let text = try render(purpose, channel, locale, values(purpose)).text
                let code = try #require(text.firstRange(of: "042917")).lowerBound
                for fact in ["Acme Shoes", locale == "en" ? "49.99" : "49"] {
                    let place = try #require(text.firstRange(of: fact)).lowerBound
                    #expect(place < code, "\(locale) \(channel): \(text)")
                }
            }
        }
    }

    // MARK: - Parts of an SMS

    /// Parts with the usual payee and amount: the text alone, with the host's line, and with host and
    /// match word.
    static let parts: [String: [String: [Int]]] = [
        "en": ["payment": [1, 1, 1], "amended": [1, 1, 1], "other": [1, 1, 1]],
        "de": ["payment": [1, 1, 1], "amended": [1, 1, 1], "other": [1, 1, 1]],
        "fr": ["payment": [1, 1, 1], "amended": [1, 1, 1], "other": [1, 1, 1]],
        "es": ["payment": [1, 1, 1], "amended": [1, 1, 1], "other": [1, 1, 1]],
        // UCS-2 has 70 characters, of which the host's line takes 23.
        "ar": ["payment": [1, 2, 2], "amended": [2, 2, 3], "other": [1, 2, 2]],
        "bn": ["payment": [1, 2, 2], "amended": [2, 2, 3], "other": [1, 2, 2]],
        "hi": ["payment": [1, 2, 2], "amended": [2, 2, 3], "other": [1, 2, 2]],
        "ja": ["payment": [1, 2, 2], "amended": [2, 2, 2], "other": [1, 2, 2]],
    ]

    @Test(arguments: Shipped.locales)
    func messagesTakeTheStatedParts(locale: String) throws {
        for purpose in Self.purposes {
            let stated = Self.parts[locale]
            let wanted = try #require(stated?[purpose] ?? stated?["other"])
            let variants = [
                try values(purpose), try values(purpose, origin: "shop.example"),
                try values(purpose, matchWord: "MAPLE", origin: "shop.example"),
            ]
            let counted = try variants.map { try render(purpose, .sms, locale, $0).parts }
            #expect(counted == wanted, "\(locale) \(purpose)")
        }
    }

    @Test(arguments: ["en", "de", "fr", "es"])
    func languagesOfTheGSMAlphabetStayWithinIt(locale: String) throws {
        for purpose in Self.purposes {
            for isResent in [false, true] {
                let values = try values(purpose, matchWord: "MAPLE", isResent: isResent)
                let text = try render(purpose, .sms, locale, values).text
                #expect(SMSSegments(text).forcesUCS2 == nil, "\(locale): \(text)")
            }
        }
    }

    @Test(arguments: Shipped.locales, purposes)
    func askingAgainCostsNoPart(locale: String, purpose: String) throws {
        let first = try values(purpose, origin: "shop.example")
        let again = try values(purpose, origin: "shop.example", isResent: true)
        #expect(
            try render(purpose, .sms, locale, again).parts
                == render(purpose, .sms, locale, first).parts
        )
    }

    // MARK: - Asking again

    @Test(arguments: [
        ("en", "Your code is still 042917"), ("de", "Ihr Code bleibt: 042917"),
        ("fr", "Votre code est toujours 042917"), ("es", "Su clave sigue igual: 042917"),
        ("ja", "認証コードは前回と同じ: 042917"),
    ])
    func shortTextSaysThatTheCodeIsTheSame(locale: String, words: String) throws {
        let again = try values("payment", isResent: true)
        #expect(try render("payment", .sms, locale, again).text.contains(words))
        let first = try values("payment")
        #expect(try !render("payment", .sms, locale, first).text.contains(words))
    }

    @Test(arguments: Shipped.locales, purposes)
    func roomyChannelsSayThatTheCodeIsTheSame(locale: String, purpose: String) throws {
        for channel in [Channel.rcs, .email] {
            let first = try render(purpose, channel, locale, values(purpose))
            let again = try render(purpose, channel, locale, values(purpose, isResent: true))
            #expect(first.content != again.content, "\(locale) \(channel)")
        }
    }

    // MARK: - Rich forms

    @Test(arguments: Shipped.locales, purposes)
    func richFormsAreWithinTheirPlatformsSizes(locale: String, purpose: String) throws {
        var values = try values(purpose, matchWord: "MAPLE", origin: "shop.example", isResent: true)
        values.payee = try Payee(String(repeating: "靴", count: 40))
        let card = try JSONReader.read(
            try #require(try render(purpose, .rcs, locale, values).content)
        )["contentMessage"]?["richCard"]?["standaloneCard"]?["cardContent"]
        #expect(try #require(card?["title"]?.string).unicodeScalars.count <= 200)
        #expect(try #require(card?["description"]?.string).unicodeScalars.count <= 2_000)
        let buttons = try #require(card?["suggestions"]?.array)
        #expect(buttons.count == 1)
        for button in buttons {
            let words = try #require(button["reply"]?["text"]?.string)
            #expect((1...25).contains(words.unicodeScalars.count), "\(words)")
            #expect(DenialWords.isDenial(words), "a payer may type what the button says: \(words)")
        }
        let whatsapp = try JSONReader.read(
            try #require(try render(purpose, .whatsapp, locale, values).content)
        )
        #expect(whatsapp["template"]?["language"]?["code"]?.string == locale)
        let notice = try #require(try render(purpose, .push, locale, values).content)
        #expect(notice.count < 3_500)
        let words = try JSONReader.read(notice)
        #expect(words.object?.map(\.name) == ["title", "body", "code"])
        for shown in ["title", "body"] {
            #expect(words[shown]?.string?.contains("042917") == false, "lock screens show it")
        }
    }

    // MARK: - Right to left

    @Test func amountsAreIsolatedInArabicAndNowhereElse() throws {
        for locale in Shipped.locales {
            for channel in [Channel.sms, .rcs, .email, .push] {
                let text = try render("payment", channel, locale, values("payment")).text
                #expect(text.contains("\u{2068}49.99") == (locale == "ar"), "\(text)")
            }
        }
    }

    @Test(arguments: [
        ("Acme Shoes", "Acme Shoes"), ("Acme Inc.", "\u{2068}Acme Inc.\u{2069}"),
        ("24 Shop", "\u{2068}24 Shop\u{2069}"), ("متجر الأحذية", "متجر الأحذية"),
        ("متجر Acme", "\u{2068}متجر Acme\u{2069}"), ("Söhne & Co", "Söhne & Co"),
        ("Shop 1234", "\u{2068}Shop 12'34\u{2069}"),
    ])
    func namesKeepTheirOrderWithinArabic(payee: String, shown: String) throws {
        let message = try render("payment", .sms, "ar", Shipped.values(payee: payee, origin: nil))
        #expect(message.text.contains(" إلى \(shown). "), "\(message.text)")
    }
}
