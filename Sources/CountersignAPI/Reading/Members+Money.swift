import CountersignCore

extension Members {
    private static let amountNames = ["value", "currency"]

    /// Money as `{"value": 4999, "currency": "EUR"}`: whole minor units, above zero.
    static func amount(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> Amount? {
        guard case .object = value else {
            faults.add(
                place,
                "this is \(value.kind); write an object such as {\"value\": 4999, \"currency\": \"EUR\"}"
            )
            return nil
        }
        guard let body = ObjectReader(value, at: place, knowing: amountNames, &faults) else {
            return nil
        }
        let minorUnits = body.required(
            "value",
            "write the amount in minor units, e.g. 4999 for 49.99 EUR",
            &faults,
            as: minorUnits
        )
        let currency = body.required(
            "currency",
            "write three capital letters of ISO 4217, e.g. EUR",
            &faults,
            as: currency
        )
        guard let minorUnits, let currency else { return nil }
        return Amount(minorUnits: minorUnits, currency: currency)
    }

    private static func minorUnits(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> Int64? {
        guard case .number(let number) = value else {
            let advice =
                value.string == nil
                ? "a whole number of minor units belongs here, e.g. 4999"
                : "write the minor units as a number, without quotes, e.g. 4999"
            faults.add(place, "this is \(value.kind); \(advice)")
            return nil
        }
        if let fault = fault(ofMinorUnits: number) {
            faults.add(place, fault)
            return nil
        }
        return number.integer
    }

    private static func fault(ofMinorUnits number: JSONNumber) -> String? {
        let characters = number.text.utf8
        if characters.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            return "this number has an exponent; write all digits of the minor units, e.g. 4999"
        }
        if characters.contains(UInt8(ascii: ".")) {
            return
                "this number has a fraction; write whole minor units, e.g. 4999 for 49.99 EUR, 4999 for 4999 JPY, 4999 for 4.999 KWD"
        }
        if number.integer == 0 {
            return "this is zero; there is nothing to confirm, so write an amount above 0"
        }
        if characters.first == UInt8(ascii: "-") {
            return
                "this is negative; write the amount without a sign and purpose refund or payout for money that goes to the payer"
        }
        guard let value = number.integer, value <= Amount.minorUnitsMax else {
            return "this is larger than \(Amount.minorUnitsMax), the largest amount in minor units"
        }
        return nil
    }

    private static func currency(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> Currency? {
        guard let text = string(value, place, &faults) else { return nil }
        // Bytes first: a Kelvin sign is canonically equal to a K.
        if text.utf8.count == 3, let currency = Currency(text) { return currency }
        faults.add(place, Currency.refusal(of: text))
        return nil
    }
}
