import CountersignCore
import Testing

/// Numbers and grouping in this table are CLDR's, as Babel 2.18 prints them with ISO 4217's decimals.
@Suite struct AmountFormatTests {
    /// 123,456,789 minor units: currency, locale, plain text, rich text.
    static let table: [(code: String, locale: String, plain: String, rich: String)] = [
        ("JPY", "en", "JPY 123,456,789", "JPY\u{A0}123,456,789"),
        ("JPY", "de", "123.456.789 JPY", "123.456.789\u{A0}JPY"),
        ("JPY", "fr", "123'456'789 JPY", "123\u{202F}456\u{202F}789\u{A0}JPY"),
        ("JPY", "es", "123.456.789 JPY", "123.456.789\u{A0}JPY"),
        ("JPY", "ar", "123,456,789 JPY", "123,456,789\u{A0}JPY"),
        ("JPY", "bn", "12,34,56,789 JPY", "12,34,56,789\u{A0}JPY"),
        ("JPY", "hi", "JPY 12,34,56,789", "JPY\u{A0}12,34,56,789"),
        ("JPY", "ja", "JPY 123,456,789", "￥123,456,789"),
        ("KWD", "en", "KWD 123,456.789", "KWD\u{A0}123,456.789"),
        ("KWD", "de", "123.456,789 KWD", "123.456,789\u{A0}KWD"),
        ("KWD", "fr", "123'456,789 KWD", "123\u{202F}456,789\u{A0}KWD"),
        ("KWD", "es", "123.456,789 KWD", "123.456,789\u{A0}KWD"),
        ("KWD", "ar", "123,456.789 KWD", "123,456.789\u{A0}KWD"),
        ("KWD", "bn", "1,23,456.789 KWD", "1,23,456.789\u{A0}KWD"),
        ("KWD", "hi", "KWD 1,23,456.789", "KWD\u{A0}1,23,456.789"),
        ("KWD", "ja", "KWD 123,456.789", "KWD\u{A0}123,456.789"),
        ("BHD", "en", "BHD 123,456.789", "BHD\u{A0}123,456.789"),
        ("BHD", "de", "123.456,789 BHD", "123.456,789\u{A0}BHD"),
        ("BHD", "fr", "123'456,789 BHD", "123\u{202F}456,789\u{A0}BHD"),
        ("BHD", "es", "123.456,789 BHD", "123.456,789\u{A0}BHD"),
        ("BHD", "ar", "123,456.789 BHD", "123,456.789\u{A0}BHD"),
        ("BHD", "bn", "1,23,456.789 BHD", "1,23,456.789\u{A0}BHD"),
        ("BHD", "hi", "BHD 1,23,456.789", "BHD\u{A0}1,23,456.789"),
        ("BHD", "ja", "BHD 123,456.789", "BHD\u{A0}123,456.789"),
        ("IRR", "en", "IRR 1,234,567.89", "IRR\u{A0}1,234,567.89"),
        ("IRR", "de", "1.234.567,89 IRR", "1.234.567,89\u{A0}IRR"),
        ("IRR", "fr", "1'234'567,89 IRR", "1\u{202F}234\u{202F}567,89\u{A0}IRR"),
        ("IRR", "es", "1.234.567,89 IRR", "1.234.567,89\u{A0}IRR"),
        ("IRR", "ar", "1,234,567.89 IRR", "1,234,567.89\u{A0}IRR"),
        ("IRR", "bn", "12,34,567.89 IRR", "12,34,567.89\u{A0}IRR"),
        ("IRR", "hi", "IRR 12,34,567.89", "IRR\u{A0}12,34,567.89"),
        ("IRR", "ja", "IRR 1,234,567.89", "IRR\u{A0}1,234,567.89"),
        ("HUF", "en", "HUF 1,234,567.89", "HUF\u{A0}1,234,567.89"),
        ("HUF", "de", "1.234.567,89 HUF", "1.234.567,89\u{A0}HUF"),
        ("HUF", "fr", "1'234'567,89 HUF", "1\u{202F}234\u{202F}567,89\u{A0}HUF"),
        ("HUF", "es", "1.234.567,89 HUF", "1.234.567,89\u{A0}HUF"),
        ("HUF", "ar", "1,234,567.89 HUF", "1,234,567.89\u{A0}HUF"),
        ("HUF", "bn", "12,34,567.89 HUF", "12,34,567.89\u{A0}HUF"),
        ("HUF", "hi", "HUF 12,34,567.89", "HUF\u{A0}12,34,567.89"),
        ("HUF", "ja", "HUF 1,234,567.89", "HUF\u{A0}1,234,567.89"),
        ("CLP", "en", "CLP 123,456,789", "CLP\u{A0}123,456,789"),
        ("CLP", "de", "123.456.789 CLP", "123.456.789\u{A0}CLP"),
        ("CLP", "fr", "123'456'789 CLP", "123\u{202F}456\u{202F}789\u{A0}CLP"),
        ("CLP", "es", "123.456.789 CLP", "123.456.789\u{A0}CLP"),
        ("CLP", "ar", "123,456,789 CLP", "123,456,789\u{A0}CLP"),
        ("CLP", "bn", "12,34,56,789 CLP", "12,34,56,789\u{A0}CLP"),
        ("CLP", "hi", "CLP 12,34,56,789", "CLP\u{A0}12,34,56,789"),
        ("CLP", "ja", "CLP 123,456,789", "CLP\u{A0}123,456,789"),
        ("EUR", "en", "EUR 1,234,567.89", "€1,234,567.89"),
        ("EUR", "de", "1.234.567,89 EUR", "1.234.567,89\u{A0}€"),
        ("EUR", "fr", "1'234'567,89 EUR", "1\u{202F}234\u{202F}567,89\u{A0}€"),
        ("EUR", "es", "1.234.567,89 EUR", "1.234.567,89\u{A0}€"),
        ("EUR", "ar", "1,234,567.89 EUR", "1,234,567.89\u{A0}€"),
        ("EUR", "bn", "12,34,567.89 EUR", "12,34,567.89€"),
        ("EUR", "hi", "EUR 12,34,567.89", "€12,34,567.89"),
        ("EUR", "ja", "EUR 1,234,567.89", "€1,234,567.89"),
        ("USD", "en", "USD 1,234,567.89", "USD\u{A0}1,234,567.89"),
        ("USD", "de", "1.234.567,89 USD", "1.234.567,89\u{A0}USD"),
        ("USD", "fr", "1'234'567,89 USD", "1\u{202F}234\u{202F}567,89\u{A0}USD"),
        ("USD", "es", "1.234.567,89 USD", "1.234.567,89\u{A0}USD"),
        ("USD", "ar", "1,234,567.89 USD", "1,234,567.89\u{A0}USD"),
        ("USD", "bn", "12,34,567.89 USD", "12,34,567.89\u{A0}USD"),
        ("USD", "hi", "USD 12,34,567.89", "USD\u{A0}12,34,567.89"),
        ("USD", "ja", "USD 1,234,567.89", "USD\u{A0}1,234,567.89"),
        ("GBP", "en", "GBP 1,234,567.89", "GBP\u{A0}1,234,567.89"),
        ("GBP", "de", "1.234.567,89 GBP", "1.234.567,89\u{A0}GBP"),
        ("GBP", "fr", "1'234'567,89 GBP", "1\u{202F}234\u{202F}567,89\u{A0}GBP"),
        ("GBP", "es", "1.234.567,89 GBP", "1.234.567,89\u{A0}GBP"),
        ("GBP", "ar", "1,234,567.89 GBP", "1,234,567.89\u{A0}GBP"),
        ("GBP", "bn", "12,34,567.89 GBP", "12,34,567.89\u{A0}GBP"),
        ("GBP", "hi", "GBP 12,34,567.89", "GBP\u{A0}12,34,567.89"),
        ("GBP", "ja", "GBP 1,234,567.89", "GBP\u{A0}1,234,567.89"),
        ("BDT", "en", "BDT 1,234,567.89", "BDT\u{A0}1,234,567.89"),
        ("BDT", "de", "1.234.567,89 BDT", "1.234.567,89\u{A0}BDT"),
        ("BDT", "fr", "1'234'567,89 BDT", "1\u{202F}234\u{202F}567,89\u{A0}BDT"),
        ("BDT", "es", "1.234.567,89 BDT", "1.234.567,89\u{A0}BDT"),
        ("BDT", "ar", "1,234,567.89 BDT", "1,234,567.89\u{A0}BDT"),
        ("BDT", "bn", "12,34,567.89 BDT", "12,34,567.89৳"),
        ("BDT", "hi", "BDT 12,34,567.89", "BDT\u{A0}12,34,567.89"),
        ("BDT", "ja", "BDT 1,234,567.89", "BDT\u{A0}1,234,567.89"),
        ("INR", "en", "INR 1,234,567.89", "₹1,234,567.89"),
        ("INR", "de", "1.234.567,89 INR", "1.234.567,89\u{A0}₹"),
        ("INR", "fr", "1'234'567,89 INR", "1\u{202F}234\u{202F}567,89\u{A0}₹"),
        ("INR", "es", "1.234.567,89 INR", "1.234.567,89\u{A0}₹"),
        ("INR", "ar", "1,234,567.89 INR", "1,234,567.89\u{A0}₹"),
        ("INR", "bn", "12,34,567.89 INR", "12,34,567.89₹"),
        ("INR", "hi", "INR 12,34,567.89", "₹12,34,567.89"),
        ("INR", "ja", "INR 1,234,567.89", "₹1,234,567.89"),
        ("SAR", "en", "SAR 1,234,567.89", "SAR\u{A0}1,234,567.89"),
        ("SAR", "de", "1.234.567,89 SAR", "1.234.567,89\u{A0}SAR"),
        ("SAR", "fr", "1'234'567,89 SAR", "1\u{202F}234\u{202F}567,89\u{A0}SAR"),
        ("SAR", "es", "1.234.567,89 SAR", "1.234.567,89\u{A0}SAR"),
        ("SAR", "ar", "1,234,567.89 SAR", "1,234,567.89\u{A0}SAR"),
        ("SAR", "bn", "12,34,567.89 SAR", "12,34,567.89\u{A0}SAR"),
        ("SAR", "hi", "SAR 12,34,567.89", "SAR\u{A0}12,34,567.89"),
        ("SAR", "ja", "SAR 1,234,567.89", "SAR\u{A0}1,234,567.89"),
        ("CHF", "en", "CHF 1,234,567.89", "CHF\u{A0}1,234,567.89"),
        ("CHF", "de", "1.234.567,89 CHF", "1.234.567,89\u{A0}CHF"),
        ("CHF", "fr", "1'234'567,89 CHF", "1\u{202F}234\u{202F}567,89\u{A0}CHF"),
        ("CHF", "es", "1.234.567,89 CHF", "1.234.567,89\u{A0}CHF"),
        ("CHF", "ar", "1,234,567.89 CHF", "1,234,567.89\u{A0}CHF"),
        ("CHF", "bn", "12,34,567.89 CHF", "12,34,567.89\u{A0}CHF"),
        ("CHF", "hi", "CHF 12,34,567.89", "CHF\u{A0}12,34,567.89"),
        ("CHF", "ja", "CHF 1,234,567.89", "CHF\u{A0}1,234,567.89"),
    ]

    @Test func everyCurrencyReadsRightInEveryLocale() throws {
        #expect(AmountFormatTests.table.count == 13 * 8)
        for row in AmountFormatTests.table {
            let amount = try amount(123_456_789, row.code)
            let plain = amount.formatted(locale: row.locale, style: .plainASCII)
            let rich = amount.formatted(locale: row.locale, style: .rich)
            // Text that is canonically equivalent would still be other bytes.
            #expect(Array(plain.utf8) == Array(row.plain.utf8), "\(row.code) \(row.locale)")
            #expect(Array(rich.utf8) == Array(row.rich.utf8), "\(row.code) \(row.locale)")
        }
    }

    @Test(arguments: [
        ("en", "EUR 1,299.50"), ("de", "1.299,50 EUR"), ("de-DE", "1.299,50 EUR"),
        ("de_AT", "1.299,50 EUR"), ("de-CH", "EUR 1'299.50"), ("de-LI", "EUR 1'299.50"),
        ("fr-CA", "1'299,50 EUR"), ("es", "1.299,50 EUR"), ("es-ES", "1.299,50 EUR"),
        ("es-AR", "1.299,50 EUR"), ("es-MX", "EUR 1,299.50"), ("es-419", "EUR 1,299.50"),
        ("ar", "1,299.50 EUR"), ("ar-SA", "1,299.50 EUR"), ("ar-MA", "1.299,50 EUR"),
        ("bn-BD", "1,299.50 EUR"), ("hi-IN", "EUR 1,299.50"), ("ja-JP", "EUR 1,299.50"),
        ("DE", "1.299,50 EUR"), ("zh-Hans-DE", "EUR 1,299.50"), ("tlh", "EUR 1,299.50"),
        ("", "EUR 1,299.50"), ("-", "EUR 1,299.50"), ("de-Latn-CH", "EUR 1'299.50"),
    ])
    func localesFallBackByLanguage(locale: String, text: String) throws {
        #expect(try amount(129_950, "EUR").formatted(locale: locale, style: .plainASCII) == text)
    }

    @Test(arguments: [
        ("USD", "en-US", "$1,299.50"), ("USD", "en", "USD\u{A0}1,299.50"),
        ("USD", "en-CA", "USD\u{A0}1,299.50"), ("CAD", "en-US", "CAD\u{A0}1,299.50"),
        ("USD", "de", "1.299,50\u{A0}USD"), ("USD", "es-US", "USD\u{A0}1,299.50"),
        ("GBP", "en-GB", "£1,299.50"), ("EGP", "en-GB", "EGP\u{A0}1,299.50"),
        ("CNY", "ja", "CNY\u{A0}1,299.50"), ("INR", "en-IN", "₹1,299.50"),
        ("EUR", "es", "1299,50\u{A0}€"), ("CHF", "de-CH", "CHF\u{A0}1\u{2019}299.50"),
    ])
    func sharedSymbolsStandOnlyAtHome(code: String, locale: String, text: String) throws {
        #expect(try amount(129_950, code).formatted(locale: locale, style: .rich) == text)
    }

    @Test(arguments: [
        (Int64(0), "EUR 0.00"), (1, "EUR 0.01"), (99, "EUR 0.99"), (100, "EUR 1.00"),
        (99_999, "EUR 999.99"), (100_000, "EUR 1,000.00"), (99_999_999, "EUR 999,999.99"),
        (100_000_000, "EUR 1,000,000.00"), (Amount.minorUnitsMax, "EUR 9,999,999,999,999.99"),
    ])
    func groupsBeginAtTheRightDigit(minorUnits: Int64, text: String) throws {
        let amount = try amount(minorUnits, "EUR")
        #expect(amount.formatted(locale: "en", style: .plainASCII) == text)
    }

    @Test(arguments: [
        (Int64(99_999), "INR 999.99"), (9_999_999, "INR 99,999.99"),
        (10_000_000, "INR 1,00,000.00"), (1_000_000_000, "INR 1,00,00,000.00"),
        (Amount.minorUnitsMax, "INR 99,99,99,99,99,999.99"),
    ])
    func indianGroupsHaveTwoDigits(minorUnits: Int64, text: String) throws {
        for locale in ["hi", "en-IN"] {
            let amount = try amount(minorUnits, "INR")
            #expect(amount.formatted(locale: locale, style: .plainASCII) == text)
        }
    }

    @Test func spanishGroupsFromFiveDigits() throws {
        #expect(
            try amount(999_999, "EUR").formatted(locale: "es", style: .rich) == "9999,99\u{A0}€"
        )
        #expect(
            try amount(1_000_000, "EUR").formatted(locale: "es", style: .rich) == "10.000,00\u{A0}€"
        )
    }

    @Test func plainTextIsASCIIForEveryCurrency() throws {
        let locales = ["en", "en-US", "de", "de-CH", "fr", "es", "ar", "bn", "hi", "ja", "xx"]
        for currency in Currency.all {
            for locale in locales {
                let amount = try #require(Amount(minorUnits: 123_456_789, currency: currency))
                let text = amount.formatted(locale: locale, style: .plainASCII, digits: .native)
                #expect(text.utf8.allSatisfy { (0x20...0x7A).contains($0) })
                #expect(text.contains(currency.code))
            }
        }
    }

    @Test func everyDigitIsShownInEveryLocale() throws {
        for currency in Currency.all {
            for locale in [
                "en-US", "de", "de-CH", "fr", "es", "es-MX", "ar", "bn", "hi", "ja", "xx",
            ] {
                for style in [AmountFormat.Style.plainASCII, .rich] {
                    let amount = try #require(Amount(minorUnits: 123_456_789, currency: currency))
                    let text = amount.formatted(locale: locale, style: style)
                    let digits = text.unicodeScalars.filter { (48...57).contains($0.value) }
                    #expect(String(String.UnicodeScalarView(digits)) == "123456789")
                }
            }
        }
    }

    @Test(arguments: [
        ("ar", "١٬٢٣٤٬٥٦٧٫٨٩\u{A0}SAR"), ("bn", "১২,৩৪,৫৬৭.৮৯\u{A0}SAR"),
        ("hi", "SAR\u{A0}१२,३४,५६७.८९"), ("de", "1.234.567,89\u{A0}SAR"),
    ])
    func nativeDigitsAreThereOnRequest(locale: String, text: String) throws {
        let amount = try amount(123_456_789, "SAR")
        #expect(amount.formatted(locale: locale, style: .rich, digits: .native) == text)
    }

    @Test func isolationWrapsTheText() {
        #expect(AmountFormat.isolated("1").unicodeScalars.map(\.value) == [0x2068, 49, 0x2069])
        #expect(AmountFormat.isRightToLeft(locale: "ar-SA"))
        #expect(AmountFormat.isRightToLeft(locale: "AR"))
        #expect(!AmountFormat.isRightToLeft(locale: "de-AR"))
        #expect(!AmountFormat.isRightToLeft(locale: ""))
    }

    private func amount(_ minorUnits: Int64, _ code: String) throws -> Amount {
        let currency = try #require(Currency(code))
        return try #require(Amount(minorUnits: minorUnits, currency: currency))
    }
}
