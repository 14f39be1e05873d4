/// Reads the text of one element out of a small XML answer.
///
/// Strict and bounded: elements, attributes and the five predefined entities. Document types,
/// processing instructions after the declaration, comments and CDATA make an answer unreadable, and
/// so does anything that is not well-formed. Source: XML 1.0, the part that services answer in.
struct XMLText {
    /// Deepest nesting that is read.
    static let depthMax = 16

    private var rest: ArraySlice<UInt8>
    private let wanted: [String]
    private var open: [String] = []
    private var found: String?
    private var hasRoot = false

    /// The text of the first element at a path of names; nil where there is none, or no XML.
    static func read(_ path: [String], in bytes: [UInt8]) -> String? {
        var reader = XMLText(rest: bytes[...], wanted: path)
        return reader.readDocument() ? reader.found : nil
    }

    private init(rest: ArraySlice<UInt8>, wanted: [String]) {
        self.rest = rest
        self.wanted = wanted
    }

    private mutating func readDocument() -> Bool {
        if rest.starts(with: "<?xml ".utf8) {
            guard let end = rest.firstRange(of: Array("?>".utf8)) else { return false }
            rest = rest[end.upperBound...]
        }
        while !rest.isEmpty {
            guard rest.first == UInt8(ascii: "<") ? readTag() : readText() else { return false }
        }
        return open.isEmpty && hasRoot
    }

    private mutating func readText() -> Bool {
        let bytes = rest.prefix { $0 != UInt8(ascii: "<") }
        rest = rest[bytes.endIndex...]
        // Outside the root element only blanks may stand.
        if open.isEmpty { return bytes.allSatisfy(XMLText.isBlank) }
        guard open == wanted, found == nil else { return true }
        guard let text = XMLText.unescaped(bytes) else { return false }
        found = text
        return true
    }

    private mutating func readTag() -> Bool {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
        var tag = rest[rest.startIndex + 1..<end]
        rest = rest[(end + 1)...]
        if tag.first == UInt8(ascii: "/") {
            let name = tag.dropFirst().filter { !XMLText.isBlank($0) }
            guard let last = open.popLast() else { return false }
            return last.utf8.elementsEqual(name)
        }
        let isEmpty = tag.last == UInt8(ascii: "/")
        if isEmpty { tag = tag.dropLast() }
        let name = tag.prefix { !XMLText.isBlank($0) }
        guard XMLText.isName(name), XMLText.areAttributes(tag[name.endIndex...]) else {
            return false
        }
        // One root only.
        if open.isEmpty {
            guard !hasRoot else { return false }
            hasRoot = true
        }
        guard open.count < XMLText.depthMax else { return false }
        if !isEmpty { open.append(String(decoding: name, as: UTF8.self)) }
        return true
    }

    // MARK: - Grammar

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, (97...122).contains(first | 0x20) || first == 95 else {
            return false
        }
        return bytes.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte | 0x20)
                || "_-.:".utf8.contains(byte)
        }
    }

    /// Names with quoted values; a value with a `>` inside would have ended the tag before.
    private static func areAttributes(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes.drop(while: isBlank)
        while !rest.isEmpty {
            guard let equals = rest.firstIndex(of: UInt8(ascii: "=")), isName(rest[..<equals])
            else { return false }
            rest = rest[(equals + 1)...]
            guard let quote = rest.first, quote == 0x22 || quote == 0x27,
                let end = rest.dropFirst().firstIndex(of: quote)
            else { return false }
            rest = rest[(end + 1)...].drop(while: isBlank)
        }
        return true
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let pieces = text.split(separator: "&", omittingEmptySubsequences: false)
        var result = String(pieces[0])
        for piece in pieces.dropFirst() {
            guard let end = piece.firstIndex(of: ";"), let character = entities[piece[..<end]]
            else { return nil }
            result += character + piece[piece.index(after: end)...]
        }
        return result
    }

    private static let entities: [Substring: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]
}
