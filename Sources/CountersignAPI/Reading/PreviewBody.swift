import CountersignCore

/// The body of `POST /v1/templates/preview`: a payment to show, every member with an example's value.
enum PreviewBody {
    static let names = [
        "purpose", "channels", "locales", "amount", "bound", "payee", "reference", "origin",
        "match_word", "minutes", "previous_amount", "previous_payee", "country",
    ]
    /// What a template can be for: the purposes of a confirmation, and `amended`.
    static let purposes = Purpose.allCases.map(\.rawValue) + ["amended"]
    /// Most languages that are asked for at once.
    static let localesMax = 32
    static let minutesBounds = 1...60
    private static let localeCharactersMax = Members.localeCharactersMax

    /// Reads the body; nil exactly when it has faults.
    static func read(
        _ json: JSONValue,
        _ faults: inout Faults,
        merchant: Payee,
        nfc: (String) -> String
    ) -> PreviewWish? {
        guard let body = ObjectReader(json, at: .body, knowing: names, &faults) else { return nil }
        let purpose = body.has("purpose") ? purpose(of: body, &faults) : "payment"
        let hasAmount = purpose.flatMap(Purpose.init(rawValue:))?.hasAmount ?? true
        let amount = body.optional("amount", &faults, as: Members.amount)
        let before = body.optional("previous_amount", &faults, as: Members.amount)
        func payee(_ name: String) -> Payee? {
            body.optional(name, &faults) { value, place, faults in
                Members.payee(value, place, &faults, nfc: nfc)
            }
        }
        let wish = PreviewWish(
            purpose: purpose ?? "",
            channels: body.optional("channels", &faults, as: Members.channels),
            locales: body.optional("locales", &faults, as: locales),
            amount: hasAmount ? amount ?? example(4_999) : nil,
            bound: body.optional("bound", &faults, as: Members.choice) ?? .exact,
            payee: payee("payee") ?? merchant,
            reference: body.optional("reference", &faults, as: Members.word) ?? "order-1234",
            origin: body.optional("origin", &faults, as: Members.origin),
            matchWord: body.optional("match_word", &faults, as: Members.word),
            minutes: body.optional("minutes", &faults, as: minutes) ?? 5,
            previousAmount: before ?? (purpose == "amended" ? example(4_499) : nil),
            previousPayee: payee("previous_payee"),
            country: body.optional("country", &faults, as: country)
        )
        return faults.isEmpty ? wish : nil
    }

    private static func example(_ minorUnits: Int64) -> Amount? {
        Currency("EUR").flatMap { Amount(minorUnits: minorUnits, currency: $0) }
    }

    private static func purpose(of body: ObjectReader, _ faults: inout Faults) -> String? {
        body.optional("purpose", &faults) { value, place, faults in
            guard let text = Members.string(value, place, &faults) else { return nil }
            if let known = purposes.first(where: { sameText($0, text) }) { return known }
            faults.add(place, "write one of \(purposes.joined(separator: ", "))")
            return nil
        }
    }

    private static func locales(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> [String]? {
        guard let elements = value.array, (1...localesMax).contains(elements.count) else {
            faults.add(
                place,
                "an array of 1 to \(localesMax) languages belongs here, e.g. [\"de\"]"
            )
            return nil
        }
        return elements.enumerated().compactMap { index, element in
            let place = place.appending(String(index))
            guard let text = Members.string(element, place, &faults) else { return nil }
            guard (1...localeCharactersMax).contains(text.utf8.count) else {
                faults.add(place, "write a BCP 47 tag such as de-DE")
                return nil
            }
            return text
        }
    }

    private static func minutes(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> Int? {
        guard let number = value.integer.map(Int.init), minutesBounds.contains(number) else {
            faults.add(
                place,
                "a whole number from \(minutesBounds.lowerBound) to \(minutesBounds.upperBound) "
                    + "belongs here"
            )
            return nil
        }
        return number
    }

    private static func country(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> String? {
        guard let text = Members.string(value, place, &faults) else { return nil }
        guard PhoneNumber.countries.contains(text) else {
            faults.add(place, "write two capital letters of ISO 3166-1, e.g. DE")
            return nil
        }
        return text
    }
}
