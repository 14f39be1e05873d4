import CountersignCore
import Testing

@testable import CountersignServer

@Suite struct PricesTests {
    private func read(_ prices: String) -> ConfigurationFile.Report {
        ConfigurationFile.read(
            SourceText(
                file: "countersign.json5",
                text: """
                    { providers: { gateway: { kind: "webhook", channel: "sms", url: "https://x.example",
                      secret: { env: "SECRET" }, prices: \(prices) } } }
                    """
            ),
            from: SettingsWorld(
                environment: ["SECRET": "a secret of 24 bytes or more"],
                folder: "/etc/countersign"
            )
        )
    }

    @Test func pricesAreReadBesideTheKindsOwnSettings() throws {
        let report = read(#"{ currency: "EUR", default: "0.075", DE: "0.071", AT: "0.069" }"#)
        #expect(report.findings.map(\.message) == [])
        let prices = try #require(report.configuration?.prices["gateway"])
        #expect(prices.standard?.micros == 75_000)
        #expect(prices.price(in: "DE")?.micros == 71_000)
        #expect(prices.price(in: "CH")?.micros == 75_000)
        #expect(prices.standard?.currency.code == "EUR")
    }

    @Test func aProviderWithoutPricesHasNone() throws {
        let report = read(#"{ currency: "EUR", DE: "0.071" }"#)
        let prices = try #require(report.configuration?.prices["gateway"])
        #expect(prices.price(in: nil) == nil)
        #expect(report.configuration?.prices["other"] == nil)
    }

    @Test(arguments: [
        (#"{ default: "0.075" }"#, ["'currency' is missing here, e.g. currency: \"EUR\""]),
        (#"{ currency: "EUR" }"#, ["there is no price here"]),
        (#"{ currency: "EURO", default: "1" }"#, ["'EURO' is no currency"]),
        (#"{ currency: "XAU", default: "1" }"#, ["'XAU' is no currency"]),
        (#"{ currency: "EUR", default: 0.075 }"#, ["a price is a string"]),
        (#"{ currency: "EUR", default: "-1" }"#, ["a price is a string"]),
        (#"{ currency: "EUR", default: "0.0000001" }"#, ["a price is a string"]),
        (#"{ currency: "EUR", default: "0,07" }"#, ["a price is a string"]),
        (#"{ currency: "EUR", de: "0.07" }"#, ["did you mean 'DE'?"]),
        (#"{ currency: "EUR", defualt: "0.07" }"#, ["did you mean 'default'?"]),
        (#"{ currency: "EUR", ZZ: "0.07" }"#, ["'ZZ' is no country"]),
        (#""0.07""#, ["this is a string; an object"]),
        (
            #"{ currency: 5, DE: 1, UK: "1" }"#,
            ["'currency' is a number", "a price is a string", "'UK' is no country"]
        ),
    ])
    func everyFaultIsFoundWithItsRemedy(prices: String, messages: [String]) {
        let report = read(prices)
        #expect(report.configuration == nil)
        #expect(report.findings.count == messages.count, "\(report.findings.map(\.message))")
        for (finding, message) in zip(report.findings, messages) {
            #expect(finding.message.contains(message), "\(finding.message)")
            #expect(finding.line == 2)
        }
    }

    @Test func aFaultStandsAtItsPlace() {
        let finding = read(#"{ currency: "EUR", default: "0,07" }"#).findings.first
        #expect(finding?.rendered.hasSuffix("^~~~~~") == true, "\(finding?.rendered ?? "")")
    }
}
