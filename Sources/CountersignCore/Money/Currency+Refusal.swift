extension Currency {
    /// Why a code is refused and what to write instead, in one clause.
    ///
    /// A code that is taken gives a clause that says so. Only three-letter codes are quoted.
    public static func refusal(of code: String) -> String {
        let letters = Array(code.utf8)
        guard letters.count == 3, letters.allSatisfy({ (65...90).contains($0 & 0xDF) }) else {
            return "a currency is three capital letters of ISO 4217, e.g. EUR"
        }
        let capitals = String(decoding: letters.map { $0 & 0xDF }, as: UTF8.self)
        if let currency = Currency(capitals) {
            return letters.contains { $0 >= 97 }
                ? "currency codes are written in capital letters; write \(currency.code)"
                : "\(currency.code) is taken"
        }
        if let (place, successor) = withdrawn[capitals] {
            return "\(capitals) was withdrawn; \(place) uses \(successor)"
        }
        if others.contains(capitals) {
            return
                "\(capitals) is a fund, a metal or a unit of account, and no payment is made in it"
        }
        if let meant = everyday[capitals] ?? NearestWord.suggestion(for: capitals, among: codes) {
            return "\(capitals) is no ISO 4217 currency; did you mean \(meant)?"
        }
        return "\(capitals) is no ISO 4217 currency"
    }

    private static let codes = all.map(\.code)

    /// Codes that left the list, with the place and what it uses now.
    private static let withdrawn: [String: (place: String, successor: String)] = [
        "ANG": ("the Dutch Caribbean", "XCG"),
        "BGN": ("Bulgaria", "EUR"),
        "CUC": ("Cuba", "CUP"),
        "HRK": ("Croatia", "EUR"),
        "SLL": ("Sierra Leone", "SLE"),
        "ZWL": ("Zimbabwe", "ZWG"),
    ]

    /// The listed codes that are no payment currency.
    private static let others: Set<String> = [
        "BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "XAD", "XAG", "XAU", "XBA",
        "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX",
    ]

    /// What people write for a currency whose code lies further off.
    private static let everyday = [
        "NTD": "TWD", "RMB": "CNY", "STG": "GBP", "UKP": "GBP", "YEN": "JPY",
    ]
}
