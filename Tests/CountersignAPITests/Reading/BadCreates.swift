extension BadMember {
    static let creates: [BadMember] = money + names + recipients + choices + facts

    private static let money: [BadMember] = [
        BadMember("amount", nil, "#/amount", "missing"),
        BadMember("amount", "null", "#/amount", "missing"),
        BadMember("amount", "4999", "#/amount", "this is a number; write an object"),
        BadMember("amount", #""49.99 EUR""#, "#/amount", "this is a string"),
        BadMember("amount", "[]", "#/amount", "this is an array"),
        BadMember("amount", #"{"currency": "EUR"}"#, "#/amount/value", "minor units"),
        BadMember("amount", #"{"value": 1}"#, "#/amount/currency", "ISO 4217"),
        value(#""4999""#, "without quotes"),
        value("49.99", "fraction"),
        value("4999.0", "fraction"),
        value("5e3", "exponent"),
        value("5E-1", "exponent"),
        value("-4999", "negative"),
        value("0", "zero"),
        value("-0", "zero"),
        value("1000000000000000", "larger than 999999999999999"),
        value("9223372036854775808", "larger"),
        value("99999999999999999999999999", "larger"),
        value("true", "this is a boolean"),
        currency(#""EURO""#, "three capital letters"),
        currency(#""eur""#, "write EUR"),
        currency(#""EUU""#, "EUU"),
        currency(#""DEM""#, "DEM"),
        currency(#""HRK""#, "withdrawn"),
        currency(#""XAU""#, "no payment is made in it"),
        currency("978", "this is a number"),
        currency(#""€""#, "three capital letters"),
        BadMember(
            "amount",
            #"{"value": 1, "currency": "EUR", "curency": "EUR"}"#,
            "#/amount/curency",
            "did you mean 'currency'?"
        ),
        BadMember("purpose", #""login""#, "#/amount", "purpose 'login' has no amount"),
        BadMember(
            [("purpose", #""password_reset""#)],
            "#/amount",
            "leave the member out"
        ),
        BadMember(
            [("purpose", #""login""#), ("amount", nil), ("bound", #""up_to""#)],
            "#/bound",
            "nothing to bound"
        ),
    ]

    private static let names: [BadMember] = [
        BadMember("payee", #""""#, "#/payee", "empty"),
        BadMember("payee", #"" Acme""#, "#/payee", "white space"),
        BadMember("payee", #""Acme\u0000""#, "#/payee", "control character U+0000"),
        BadMember("payee", #""Ac\nme""#, "#/payee", "control character U+000A"),
        BadMember(
            "payee",
            #""Acme\u202Eshoes""#,
            "#/payee",
            "bidirectional control character U+202E"
        ),
        BadMember("payee", #""Acme\u2066""#, "#/payee", "U+2066"),
        BadMember("payee", #""A\u2028B""#, "#/payee", "line-breaking"),
        BadMember("payee", #""A\u200BB""#, "#/payee", "invisible character U+200B"),
        BadMember("payee", quoted("x", 121), "#/payee", "120 bytes"),
        BadMember("payee", "7", "#/payee", "this is a number"),
        BadMember("payee", "null", "#/payee", "leave the member out"),
        BadMember("reference", nil, "#/reference", "missing"),
        BadMember("reference", #""""#, "#/reference", "empty"),
        BadMember("reference", "1234", "#/reference", "in double quotes"),
        BadMember("reference", quoted("x", 65), "#/reference", "65 characters"),
        BadMember("reference", quoted("ü", 65), "#/reference", "65 characters"),
        BadMember("reference", #""a\tb""#, "#/reference", "U+0009"),
        BadMember("reference", #""\u202Ea""#, "#/reference", "bidirectional"),
        BadMember("reference", #""order ""#, "#/reference", "white space"),
    ]

    private static let recipients: [BadMember] = [
        BadMember("recipient", nil, "#/recipient", "destination"),
        BadMember("recipient", "[]", "#/recipient", "this is an array"),
        BadMember("recipient", "{}", "#/recipient", "there is no destination"),
        BadMember("recipient", #"{"locale": "de"}"#, "#/recipient", "there is no destination"),
        phone(#""015112345678""#, "Begin with +"),
        phone(#""+49 151 12345678""#, "digits only"),
        phone(#""+49""#, "7 to 15 digits"),
        phone(#""+4901511234567""#, "0"),
        phone(#""+2101234567""#, "calling code"),
        phone("4915112345678", "write a string"),
        phone("null", "leave the member out"),
        email(#""kim""#, "exactly one @"),
        email(#""kim@@example.com""#, "exactly one @"),
        email(#""kim@example""#, "no domain name"),
        email(#""kim@-example.com""#, "no domain name"),
        email(#""@example.com""#, "before the @"),
        email(#""kim..kim@example.com""#, "before the @"),
        email(#""ki m@example.com""#, "space"),
        email(#""kim@exämple.com""#, "outside ASCII"),
        email(#""kim@example.com\r\nBcc: x@y.example""#, "space"),
        email(quoted("x", 250, after: "@e.co"), "longer than 254"),
        extra(#""locale": "german language""#, "locale", "BCP 47"),
        extra(#""locale": "d""#, "locale", "BCP 47"),
        extra(#""locale": "de_DE""#, "locale", "BCP 47"),
        extra(#""locale": 49"#, "locale", "this is a number"),
        extra(#""customer": 77"#, "customer", "in double quotes"),
        extra(#""customer": """#, "customer", "empty"),
        extra(#""phon": "1""#, "phon", "did you mean 'phone'?"),
        extra(#""a/b~c d": 1"#, "a~1b~0c%20d", "known here: phone, email, push, locale, customer"),
    ]

    private static let choices: [BadMember] = [
        BadMember("purpose", #""paymnt""#, "#/purpose", "did you mean 'payment'?"),
        BadMember("purpose", "1", "#/purpose", "this is a number"),
        BadMember("bound", #""at least""#, "#/bound", "exact, up_to"),
        BadMember("bound", #""Exact""#, "#/bound", "did you mean 'exact'?"),
        BadMember("channels", "[]", "#/channels", "empty"),
        BadMember("channels", #""sms""#, "#/channels", "an array"),
        BadMember("channels", #"["sms", "watsapp"]"#, "#/channels/1", "did you mean 'whatsapp'?"),
        BadMember("channels", #"["sms", "rcs", "sms"]"#, "#/channels/2", "twice"),
        BadMember("channels", "[1, 2, 3, 4, 5, 6]", "#/channels", "6 elements"),
        BadMember("channels", "[1]", "#/channels/0", "this is a number"),
        BadMember("origin", #""https://shop.example""#, "#/origin", "without scheme"),
        BadMember("origin", #""shop.example:443""#, "#/origin", "port"),
        BadMember("origin", #""Shop.example""#, "#/origin", "lower case"),
        BadMember("origin", #""""#, "#/origin", "host name"),
        BadMember("checkout", #""abc""#, "#/checkout", "43 characters"),
        BadMember("checkout", quoted("A", 44), "#/checkout", "43 characters"),
        BadMember("checkout", quoted("A", 42, after: "B"), "#/checkout", "base64url"),
        BadMember("checkout", quoted("+", 43), "#/checkout", "base64url"),
        BadMember("refrence", #""x""#, "#/refrence", "did you mean 'reference'?"),
        BadMember("code", #""042917""#, "#/code", "unknown member 'code'"),
    ]

    private static let facts: [BadMember] = [
        BadMember("metadata", "[]", "#/metadata", "an object belongs here"),
        BadMember("metadata", members(17), "#/metadata", "at most 16"),
        BadMember("metadata", #"{"a": null}"#, "#/metadata/a", "null"),
        BadMember("metadata", #"{"a": {}}"#, "#/metadata/a", "this is an object"),
        BadMember("metadata", #"{"a": [1]}"#, "#/metadata/a", "this is an array"),
        BadMember("metadata", "{\"a\": \(quoted("x", 501))}", "#/metadata/a", "500 bytes"),
        BadMember("metadata", #"{"": 1}"#, "#/metadata/", "1 to 64 bytes"),
        BadMember("metadata", #"{"a\u0007": 1}"#, "#/metadata/a%07", "control"),
        BadMember("signals", members(33), "#/signals", "at most 32"),
        BadMember("signals", #"{"ip": {"v4": 1}}"#, "#/signals/ip", "this is an object"),
        BadMember("signals", "true", "#/signals", "this is a boolean"),
    ]

    // MARK: - Short forms

    private static func value(_ json: String, _ piece: String) -> BadMember {
        BadMember(
            "amount",
            "{\"value\": \(json), \"currency\": \"EUR\"}",
            "#/amount/value",
            piece
        )
    }

    private static func currency(_ json: String, _ piece: String) -> BadMember {
        BadMember(
            "amount",
            "{\"value\": 4999, \"currency\": \(json)}",
            "#/amount/currency",
            piece
        )
    }

    private static func phone(_ json: String, _ piece: String) -> BadMember {
        BadMember("recipient", "{\"phone\": \(json)}", "#/recipient/phone", piece)
    }

    private static func email(_ json: String, _ piece: String) -> BadMember {
        BadMember("recipient", "{\"email\": \(json)}", "#/recipient/email", piece)
    }

    private static func extra(_ member: String, _ token: String, _ piece: String) -> BadMember {
        BadMember(
            "recipient",
            "{\"phone\": \"+4915112345678\", \(member)}",
            "#/recipient/" + token,
            piece
        )
    }

    private static func quoted(_ character: String, _ count: Int, after: String = "") -> String {
        "\"" + String(repeating: character, count: count) + after + "\""
    }

    private static func members(_ count: Int) -> String {
        "{" + (0..<count).map { "\"m\($0)\": \($0)" }.joined(separator: ", ") + "}"
    }
}
