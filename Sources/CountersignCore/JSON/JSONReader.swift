/// Reads one JSON document strictly: unique names, valid UTF-8, no trailing commas, a depth limit.
///
/// Source: RFC 8259, with the I-JSON rules of RFC 7493. The `json5` dialect also takes comments,
/// trailing commas, single quotes, unquoted names, a plus sign, a point at either end and
/// hexadecimal numbers, for configuration files that people write.
public struct JSONReader {
    /// Which grammar is read.
    public enum Dialect: Sendable {
        /// RFC 8259, nothing more.
        case strict
        /// JSON5 1.0.0 without `Infinity` and `NaN`.
        case json5
    }

    /// Deepest nesting that is read; deeper documents are refused before they exhaust the stack.
    public static let depthMax = 32

    let bytes: [UInt8]
    let dialect: Dialect
    var place = 0
    /// Where each value begins, by JSON Pointer, collected only for `json5`.
    var offsets: [String: Int] = [:]

    private init(bytes: [UInt8], dialect: Dialect) {
        self.bytes = bytes
        self.dialect = dialect
    }

    /// Reads a whole document.
    /// - Throws: ``JSONFault`` at the first byte that does not fit.
    public static func read(
        _ bytes: [UInt8],
        dialect: Dialect = .strict
    ) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes: bytes, dialect: dialect)
        return try reader.document()
    }

    /// Reads a whole JSON5 document, with the byte offset of every value by its JSON Pointer.
    /// - Throws: ``JSONFault`` at the first byte that does not fit.
    public static func readWithPlaces(
        _ bytes: [UInt8]
    ) throws(JSONFault) -> (value: JSONValue, offsets: [String: Int]) {
        var reader = JSONReader(bytes: bytes, dialect: .json5)
        let value = try reader.document()
        return (value, reader.offsets)
    }

    private mutating func document() throws(JSONFault) -> JSONValue {
        try skipBlank()
        let value = try readValue(depth: 0, pointer: "")
        try skipBlank()
        guard place == bytes.count else { throw fault("there is more text after the document") }
        return value
    }

    // MARK: - Values

    private mutating func readValue(depth: Int, pointer: String) throws(JSONFault) -> JSONValue {
        guard depth < JSONReader.depthMax else {
            throw fault("nesting is deeper than \(JSONReader.depthMax)")
        }
        guard place < bytes.count else { throw fault("the text ends where a value belongs") }
        if dialect == .json5 { offsets[pointer] = place }
        switch bytes[place] {
        case UInt8(ascii: "{"): return try readObject(depth: depth, pointer: pointer)
        case UInt8(ascii: "["): return try readArray(depth: depth, pointer: pointer)
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "'") where dialect == .json5: return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: return .number(try readNumber())
        }
    }

    private mutating func readObject(depth: Int, pointer: String) throws(JSONFault) -> JSONValue {
        place += 1
        var members: [JSONMember] = []
        var names: Set<[UInt8]> = []
        try skipBlank()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            let start = place
            let name = try readName()
            if members.count < 8 {
                for member in members where member.name.utf8.elementsEqual(name.utf8) {
                    throw JSONFault(offset: start, reason: "this member's name occurs twice")
                }
            } else {
                if names.isEmpty { names = Set(members.map { Array($0.name.utf8) }) }
                guard names.insert(Array(name.utf8)).inserted else {
                    throw JSONFault(offset: start, reason: "this member's name occurs twice")
                }
            }
            try skipBlank()
            guard take(UInt8(ascii: ":")) else { throw fault("a colon belongs after a name") }
            try skipBlank()
            let place =
                dialect == .json5 ? pointer + "/" + JSONPointer.escape(name) : ""
            members.append(JSONMember(name, try readValue(depth: depth + 1, pointer: place)))
            try skipBlank()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else {
                throw fault("a comma or a closing brace belongs here")
            }
            try skipBlank()
            if dialect == .json5, take(UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func readArray(depth: Int, pointer: String) throws(JSONFault) -> JSONValue {
        place += 1
        var elements: [JSONValue] = []
        try skipBlank()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            let place = dialect == .json5 ? "\(pointer)/\(elements.count)" : ""
            elements.append(try readValue(depth: depth + 1, pointer: place))
            try skipBlank()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else {
                throw fault("a comma or a closing bracket belongs here")
            }
            try skipBlank()
            if dialect == .json5, take(UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func readWord(
        _ word: StaticString,
        _ value: JSONValue
    ) throws(JSONFault) -> JSONValue {
        let expected = Array(String(describing: word).utf8)
        guard bytes.count - place >= expected.count,
            bytes[place..<place + expected.count].elementsEqual(expected)
        else { throw fault("this is not a JSON value; strings take double quotes") }
        place += expected.count
        return value
    }

    // MARK: - Bytes

    mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    func fault(_ reason: String) -> JSONFault {
        JSONFault(offset: place, reason: reason)
    }

    private mutating func skipBlank() throws(JSONFault) {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            case UInt8(ascii: "/") where dialect == .json5: try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(JSONFault) {
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        if next == UInt8(ascii: "/") {
            while place < bytes.count, bytes[place] != 0x0A { place += 1 }
        } else if next == UInt8(ascii: "*") {
            let start = place
            place += 2
            while place + 1 < bytes.count,
                !(bytes[place] == UInt8(ascii: "*") && bytes[place + 1] == UInt8(ascii: "/"))
            { place += 1 }
            guard place + 1 < bytes.count else {
                throw JSONFault(offset: start, reason: "this comment is never closed")
            }
            place += 2
        } else {
            throw fault("a comment begins with // or /*")
        }
    }
}
