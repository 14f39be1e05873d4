import CountersignCore

extension SettingsReader {
    /// What a provider takes, as its `prices` say:
    /// `{ currency: "EUR", default: "0.075", DE: "0.071" }`.
    ///
    /// Nil when it has none, or none that can be read.
    mutating func prices(of provider: JSONValue, at pointer: String) -> ProviderPrices? {
        let place = pointer + "/prices"
        guard let value = provider["prices"], let section = object(value, at: place) else {
            return nil
        }
        var currency: Currency?
        if let code = requiredText("currency", in: section, example: "\"EUR\"") {
            currency = Currency(code)
            if currency == nil {
                fault(
                    section.pointer(to: "currency"),
                    "'\(code)' is no currency that payments are made in; write its ISO 4217 code, "
                        + "e.g. \"EUR\""
                )
            }
        }
        var standard: MicroAmount?
        var byCountry: [String: MicroAmount] = [:]
        for member in section.members where member.name != "currency" {
            guard isPlace(of: member, in: section) else { continue }
            guard let text = member.value.string,
                // Faults of the prices are told even where the currency has one.
                let price = (currency ?? Currency("EUR")).flatMap({
                    MicroAmount(decimal: text, currency: $0)
                })
            else {
                fault(
                    section.pointer(to: member.name),
                    "a price is a string with a point and at most six decimals, without a sign and "
                        + "below a million, e.g. \"0.075\""
                )
                continue
            }
            if member.name == "default" { standard = price } else { byCountry[member.name] = price }
        }
        if section.members.allSatisfy({ $0.name == "currency" }) {
            fault(place, "there is no price here; give 'default', or one for a country, or both")
        }
        guard currency != nil, !hasFault(in: place) else { return nil }
        return ProviderPrices(standard: standard, byCountry: byCountry)
    }

    /// Whether a name says for where a price is; otherwise that is a fault.
    private mutating func isPlace(of member: JSONMember, in section: Section) -> Bool {
        if member.name == "default" || PhoneNumber.countries.contains(member.name) { return true }
        let words = ["currency", "default"]
        let capital = member.name.uppercased()
        let suggestion =
            PhoneNumber.countries.contains(capital)
            ? capital : NearestWord.suggestion(for: member.name, among: words)
        fault(
            name: member.name,
            in: section,
            "'\(member.name)' is no country that a phone number can have"
                + (suggestion.map { "; did you mean '\($0)'?" }
                    ?? "; write ISO 3166-1 codes such as DE, or 'default'")
        )
        return false
    }
}
