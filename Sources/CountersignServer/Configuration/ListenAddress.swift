/// An address and a port to listen on: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`.
struct ListenAddress: Equatable, Sendable, CustomStringConvertible {
    /// IPv4 in dotted form or IPv6 without brackets.
    let host: String
    /// 0 lets the system choose.
    let port: Int

    /// Where the service listens when nothing else is said.
    static let standard = ListenAddress(host: "127.0.0.1", port: 8_080)

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads an address; nil when it is not `ADDRESS:PORT`.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard (1...5).contains(digits.utf8.count), let port = Int(digits), digits.first != "+",
            (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host == "localhost" { host = "127.0.0.1" }
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
            guard ListenAddress.isIPv6(host) else { return nil }
        } else {
            guard ListenAddress.isIPv4(host) else { return nil }
        }
        self.host = host
        self.port = port
    }

    /// Whether only this machine can reach it.
    var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

    /// The address as it stands in a URL.
    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
                    && (Int(part) ?? 256) <= 255 && (part.utf8.count == 1 || part.first != "0")
            }
    }

    /// Groups of hexadecimal digits, at most one `::`.
    ///
    /// Source: RFC 4291 section 2.2, forms 1 and 2.
    private static func isIPv6(_ text: String) -> Bool {
        let gaps = text.split(separator: "::", omittingEmptySubsequences: false)
        guard gaps.count <= 2 else { return false }
        let groups = gaps.flatMap { gap in
            gap.isEmpty ? [] : gap.split(separator: ":", omittingEmptySubsequences: false)
        }
        let areGroups = groups.allSatisfy { group in
            (1...4).contains(group.utf8.count) && group.allSatisfy { $0.isASCII && $0.isHexDigit }
        }
        return areGroups && (gaps.count == 2 ? groups.count <= 7 : groups.count == 8)
    }
}
