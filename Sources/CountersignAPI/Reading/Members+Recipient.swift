import CountersignCore

extension Members {
    private static let recipientNames = ["phone", "email", "push", "locale", "customer"]
    /// Longest email address in bytes.
    ///
    /// Source: RFC 5321, section 4.5.3.1.3, less the brackets.
    static let emailBytesMax = 254
    /// Longest language tag in characters; RFC 5646, section 4.4.1, finds 35 enough.
    static let localeCharactersMax = 35

    /// The payer, with one destination at least.
    static func recipient(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> Recipient?
    {
        guard let body = ObjectReader(value, at: place, knowing: recipientNames, &faults) else {
            return nil
        }
        let phone = body.optional("phone", &faults, as: phone)
        let email = body.optional("email", &faults, as: email)
        let push = body.optional("push", &faults, as: push)
        let locale = body.optional("locale", &faults, as: locale)
        let customer = body.optional("customer", &faults, as: word)
        if !body.has("phone"), !body.has("email"), !body.has("push") {
            faults.add(
                place,
                "there is no destination; write 'phone', 'email', 'push' or more of them"
            )
        }
        guard phone != nil || email != nil || push != nil else { return nil }
        return Recipient(
            phone: phone,
            email: email,
            push: push,
            locale: locale,
            customer: customer
        )
    }

    /// A phone number in E.164.
    static func phone(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> PhoneNumber? {
        if case .number = value {
            faults.add(place, "this is a number; write a string such as \"+4915112345678\"")
            return nil
        }
        guard let text = string(value, place, &faults) else { return nil }
        do {
            return try PhoneNumber(text)
        } catch {
            faults.add(place, "this is no usable phone number. " + error.advice)
            return nil
        }
    }

    /// An email address: dot-separated printable ASCII, one `@`, and a host name with a dot.
    ///
    /// Simpler than RFC 5321: no quoted local parts, no address literals, no comments. A domain
    /// outside ASCII is written in Punycode.
    static func email(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> String? {
        guard let text = string(value, place, &faults) else { return nil }
        if let fault = fault(ofEmail: Array(text.utf8)) {
            faults.add(place, fault)
            return nil
        }
        return text
    }

    private static func fault(ofEmail bytes: [UInt8]) -> String? {
        let example = "write an address such as kim@example.com"
        guard bytes.count <= emailBytesMax else {
            return "this address is longer than \(emailBytesMax) bytes; \(example)"
        }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return "this address holds a space or a character outside ASCII; \(example)"
        }
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2 else { return "this address has not exactly one @; \(example)" }
        let special = Array("()<>[]:;,\\\"".utf8)
        guard (1...64).contains(parts[0].count), !parts[0].contains(where: special.contains),
            !hasEmptyLabel(parts[0])
        else { return "the part before the @ is not usable; \(example)" }
        guard parts[1].contains(UInt8(ascii: ".")), isHostName(parts[1]) else {
            return "the part after the @ is no domain name; \(example)"
        }
        return nil
    }

    private static func hasEmptyLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .contains { $0.isEmpty }
    }

    /// Whether some bytes are a host name: labels of 1 to 63 letters, digits and inner hyphens.
    ///
    /// Source: RFC 1123, section 2.1.
    static func isHostName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...253).contains(bytes.count) else { return false }
        let hyphen = UInt8(ascii: "-")
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { label in
                (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                    && label.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
            }
    }

    /// A language tag by its shape.
    ///
    /// Source: RFC 5646, section 2.1.
    static func locale(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> String? {
        guard let text = string(value, place, &faults) else { return nil }
        if isLanguageTag(Array(text.utf8)) { return text }
        faults.add(
            place,
            "this is no BCP 47 language tag; write a language and, if it matters, a region, e.g. de or de-DE"
        )
        return nil
    }

    static func isLanguageTag(_ bytes: [UInt8]) -> Bool {
        guard (2...localeCharactersMax).contains(bytes.count) else { return false }
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let language = parts.first, (2...8).contains(language.count),
            language.allSatisfy({ (97...122).contains($0 | 0x20) })
        else { return false }
        return parts.dropFirst().allSatisfy {
            (1...8).contains($0.count) && $0.allSatisfy(isAlphanumeric)
        }
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20)
    }
}
