/// Reads one JSON document strictly: unique names, valid UTF-8, no trailing commas, a depth limit.
///
/// Source: RFC 8259, with the I-JSON rules of RFC 7493. The `json5` dialect is for configuration
/// files that people write. Names that are canonically equivalent but not the same bytes are
/// different names.
public struct JSONReader {
    /// Which grammar is read.
    public enum Dialect: Sendable {
        /// RFC 8259, nothing more.
        case strict
        /// JSON5 1.0.0: comments, trailing commas, single quotes, unquoted names of ASCII letters,
        /// digits, `_` and `$`, a plus sign, a point at either end, hexadecimal. Not `Infinity` and
        /// `NaN`.
        case json5
    }

    /// Deepest nesting of arrays and objects that is read, so that none exhausts the stack.
    public static let depthMax = 32

    let bytes: [UInt8]
    let dialect: Dialect
    var place = 0
    /// Where each value and each member's name begins, collected only on request.
    var places: JSONPlaces?

    private init(bytes: [UInt8], dialect: Dialect, places: JSONPlaces? = nil) {
        self.bytes = bytes
        self.dialect = dialect
        self.places = places
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
        let (value, places) = try readDocument(bytes)
        return (value, places.values)
    }

    /// Reads a whole JSON5 document, with the places of values and of members' names.
    /// - Throws: ``JSONFault`` at the first byte that does not fit.
    static func readDocument(
        _ bytes: [UInt8]
    ) throws(JSONFault) -> (value: JSONValue, places: JSONPlaces) {
        var reader = JSONReader(bytes: bytes, dialect: .json5, places: JSONPlaces())
        let value = try reader.document()
        return (value, reader.places ?? JSONPlaces())
    }

    private mutating func document() throws(JSONFault) -> JSONValue {
        if dialect == .strict, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw fault("no byte order mark belongs before a JSON document")
        }
        try skipBlank()
        let value = try readValue(depth: 0, pointer: "")
        try skipBlank()
        guard place == bytes.count else { throw fault("there is more text after the document") }
        return value
    }

    // MARK: - Values

    private mutating func readValue(depth: Int, pointer: String) throws(JSONFault) -> JSONValue {
        guard place < bytes.count else { throw fault("the text ends where a value belongs") }
        places?.values[pointer] = place
        switch bytes[place] {
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "{"): return try readObject(depth: depth + 1, pointer: pointer)
        case UInt8(ascii: "["): return try readArray(depth: depth + 1, pointer: pointer)
        case UInt8(ascii: "'") where dialect == .json5: return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: return .number(try readNumber())
        }
    }

    private mutating func readObject(depth: Int, pointer: String) throws(JSONFault) -> JSONValue {
        try checkDepth(depth)
        place += 1
        try skipBlank()
        if take(UInt8(ascii: "}")) { return .object([]) }
        var members: [JSONMember] = []
        members.reserveCapacity(8)
        var names: Set<ExactText> = []
        while true {
            let start = place
            let name = try readName()
            guard isNew(name, among: members, names: &names) else {
                throw JSONFault(offset: start, reason: "this member's name occurs twice")
            }
            try skipBlank()
            guard take(UInt8(ascii: ":")) else { throw fault("a colon belongs after a name") }
            try skipBlank()
            var inner = ""
            if places != nil {
                inner = pointer + "/" + JSONPointer.escape(name)
                places?.names[inner] = start
            }
            members.append(JSONMember(name, try readValue(depth: depth, pointer: inner)))
            try skipBlank()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else {
                throw fault("a comma or a closing brace belongs here")
            }
            try skipBlank()
            if dialect == .json5, take(UInt8(ascii: "}")) { return .object(members) }
        }
    }

    /// Small objects are compared name by name; larger ones get a set, so that no document takes
    /// quadratic time.
    private func isNew(
        _ name: String,
        among members: [JSONMember],
        names: inout Set<ExactText>
    ) -> Bool {
        guard members.count >= 16 else {
            return !members.contains { ExactText($0.name) == ExactText(name) }
        }
        if names.isEmpty { names = Set(members.map { ExactText($0.name) }) }
        return names.insert(ExactText(name)).inserted
    }

    private mutating func readArray(depth: Int, pointer: String) throws(JSONFault) -> JSONValue {
        try checkDepth(depth)
        place += 1
        try skipBlank()
        if take(UInt8(ascii: "]")) { return .array([]) }
        var elements: [JSONValue] = []
        while true {
            let inner = places == nil ? "" : "\(pointer)/\(elements.count)"
            elements.append(try readValue(depth: depth, pointer: inner))
            try skipBlank()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else {
                throw fault("a comma or a closing bracket belongs here")
            }
            try skipBlank()
            if dialect == .json5, take(UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private func checkDepth(_ depth: Int) throws(JSONFault) {
        guard depth <= JSONReader.depthMax else {
            throw fault("nesting is deeper than \(JSONReader.depthMax)")
        }
    }

    private mutating func readWord(
        _ word: String,
        _ value: JSONValue
    ) throws(JSONFault) -> JSONValue {
        let end = place + word.utf8.count
        guard end <= bytes.count, bytes[place..<end].elementsEqual(word.utf8) else {
            throw fault("this is not a JSON value; strings take double quotes")
        }
        place = end
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
}

/// A text that equals another one only byte by byte; `String` also equals canonical equivalents.
struct ExactText: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ExactText, right: ExactText) -> Bool {
        // The first comparison is the fast one, and no two texts of the same bytes fail it.
        left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
