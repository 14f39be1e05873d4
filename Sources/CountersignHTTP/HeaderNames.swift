/// The header fields that are copied into requests, found by length first.
struct HeaderNames: Sendable {
    /// Whether every field is copied.
    let all: Bool
    private var byLength: [[String]] = []

    init(_ names: [String], all: Bool) {
        self.all = all
        for name in names {
            let length = name.utf8.count
            while byLength.count <= length { byLength.append([]) }
            byLength[length].append(name.lowercased())
        }
    }

    /// The lower-case name of a field that is to be copied; nil for one that is not.
    func name(of bytes: UnsafeBufferPointer<UInt8>) -> String? {
        if bytes.count < byLength.count {
            for name in byLength[bytes.count] where unsafe HeaderNames.isSame(bytes, name) {
                return name
            }
        }
        return unsafe all ? String(decoding: bytes, as: UTF8.self).lowercased() : nil
    }

    /// Whether bytes spell a lower-case name, in any case.
    static func isSame(_ bytes: UnsafeBufferPointer<UInt8>, _ name: String) -> Bool {
        guard bytes.count == name.utf8.count else { return false }
        var index = 0
        for expected in name.utf8 {
            let byte = unsafe bytes[index]
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            guard (isUpper ? byte | 0x20 : byte) == expected else { return false }
            index += 1
        }
        return true
    }

    /// Whether bytes are a field name.
    ///
    /// Source: RFC 9110, section 5.6.2, `token`.
    static func isToken(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe !bytes.isEmpty && bytes.allSatisfy(isTokenByte)
    }

    /// Whether a text is a `token`, as every method is.
    static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
            UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
