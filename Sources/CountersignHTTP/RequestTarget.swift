/// The target of a request line, split but otherwise as sent: nothing decoded, nothing merged.
struct RequestTarget: Equatable {
    /// The path, such as `/v1/confirmations/a%2Fb`; `*` for a request about the whole server.
    let path: String
    /// The query without its question mark; empty for none.
    let query: String
    /// Whether it is made of the characters a target may hold.
    ///
    /// Source: RFC 3986, section 2.
    let isWellFormed: Bool

    /// Splits a target in origin form, absolute form or asterisk form.
    ///
    /// Source: RFC 9112, section 3.2. The scheme and authority of the absolute form are left out.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        isWellFormed = unsafe bytes.allSatisfy {
            $0 > UInt8(ascii: " ") && $0 < 0x7F && $0 != UInt8(ascii: "#")
        }
        var rest = unsafe bytes[...]
        if unsafe rest.first != UInt8(ascii: "/"),
            let authority = unsafe RequestTarget.afterScheme(rest)
        {
            let start = unsafe rest[authority...].firstIndex {
                $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?")
            }
            unsafe rest = rest[(start ?? rest.endIndex)...]
        }
        let mark = unsafe rest.firstIndex(of: UInt8(ascii: "?"))
        let path = unsafe String(decoding: rest[..<(mark ?? rest.endIndex)], as: UTF8.self)
        self.path = path.isEmpty ? "/" : path
        query = mark.map { unsafe String(decoding: rest[($0 + 1)...], as: UTF8.self) } ?? ""
    }

    /// Where the authority of an absolute form begins; nil when there is no `://`.
    private static func afterScheme(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard let colon = unsafe bytes.firstIndex(of: UInt8(ascii: ":")),
            unsafe bytes[colon...].starts(with: "://".utf8)
        else { return nil }
        return colon + 3
    }
}
