import CountersignCore

extension SettingsReader {
    /// An absolute http or https URL without credentials; nil after a fault.
    mutating func url(_ name: String, in section: Section, example: String) -> String? {
        guard let text = requiredText(name, in: section, example: JSONWriter.quoted(example)) else {
            return nil
        }
        guard let fault = WebAddress.fault(of: text) else { return text }
        self.fault(section.pointer(to: name), "'\(name)' \(fault)")
        return nil
    }
}

/// Absolute http and https URLs.
enum WebAddress {
    /// Longest URL that is taken in bytes.
    static let bytesMax = 2_048

    /// Why a text is no usable URL, to be read after its name; nil when it is one.
    static func fault(of text: String) -> String? {
        guard text.utf8.count <= bytesMax else { return "is longer than \(bytesMax) bytes" }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
            return "holds white space or characters outside ASCII; percent-encode them"
        }
        let lower = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lower.hasPrefix($0) }) else {
            return "must start with https:// or http://"
        }
        let authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else {
            return "holds a user name or password; leave them out"
        }
        let host = authority.hasPrefix("[") ? authority : authority.prefix { $0 != ":" }
        guard !host.isEmpty else { return "names no host" }
        guard !text.contains("#") else { return "holds a fragment (#…); leave it out" }
        return nil
    }
}
