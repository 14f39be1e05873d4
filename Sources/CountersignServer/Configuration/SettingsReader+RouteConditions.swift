import CountersignCore

/// Whose numbers a step of a route takes.
extension SettingsReader {
    mutating func countries(in section: Section) -> [String] {
        texts("countries", in: section, example: "[\"DE\", \"AT\"]") { text in
            PhoneNumber.countries.contains(text)
                ? nil
                : "'\(text)' is no country with a calling code; write two capital letters, "
                    + "e.g. \"DE\""
        }
    }

    mutating func prefixes(in section: Section) -> [String] {
        texts("prefixes", in: section, example: "[\"+4915\"]") { text in
            let digits = text.utf8.dropFirst()
            let isPrefix =
                text.utf8.first == UInt8(ascii: "+") && !digits.isEmpty
                && digits.count <= PhoneNumber.digitsMax
                && digits.first != UInt8(ascii: "0")
                && digits.allSatisfy { (48...57).contains($0) }
            return isPrefix
                ? nil : "a prefix is a plus sign and the first digits of a number, e.g. \"+4915\""
        }
    }

    /// An array of texts that is not empty; `refusal` says what is wrong with one.
    private mutating func texts(
        _ name: String,
        in section: Section,
        example: String,
        refusal: (String) -> String?
    ) -> [String] {
        guard let value = section.value(name) else { return [] }
        let pointer = section.pointer(to: name)
        guard let elements = value.array, !elements.isEmpty else {
            fault(pointer, "'\(name)' takes an array that is not empty, e.g. \(example)")
            return []
        }
        var texts: [String] = []
        for (index, element) in elements.enumerated() {
            let place = "\(pointer)/\(index)"
            guard let text = element.string else {
                fault(place, "this is \(element.kind); a string belongs here, e.g. \(example)")
                continue
            }
            if let refusal = refusal(text) { fault(place, refusal) }
            texts.append(text)
        }
        return texts
    }
}
