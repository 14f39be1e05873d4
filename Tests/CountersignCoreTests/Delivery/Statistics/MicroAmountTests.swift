import CountersignCore
import Testing

@Suite struct MicroAmountTests {
    private func euro() throws -> Currency { try #require(Currency("EUR")) }

    @Test(arguments: [
        ("0.075", 75_000), ("0", 0), ("12", 12_000_000), ("0.000001", 1), ("1.5", 1_500_000),
        ("999999.999999", 999_999_999_999),
    ])
    func pricesAreReadExactly(text: String, micros: Int64) throws {
        let price = try #require(MicroAmount(decimal: text, currency: try euro()))
        #expect(price.micros == micros)
        let again = MicroAmount(decimal: price.decimal, currency: try euro())
        #expect(again == price)
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "-1", "+1", "1,5", "1e3", "0.0000001", "1000000", "00", "01", " 1",
        "1 ", "0.0.1", "٣", "0x1",
    ])
    func otherSpellingsAreRefused(text: String) throws {
        #expect(MicroAmount(decimal: text, currency: try euro()) == nil)
    }

    @Test func aShareIsRoundedHalfUp() throws {
        let sum = MicroAmount(micros: 100, currency: try euro())
        #expect(sum.divided(by: 3)?.micros == 33)
        #expect(sum.divided(by: 8)?.micros == 13)
        #expect(sum.divided(by: 0) == nil)
        let largest = MicroAmount(micros: .max, currency: try euro())
        #expect(largest.divided(by: 2)?.micros == .max / 2)
    }

    @Test func aCountryWithoutAPriceOfItsOwnTakesTheStandardOne() throws {
        let standard = MicroAmount(micros: 2, currency: try euro())
        let german = MicroAmount(micros: 1, currency: try euro())
        let prices = ProviderPrices(standard: standard, byCountry: ["DE": german])
        #expect(prices.price(in: "DE") == german)
        #expect(prices.price(in: "AT") == standard)
        #expect(prices.price(in: nil) == standard)
        #expect(ProviderPrices(standard: nil, byCountry: ["DE": german]).price(in: "AT") == nil)
    }
}
