extension JSONReader {
    mutating func readName() throws(JSONFault) -> String {
        guard place < bytes.count else { throw fault("the text ends within an object") }
        let first = bytes[place]
        if first == UInt8(ascii: "\"") || (dialect == .json5 && first == UInt8(ascii: "'")) {
            return try readString()
        }
        guard dialect == .json5 else {
            throw fault("a member's name in double quotes belongs here")
        }
        let start = place
        while place < bytes.count, JSONReader.isNameCharacter(bytes[place]) { place += 1 }
        guard place > start, !(48...57).contains(first) else {
            throw JSONFault(offset: start, reason: "a member's name belongs here")
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "$"): true
        default: false
        }
    }

    mutating func readString() throws(JSONFault) -> String {
        let start = place
        let quote = bytes[place]
        place += 1
        // Most strings hold no escape: find the end and copy once.
        let isASCII = try skipPlain(quote: quote)
        if place < bytes.count, bytes[place] == quote {
            place += 1
            return try string(bytes[start + 1..<place - 1], isASCII: isASCII, at: start)
        }
        var text = Array(bytes[start + 1..<place])
        while place < bytes.count {
            if bytes[place] == quote {
                place += 1
                return try string(text[...], isASCII: false, at: start)
            }
            try readEscape(into: &text)
            let from = place
            _ = try skipPlain(quote: quote)
            text.append(contentsOf: bytes[from..<place])
        }
        throw JSONFault(offset: start, reason: "this string is never closed")
    }

    /// Goes on to the next quote, backslash or the end; tells whether all on the way was ASCII.
    private mutating func skipPlain(quote: UInt8) throws(JSONFault) -> Bool {
        var seen: UInt8 = 0
        var place = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == quote || byte == UInt8(ascii: "\\") { break }
            // JSON5 takes tabs and other controls as they are, but no line end.
            guard byte >= 0x20 || (dialect == .json5 && byte != 0x0A && byte != 0x0D) else {
                self.place = place
                let isLineEnd = byte == 0x0A || byte == 0x0D
                throw fault(
                    isLineEnd
                        ? "a string ends on its line; close it, or write \\n for a line end"
                        : "a control character must be escaped"
                )
            }
            seen |= byte
            place += 1
        }
        self.place = place
        return seen < 0x80
    }

    private func string(
        _ text: ArraySlice<UInt8>,
        isASCII: Bool,
        at start: Int
    ) throws(JSONFault) -> String {
        if isASCII { return String(decoding: text, as: UTF8.self) }
        guard let string = String(validating: text, as: UTF8.self) else {
            throw JSONFault(offset: start, reason: "this string is not valid UTF-8")
        }
        return string
    }

    private mutating func readEscape(into text: inout [UInt8]) throws(JSONFault) {
        let start = place
        guard place + 1 < bytes.count else { throw fault("this string is never closed") }
        let letter = bytes[place + 1]
        place += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): try readUnicode(from: start, into: &text)
        default:
            guard dialect == .json5 else {
                throw JSONFault(offset: start, reason: "this escape does not exist in JSON")
            }
            try readJSON5Escape(letter, from: start, into: &text)
        }
    }

    /// The escapes that only JSON5 has.
    ///
    /// Source: JSON5 1.0.0 section 5.
    private mutating func readJSON5Escape(
        _ letter: UInt8,
        from start: Int,
        into text: inout [UInt8]
    ) throws(JSONFault) {
        switch letter {
        case UInt8(ascii: "v"): text.append(0x0B)
        case 0x0A: break
        case 0x0D: _ = take(0x0A)
        case UInt8(ascii: "x"): append(try readHex(digits: 2), to: &text)
        case UInt8(ascii: "0"):
            guard place >= bytes.count || !(48...57).contains(bytes[place]) else {
                throw JSONFault(offset: start, reason: "this escape does not exist in JSON5")
            }
            text.append(0)
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            throw JSONFault(offset: start, reason: "this escape does not exist in JSON5")
        default:
            // U+2028 and U+2029 continue the line like a line feed; anything else is itself.
            if letter == 0xE2, place + 1 < bytes.count, bytes[place] == 0x80,
                bytes[place + 1] == 0xA8 || bytes[place + 1] == 0xA9
            {
                place += 2
            } else {
                text.append(letter)
            }
        }
    }

    private mutating func readUnicode(
        from start: Int,
        into text: inout [UInt8]
    ) throws(JSONFault) {
        let lone = JSONFault(offset: start, reason: "half of a surrogate pair stands alone")
        let first = try readHex(digits: 4)
        switch first {
        case 0xD800...0xDBFF:
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw lone }
            let second = try readHex(digits: 4)
            guard (0xDC00...0xDFFF).contains(second) else { throw lone }
            append(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), to: &text)
        case 0xDC00...0xDFFF: throw lone
        default: append(first, to: &text)
        }
    }

    private func append(_ value: UInt32, to text: inout [UInt8]) {
        // Surrogates never come here, so that every value is a scalar.
        guard let scalar = Unicode.Scalar(value) else { return }
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private mutating func readHex(digits: Int) throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard place < bytes.count, let digit = Hex.value(bytes[place]) else {
                throw fault("\(digits == 4 ? "four" : "two") hexadecimal digits belong here")
            }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }
}
