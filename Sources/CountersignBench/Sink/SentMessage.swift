import CountersignCore

/// What the sink reads of a message's request: whose it is, and its code.
struct SentMessage: Equatable {
    let confirmation: ConfirmationKey
    let code: SentCode?

    /// Reads the standard body of the webhook provider; nil when it is not one.
    ///
    /// Source: cli.md, "Configuration". A walk over the bytes finds three strings; only a text with
    /// Unicode escapes, which could hide digits, is read as a whole.
    init?(_ body: [UInt8]) {
        var walk = JSONWalk(body)
        var type: Range<Int>?
        var id: Range<Int>?
        var text: Range<Int>?
        let isWhole = walk.members { name, walk in
            if name == "type" {
                type = walk.string()
                return type != nil
            }
            guard name == "data" else { return walk.skipValue() }
            return walk.members { name, walk in
                switch name {
                case "confirmation_id": id = walk.string()
                case "text": text = walk.string()
                default: return walk.skipValue()
                }
                return name == "text" ? text != nil : id != nil
            }
        }
        guard isWhole, let type, let id, let text,
            body[type].elementsEqual("message.send".utf8),
            let key = ConfirmationKey(body[id])
        else { return nil }
        confirmation = key
        if JSONWalk.hasUnicodeEscape(body[text]) {
            guard let whole = try? JSONReader.read(body)["data"]?["text"]?.string else {
                return nil
            }
            code = SentCode(in: Array(whole.utf8)[...])
        } else {
            code = SentCode(in: body[text])
        }
    }
}

/// Steps over JSON without making values.
///
/// It trusts nothing: on malformed bytes every step says so instead of running on.
struct JSONWalk {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Hands the members of the object that begins here over, each with the walk at its value.
    ///
    /// False when this is no object, it is malformed, or a member was refused.
    mutating func members(_ take: (StaticName, inout JSONWalk) -> Bool) -> Bool {
        guard accept(UInt8(ascii: "{")) else { return false }
        if accept(UInt8(ascii: "}")) { return true }
        repeat {
            guard let name = string(), accept(UInt8(ascii: ":")) else { return false }
            guard take(StaticName(bytes: bytes[name]), &self) else { return false }
        } while accept(UInt8(ascii: ","))
        return accept(UInt8(ascii: "}"))
    }

    /// A member's name, compared with words of ours byte by byte.
    struct StaticName {
        let bytes: ArraySlice<UInt8>

        static func == (name: StaticName, word: StaticString) -> Bool {
            name.bytes.elementsEqual(word.description.utf8)
        }

        static func ~= (word: StaticString, name: StaticName) -> Bool { name == word }
    }

    /// The bytes between the quotes of the string that begins here, still escaped.
    mutating func string() -> Range<Int>? {
        guard accept(UInt8(ascii: "\"")) else { return nil }
        let start = place
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                return start..<place - 1
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        return nil
    }

    /// Steps over one value of any kind.
    mutating func skipValue() -> Bool {
        var depth = 0
        repeat {
            skipBlank()
            guard place < bytes.count else { return false }
            switch bytes[place] {
            case UInt8(ascii: "\""): if string() == nil { return false }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                place += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                if depth == 0 { return false }
                place += 1
            default:
                let start = place
                while place < bytes.count, JSONWalk.isWord(bytes[place]) { place += 1 }
                if place == start { return false }
            }
        } while depth > 0
        return depth == 0
    }

    /// Whether an escape in a string may stand for a digit.
    static func hasUnicodeEscape(_ text: ArraySlice<UInt8>) -> Bool {
        var isEscaped = false
        for byte in text {
            if isEscaped, byte == UInt8(ascii: "u") { return true }
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        }
        return false
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x45, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }

    private mutating func skipBlank() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        skipBlank()
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }
}
