import CountersignCheckout
import CountersignCore

extension SettingsReader {
    /// The largest holdout: more payers without a tip would miss more than is learnt.
    private static let holdoutTenThousandthsMax = 5_000

    /// How payers are taught: `education: { holdout: 0.1, large_amount: { EUR: "500" } }`.
    mutating func education(in top: Section) -> EducationSettings {
        var settings = EducationSettings()
        guard let value = top.value("education"),
            let section = section(value, at: "/education", known: ["holdout", "large_amount"])
        else { return settings }
        if let value = section.value("holdout") {
            if let share = SettingsReader.tenThousandths(value),
                share <= SettingsReader.holdoutTenThousandthsMax
            {
                settings.holdoutTenThousandths = share
            } else {
                fault(
                    section.pointer(to: "holdout"),
                    "'holdout' is the share of payers who get no tip, from 0 to 0.5 with at most four "
                        + "decimals, e.g. 0.1"
                )
            }
        }
        guard let value = section.value("large_amount"),
            let amounts = object(value, at: section.pointer(to: "large_amount"))
        else { return settings }
        for member in amounts.members {
            guard let amount = largeAmount(member, in: amounts) else { continue }
            settings.largeAmounts[amount.currency] = amount.minorUnits
        }
        return settings
    }

    private mutating func largeAmount(_ member: JSONMember, in section: Section) -> Amount? {
        guard Currency(member.name) != nil else {
            let capital = member.name.uppercased()
            fault(
                name: member.name,
                in: section,
                "'\(member.name)' is no currency that payments are made in; "
                    + (Currency(capital) == nil
                        ? "write its ISO 4217 code, e.g. EUR" : "did you mean '\(capital)'?")
            )
            return nil
        }
        guard let text = member.value.string,
            let amount = try? Amount(parsing: "\(text) \(member.name)"), amount.minorUnits > 0
        else {
            fault(
                section.pointer(to: member.name),
                "this is the smallest amount that is called large: a string such as \"500\" or "
                    + "\"499.50\", above zero"
            )
            return nil
        }
        return amount
    }

    /// A share from 0 to below 1 as it is written, with at most four decimals.
    private static func tenThousandths(_ value: JSONValue) -> Int? {
        guard case .number(let number) = value else { return nil }
        if number.text == "0" { return 0 }
        let digits = number.text.utf8.dropFirst(2)
        guard number.text.hasPrefix("0."), (1...4).contains(digits.count),
            digits.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int(
            String(decoding: digits, as: UTF8.self)
                + String(repeating: "0", count: 4 - digits.count)
        )
    }
}
