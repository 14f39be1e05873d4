import CountersignCore
import Testing

@Suite struct AmountTests {
    @Test(arguments: [
        ("49.99 EUR", Int64(4_999), "49.99 EUR"), ("49.9 EUR", 4_990, "49.90 EUR"),
        ("49 EUR", 4_900, "49.00 EUR"), ("0 EUR", 0, "0.00 EUR"), ("0.01 EUR", 1, "0.01 EUR"),
        ("4999 JPY", 4_999, "4999 JPY"), ("4.999 KWD", 4_999, "4.999 KWD"),
        ("4.9 KWD", 4_900, "4.900 KWD"), ("1299.50 IRR", 129_950, "1299.50 IRR"),
        ("9999999999999.99 EUR", Amount.minorUnitsMax, "9999999999999.99 EUR"),
        ("999999999999999 JPY", Amount.minorUnitsMax, "999999999999999 JPY"),
    ])
    func amountsAreReadAndPrinted(text: String, minorUnits: Int64, plain: String) throws {
        let amount = try Amount(parsing: text)
        #expect(amount.minorUnits == minorUnits)
        #expect(amount.plain == plain)
        #expect("\(amount)" == plain)
    }

    @Test(
        arguments: [
            ("", .shape), ("49.99", .shape), ("EUR", .shape), ("49.99EUR", .shape),
            ("49.99  EUR", .shape), (" 49.99 EUR", .shape), ("49.99 EUR ", .shape),
            ("49.99\u{A0}EUR", .shape), ("EUR 49.99", .notANumber), ("1 299.50 EUR", .shape),
            ("-1 EUR", .signed), ("+1 EUR", .signed), ("-0 EUR", .signed),
            ("49,99 EUR", .separator), ("1,299.50 EUR", .separator), ("1'299.50 EUR", .separator),
            ("1_000 EUR", .separator),
            (".5 EUR", .notANumber), ("5. EUR", .notANumber), (". EUR", .notANumber),
            ("1.2.3 EUR", .notANumber), ("1e3 EUR", .notANumber), ("0x10 EUR", .notANumber),
            ("007 EUR", .notANumber), ("00 EUR", .notANumber), ("NaN EUR", .notANumber),
            ("\u{661}\u{662} EUR", .notANumber), ("1\u{2019}299 EUR", .notANumber),
            (
                "1 eur",
                .currency(refusal: "currency codes are written in capital letters; write EUR")
            ),
            ("1 HRK", .currency(refusal: "HRK was withdrawn; Croatia uses EUR")),
            ("49.999 EUR", .tooPrecise(eur)), ("49.990 EUR", .tooPrecise(eur)),
            ("10000000000000 EUR", .tooLarge), ("99999999999999999999999 EUR", .tooLarge),
            ("99999999999999 EUR", .tooLarge),
        ] as [(String, AmountFault)]
    )
    func faultsComeInOrder(text: String, fault: AmountFault) {
        #expect(throws: fault) { try Amount(parsing: text) }
    }

    @Test func decimalsOfYenAreRefused() throws {
        let yen = try #require(Currency("JPY"))
        #expect(throws: AmountFault.tooPrecise(yen)) { try Amount(parsing: "4999.0 JPY") }
        #expect(AmountFault.tooPrecise(yen).advice == "Write JPY without decimals.")
        #expect(
            AmountFault.tooPrecise(AmountTests.eur).advice == "Write at most 2 decimals for EUR."
        )
    }

    @Test func parseAndPrintAgree() throws {
        var random = SeededGenerator(seed: 20_261_124)
        for _ in 0..<5_000 {
            let bits = Int.random(in: 0...50, using: &random)
            let minorUnits = min(
                Int64.random(in: 0...(1 << bits), using: &random),
                Amount.minorUnitsMax
            )
            let currency = try #require(Currency.all.randomElement(using: &random))
            let amount = try #require(Amount(minorUnits: minorUnits, currency: currency))
            #expect(try Amount(parsing: amount.plain) == amount)
        }
    }

    @Test func amountsKeepTheirBounds() {
        #expect(Amount(minorUnits: -1, currency: AmountTests.eur) == nil)
        #expect(Amount(minorUnits: Amount.minorUnitsMax + 1, currency: AmountTests.eur) == nil)
        #expect(Amount(minorUnits: .min, currency: AmountTests.eur) == nil)
        #expect(Amount(minorUnits: 0, currency: AmountTests.eur) != nil)
    }

    private static let eur = Currency.all.filter { $0.code == "EUR" }[0]
}
