/// JSON bodies that the tests start from.
enum Body {
    static let create: [(name: String, json: String)] = [
        ("amount", #"{"value": 4999, "currency": "EUR"}"#),
        ("reference", #""order-1234""#),
        ("recipient", #"{"phone": "+4915112345678"}"#),
    ]

    static let verify: [(name: String, json: String)] = [
        ("code", #""918273""#), ("amount", #"{"value": 4999, "currency": "EUR"}"#),
    ]

    /// An object with some members replaced, added, or, when nil, left out.
    static func text(
        _ base: [(name: String, json: String)],
        _ changes: [(String, String?)] = []
    ) -> String {
        var members = base
        for (name, json) in changes {
            members.removeAll { $0.name == name }
            if let json { members.append((name, json)) }
        }
        return "{" + members.map { "\"\($0.name)\": \($0.json)" }.joined(separator: ", ") + "}"
    }

    /// The example of the contract, with every member there is.
    static let full = #"""
        {
          "amount": {"value": 4999, "currency": "EUR"},
          "reference": "order-1234",
          "recipient": {"phone": "+4915112345678", "email": "kim@example.com", "locale": "de-DE", "customer": "customer-77"},
          "payee": "Acme Shoes",
          "purpose": "payment",
          "bound": "exact",
          "channels": ["rcs", "whatsapp", "sms"],
          "origin": "shop.example",
          "checkout": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
          "signals": {"ip": "203.0.113.9", "ip_country": "DE", "device_known": true, "account_age": 12},
          "metadata": {"cart": "c-99"}
        }
        """#
}
