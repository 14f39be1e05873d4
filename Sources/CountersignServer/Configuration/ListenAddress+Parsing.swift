import CountersignHTTP

extension ListenAddress {
    /// Where the service listens when nothing else is said.
    static let standard = ListenAddress(host: "127.0.0.1", port: 8_080)

    /// Reads `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; nil for anything else.
    init?(parsing text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(digits) else {
            return nil
        }
        var host = String(text[..<colon])
        if host == "localhost" { host = "127.0.0.1" }
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
            guard ListenAddress.isIPv6(host) else { return nil }
        } else {
            guard ListenAddress.isIPv4(host) else { return nil }
        }
        self.init(host: host, port: port)
    }

    /// Whether only this machine can reach it.
    var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

    private static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { (48...57).contains($0) } && UInt8(part) != nil
                    && (part.utf8.count == 1 || part.first != "0")
            }
    }

    /// Groups of hexadecimal digits, at most one `::`.
    ///
    /// Source: RFC 4291 section 2.2, forms 1 and 2.
    private static func isIPv6(_ text: String) -> Bool {
        // Cut at `::` by hand: `split` with a text needs Foundation or a regular expression.
        let bytes = Array(text.utf8)
        let colon = UInt8(ascii: ":")
        let gap = bytes.indices.dropLast().first { bytes[$0] == colon && bytes[$0 + 1] == colon }
        let sides = gap.map { [bytes[..<$0], bytes[($0 + 2)...]] } ?? [bytes[...]]
        let groups = sides.flatMap { side in
            side.isEmpty ? [] : side.split(separator: colon, omittingEmptySubsequences: false)
        }
        let areGroups = groups.allSatisfy { group in
            (1...4).contains(group.count)
                && group.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        }
        return areGroups && (gap != nil ? groups.count <= 7 : groups.count == 8)
    }
}
