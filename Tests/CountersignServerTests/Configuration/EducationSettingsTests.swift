import CountersignCheckout
import CountersignCore
import Testing

@testable import CountersignServer

@Suite struct EducationSettingsTests {
    private func read(_ education: String) -> ConfigurationFile.Report {
        ConfigurationFile.read(
            SourceText(file: "countersign.json5", text: "{ \(education) }"),
            from: SettingsWorld(environment: [:], folder: "/etc/countersign")
        )
    }

    @Test(
        arguments: [
            ("", 1_000), ("education: {}", 1_000), ("education: { holdout: 0 }", 0),
            ("education: { holdout: 0.1 }", 1_000), ("education: { holdout: 0.025 }", 250),
            ("education: { holdout: 0.5 }", 5_000), ("education: { holdout: 0.0001 }", 1),
        ]
    )
    func theHoldoutIsAShareOrOneInTen(_ row: (text: String, tenThousandths: Int)) throws {
        let report = read(row.text)
        #expect(report.findings.map(\.message) == [])
        let education = try #require(report.configuration?.education)
        #expect(education.holdoutTenThousandths == row.tenThousandths)
    }

    @Test func largeAmountsAreByCurrencyInItsOwnUnits() throws {
        let report = read(
            #"education: { large_amount: { EUR: "500", JPY: "80000", KWD: "99.5" } }"#
        )
        #expect(report.findings.map(\.message) == [])
        let amounts = try #require(report.configuration?.education.largeAmounts)
        #expect(
            Dictionary(uniqueKeysWithValues: amounts.map { ($0.key.code, $0.value) })
                == ["EUR": 50_000, "JPY": 80_000, "KWD": 99_500]
        )
    }

    @Test(
        arguments: [
            ("{ holdout: 0.6 }", "from 0 to 0.5"), ("{ holdout: 1 }", "from 0 to 0.5"),
            ("{ holdout: \"0.1\" }", "from 0 to 0.5"), ("{ holdout: 0.00001 }", "four decimals"),
            ("{ holdout: -0.1 }", "from 0 to 0.5"),
            ("{ holdouts: 0.1 }", "did you mean 'holdout'?"),
            ("{ large_amount: { eur: \"5\" } }", "did you mean 'EUR'?"),
            ("{ large_amount: { XYZ: \"5\" } }", "ISO 4217"),
            ("{ large_amount: { EUR: 500 } }", "a string such as"),
            ("{ large_amount: { EUR: \"0\" } }", "above zero"),
            ("{ large_amount: { EUR: \"1.234\" } }", "a string such as"),
            ("{ large_amount: 500 }", "an object"), ("true", "an object"),
        ]
    )
    func whatDoesNotFitIsRefused(_ row: (text: String, message: String)) {
        let report = read("education: \(row.text)")
        #expect(report.configuration == nil)
        #expect(
            report.findings.contains { $0.message.contains(row.message) },
            "\(report.findings.map(\.message))"
        )
    }
}
