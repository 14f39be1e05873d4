import CountersignCore

/// A JSON Pointer whose tokens may also be `*`, which stands for every element of an array.
struct JSONPath: Equatable, Sendable {
    enum Token: Equatable, Sendable {
        case name(String)
        case every
    }

    let tokens: [Token]

    init(tokens: [Token]) {
        self.tokens = tokens
    }

    /// Reads a pointer; nil unless it is empty or starts with a slash.
    init?(_ text: String) {
        guard !text.isEmpty else {
            tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        var tokens: [Token] = []
        for token in text.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"),
            omittingEmptySubsequences: false
        ) {
            guard let name = JSONPath.unescape(Array(token)) else { return nil }
            tokens.append(name == "*" ? .every : .name(name))
        }
        self.tokens = tokens
    }

    func first(in value: JSONValue) -> JSONValue? { all(in: value).first }

    /// Every value at the path; none where the document has no such place.
    func all(in value: JSONValue) -> [JSONValue] {
        tokens.reduce([value]) { values, token in
            values.flatMap { JSONPath.step(token, from: $0) }
        }
    }

    private static func step(_ token: Token, from value: JSONValue) -> [JSONValue] {
        switch (token, value) {
        case (.every, .array(let elements)): return elements
        case (.name(let name), .array(let elements)):
            guard let place = Int(name), elements.indices.contains(place) else { return [] }
            return [elements[place]]
        case (.name(let name), _): return value[name].map { [$0] } ?? []
        default: return []
        }
    }

    /// Source: RFC 6901 section 3; a tilde is followed by 0 or 1.
    private static func unescape(_ token: [UInt8]) -> String? {
        var bytes: [UInt8] = []
        var rest = token[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
