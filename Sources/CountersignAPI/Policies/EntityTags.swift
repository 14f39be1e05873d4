import CountersignCore

/// The value of an `If-Match` header.
///
/// Source: RFC 9110, sections 8.8.3 and 13.1.1.
enum EntityTags: Equatable, Sendable {
    /// `*`: whatever is there.
    case any
    /// Strong tags with their quotes; weak ones never match and are left out.
    case tags([String])

    /// Reads a header; nil when it is no list of tags.
    init?(_ header: String) {
        var rest = Substring(header)
        func skipBlanks() {
            while let first = rest.utf8.first, first == 0x20 || first == 0x09 {
                rest = rest.dropFirst()
            }
        }
        skipBlanks()
        if rest.hasPrefix("*") {
            guard rest.dropFirst().utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return nil }
            self = .any
            return
        }
        var tags: [String] = []
        var count = 0
        while true {
            skipBlanks()
            let isWeak = rest.hasPrefix("W/")
            if isWeak { rest = rest.dropFirst(2) }
            guard rest.utf8.first == UInt8(ascii: "\"") else { return nil }
            guard let end = rest.dropFirst().firstIndex(of: "\"") else { return nil }
            let next = rest.index(after: end)
            count += 1
            if !isWeak { tags.append(String(rest[..<next])) }
            rest = rest[next...]
            skipBlanks()
            guard !rest.isEmpty else { break }
            guard rest.hasPrefix(",") else { return nil }
            rest = rest.dropFirst()
        }
        guard count > 0 else { return nil }
        self = .tags(tags)
    }

    /// Whether one of them is this tag.
    func match(_ tag: String) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tags.contains { sameText($0, tag) }
        }
    }
}
