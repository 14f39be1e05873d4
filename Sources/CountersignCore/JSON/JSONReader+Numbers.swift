extension JSONReader {
    mutating func readNumber() throws(JSONFault) -> JSONNumber {
        let start = place
        if dialect == .json5, let number = try readJSON5Number() { return number }
        _ = take(UInt8(ascii: "-"))
        let whole = digits()
        guard whole > 0 else {
            throw JSONFault(
                offset: start,
                reason: "this is not a JSON value; strings take double quotes"
            )
        }
        if whole > 1, bytes[place - whole] == UInt8(ascii: "0") {
            throw JSONFault(offset: start, reason: "a number takes no leading zero")
        }
        if take(UInt8(ascii: ".")), digits() == 0 {
            throw fault("a digit belongs after the point")
        }
        try readExponent()
        return JSONNumber(text: String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private mutating func readExponent() throws(JSONFault) {
        guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return }
        if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
        guard digits() > 0 else { throw fault("a digit belongs in the exponent") }
    }

    private mutating func digits() -> Int {
        let start = place
        while place < bytes.count, (48...57).contains(bytes[place]) { place += 1 }
        return place - start
    }

    /// The spellings that only JSON5 has, rewritten in JSON's; nil when plain JSON will do.
    private mutating func readJSON5Number() throws(JSONFault) -> JSONNumber? {
        let start = place
        let plus = take(UInt8(ascii: "+"))
        let minus = !plus && take(UInt8(ascii: "-"))
        if place + 1 < bytes.count, bytes[place] == UInt8(ascii: "0"),
            bytes[place + 1] | 0x20 == UInt8(ascii: "x")
        {
            place += 2
            return try readHexadecimal(start: start, isNegative: minus)
        }
        let from = place
        let whole = digits()
        let point = take(UInt8(ascii: "."))
        let fraction = point ? digits() : 0
        guard plus || (point && (whole == 0 || fraction == 0)) else {
            place = start
            return nil
        }
        guard whole + fraction > 0 else {
            throw JSONFault(offset: start, reason: "this is not a value")
        }
        if whole > 1, bytes[from] == UInt8(ascii: "0") {
            throw JSONFault(offset: start, reason: "a number takes no leading zero")
        }
        var text = minus ? "-" : ""
        text += whole == 0 ? "0" : String(decoding: bytes[from..<from + whole], as: UTF8.self)
        if fraction > 0 {
            text += "." + String(decoding: bytes[place - fraction..<place], as: UTF8.self)
        }
        let exponent = place
        try readExponent()
        text += String(decoding: bytes[exponent..<place], as: UTF8.self)
        return JSONNumber(text: text)
    }

    private mutating func readHexadecimal(
        start: Int,
        isNegative: Bool
    ) throws(JSONFault) -> JSONNumber {
        let from = place
        while place < bytes.count, Hex.value(bytes[place]) != nil { place += 1 }
        let digits = String(decoding: bytes[from..<place], as: UTF8.self)
        guard let value = Int64(digits, radix: 16) else {
            throw JSONFault(offset: start, reason: "this hexadecimal number is not usable")
        }
        return JSONNumber(text: String(isNegative ? -value : value))
    }
}
