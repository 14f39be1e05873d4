internal import CountersignCore

// Stands in for Core's locale tables until they are merged; two decimals only.
enum AmountFormat {
    enum Style { case plainASCII, rich }
}

extension Amount {
    func formatted(locale: String, style: AmountFormat.Style) -> String {
        let minor = String(minorUnits % 100)
        let point = locale == "de" ? "," : "."
        return "\(currency.code) \(minorUnits / 100)\(point)\(minor.count == 1 ? "0" : "")\(minor)"
    }
}
