import CountersignCore

/// A confirmation of the API as a person reads it.
enum ConfirmationText {
    /// One fact a line.
    static func lines(_ confirmation: JSONValue) -> [String] {
        var rows: [(String, String)] = []
        func add(_ title: String, _ text: String?) {
            if let text { rows.append((title, ProblemText.safe(text))) }
        }
        add("id", confirmation["id"]?.string)
        add("status", confirmation["status"]?.string)
        add("amount", amount(confirmation["amount"]))
        add("payee", confirmation["payee"]?.string)
        add("to", confirmation["recipient"]?["phone"]?.string)
        add("to", confirmation["recipient"]?["email"]?.string)
        add("match word", confirmation["match_word"]?.string)
        add("attempts left", confirmation["attempts_left"]?.integer.map { "\($0)" })
        add("expires", confirmation["expires_at"]?.string)
        for message in confirmation["messages"]?.array ?? [] {
            let words = ["channel", "provider", "status"].compactMap { message[$0]?.string }
            add("message", words.joined(separator: " "))
        }
        add("page", confirmation["page_url"]?.string)
        add("receipt", confirmation["receipt"]?.string)
        return Help.columns(rows).split(separator: "\n").map(String.init)
    }

    /// `49.99 EUR` for the API's money.
    static func amount(_ money: JSONValue?) -> String? {
        guard let value = money?["value"]?.integer, let code = money?["currency"]?.string,
            let currency = Currency(code)
        else { return nil }
        return Amount(minorUnits: value, currency: currency)?.plain
    }

    /// The API's money.
    static func json(_ amount: Amount) -> JSONValue {
        .object([
            JSONMember("value", .integer(amount.minorUnits)),
            JSONMember("currency", .string(amount.currency.code)),
        ])
    }
}
