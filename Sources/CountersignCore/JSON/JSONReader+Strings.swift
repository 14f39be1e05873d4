extension JSONReader {
    mutating func readName() throws(JSONFault) -> String {
        guard place < bytes.count else { throw fault("the text ends within an object") }
        let first = bytes[place]
        if first == UInt8(ascii: "\"") || (dialect == .json5 && first == UInt8(ascii: "'")) {
            return try readString()
        }
        guard dialect == .json5 else { throw fault("a member's name in double quotes belongs here") }
        let start = place
        while place < bytes.count, JSONReader.isNameCharacter(bytes[place]) { place += 1 }
        guard place > start, !(48...57).contains(first) else {
            throw fault("a member's name belongs here")
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
        let from = place
        var isASCII = true
        // Most strings hold no escape: find the end and copy once.
        while place < bytes.count {
            let byte = bytes[place]
            if byte == quote {
                let text = try string(from: bytes[from..<place], isASCII: isASCII, at: start)
                place += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { break }
            guard byte >= 0x20 else { throw fault("a control character must be escaped") }
            if byte >= 0x80 { isASCII = false }
            place += 1
        }
        var text = Array(bytes[from..<place])
        while place < bytes.count {
            let byte = bytes[place]
            if byte == quote {
                place += 1
                return try string(from: text[...], isASCII: false, at: start)
            }
            if byte == UInt8(ascii: "\\") {
                try readEscape(into: &text)
                continue
            }
            guard byte >= 0x20 else { throw fault("a control character must be escaped") }
            text.append(byte)
            place += 1
        }
        throw JSONFault(offset: start, reason: "this string is never closed")
    }

    private func string(
        from text: ArraySlice<UInt8>,
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
        case UInt8(ascii: "'") where dialect == .json5: text.append(letter)
        case 0x0A where dialect == .json5: break
        default: throw JSONFault(offset: start, reason: "this escape does not exist in JSON")
        }
    }

    private mutating func readUnicode(
        from start: Int,
        into text: inout [UInt8]
    ) throws(JSONFault) {
        let lone = JSONFault(offset: start, reason: "half of a surrogate pair stands alone")
        let first = try readHexQuad()
        var scalar = first
        if (0xD800...0xDBFF).contains(first) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw lone }
            let second = try readHexQuad()
            guard (0xDC00...0xDFFF).contains(second) else { throw lone }
            scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        guard let unicode = Unicode.Scalar(scalar) else { throw lone }
        text.append(contentsOf: String(Character(unicode)).utf8)
    }

    private mutating func readHexQuad() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard place < bytes.count, let digit = Hex.value(bytes[place]) else {
                throw fault("four hexadecimal digits belong after \\u")
            }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }
}
