/// Writes JSON as UTF-8 bytes without white space, one member after the other.
///
/// The writer puts the commas; the caller pairs `begin` and `end`. Strings are escaped as RFC 8785
/// says, so that the output of sorted members is canonical.
///
///     var json = JSONWriter()
///     json.beginObject()
///     json.member("status", "pending")
///     json.endObject()
public struct JSONWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty document; `capacity` is the expected size in bytes.
    public init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    /// Opens an object as the next value.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    /// Closes the innermost object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    /// Opens an array as the next value.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    /// Closes the innermost array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes a member's name; a value must follow.
    public mutating func name(_ name: String) {
        separate()
        JSONWriter.append(quoted: name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string as the next value.
    public mutating func value(_ text: String) {
        separate()
        JSONWriter.append(quoted: text, to: &bytes)
        needsComma = true
    }

    /// Writes a string that holds no character to be escaped: base64url, hexadecimal digits, an id.
    ///
    /// It is not looked through, which pays for long ones.
    public mutating func value(plain text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes a whole number as the next value.
    public mutating func value(_ number: some BinaryInteger) {
        separate()
        bytes.append(contentsOf: String(number).utf8)
        needsComma = true
    }

    /// Writes a boolean as the next value.
    public mutating func value(_ bool: Bool) { raw(bool ? "true" : "false") }

    /// Writes null as the next value.
    public mutating func null() { raw("null") }

    /// Writes a document as the next value.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let bool): self.value(bool)
        case .number(let number): raw(number.text)
        case .string(let text): self.value(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members { self.member(member.name, member.value) }
            endObject()
        }
    }

    /// Writes bytes that already are one JSON value as the next value.
    public mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Writes the members of bytes that already are one JSON object into the open object.
    public mutating func rawMembers(ofObject json: [UInt8]) {
        guard json.count > 2 else { return }
        raw(json[1..<json.count - 1])
    }

    /// Writes a member with a string.
    public mutating func member(_ name: String, _ text: String) {
        self.name(name)
        value(text)
    }

    /// Writes a member with a string that holds no character to be escaped; see ``value(plain:)``.
    public mutating func member(_ name: String, plain text: String) {
        self.name(name)
        value(plain: text)
    }

    /// Writes a member with a whole number.
    public mutating func member(_ name: String, _ number: some BinaryInteger) {
        self.name(name)
        value(number)
    }

    /// Writes a member with a boolean.
    public mutating func member(_ name: String, _ bool: Bool) {
        self.name(name)
        value(bool)
    }

    /// Writes a member with a document.
    public mutating func member(_ name: String, _ value: JSONValue) {
        self.name(name)
        self.value(value)
    }

    /// The JSON string of a text, in quotes.
    public static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(quoted: text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    /// Appends a text in quotes, escaped as RFC 8785 section 3.2.2.2 says.
    static func append(quoted text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        // Nearly every text is done by now; only one that needs escapes is written again.
        if let place = firstEscape(in: bytes, from: start) {
            let rest = Array(bytes[place...])
            bytes.removeSubrange(place...)
            append(escapingAll: rest, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// What stands between two escapes is copied at once: the HTML of a mail is long and has many.
    private static func append(escapingAll text: [UInt8], to bytes: inout [UInt8]) {
        var start = 0
        while start < text.count {
            let end = firstEscape(in: text, from: start) ?? text.count
            bytes.append(contentsOf: text[start..<end])
            if end < text.count { append(escaping: text[end], to: &bytes) }
            start = end + 1
        }
    }

    private static func firstEscape(in bytes: [UInt8], from start: Int) -> Int? {
        let span = bytes.span
        for place in start..<span.count where mustEscape(span[place]) { return place }
        return nil
    }

    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func append(escaping byte: UInt8, to bytes: inout [UInt8]) {
        guard mustEscape(byte) else { return bytes.append(byte) }
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x20...: bytes.append(byte)
        default: bytes.append(contentsOf: "u00\(Hex.encode([byte]))".utf8)
        }
    }
}
