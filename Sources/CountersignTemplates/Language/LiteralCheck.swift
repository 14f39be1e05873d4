internal import CountersignCore

/// What a template's own words may not hold.
enum LiteralCheck {
    /// Fewest digits in a row that a phone takes for a code.
    ///
    /// Source: Android SMS User Consent, 4 to 10 characters with a digit.
    static let digitsInARowMin = 4

    /// Findings about characters that disguise text, digits that autofill could take for the code, and
    /// a code that touches its neighbours.
    static func findings(in text: TemplateText) -> [Finding] {
        disguises(in: text) + digitRuns(in: text) + touchedCodes(in: text)
    }

    private static func disguises(in text: TemplateText) -> [Finding] {
        var findings: [Finding] = []
        var place = 0
        for scalar in String(decoding: text.bytes, as: UTF8.self).unicodeScalars {
            let end = place + UTF8.width(scalar)
            if scalar != "\n", PlainText.isForbidden(scalar) {
                let hex = String(scalar.value, radix: 16, uppercase: true)
                let name = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
                findings.append(
                    text.finding(
                        place..<end,
                        "the invisible character \(name) can hide or reorder text; remove it"
                    )
                )
            }
            place = end
        }
        return findings
    }

    private static func digitRuns(in text: TemplateText) -> [Finding] {
        var findings: [Finding] = []
        var start = 0
        for place in 0...text.bytes.count {
            if place < text.bytes.count, isDigit(text.bytes[place]) { continue }
            if place - start >= digitsInARowMin {
                findings.append(
                    text.finding(
                        start..<place,
                        "a phone could take these digits for the code; break them up or leave them out"
                    )
                )
            }
            start = place + 1
        }
        return findings
    }

    /// `{{code}}` next to a letter, a digit or another value would be read as a longer word.
    private static func touchedCodes(in text: TemplateText) -> [Finding] {
        codes(in: text.bytes).compactMap { code in
            let place = code.lowerBound
            let end = code.upperBound
            let before = place == 0 ? 0x20 : text.bytes[place - 1]
            let after = end == text.bytes.count ? 0x20 : text.bytes[end]
            // A block's tag may follow: what comes after the brace decides.
            let isValueBefore = before == UInt8(ascii: "}") && !closesBlock(text.bytes, at: place)
            let isValueAfter =
                after == UInt8(ascii: "{") && end + 2 < text.bytes.count
                && text.bytes[end + 1] == UInt8(ascii: "{")
                && ![UInt8(ascii: "#"), UInt8(ascii: "/")].contains(text.bytes[end + 2])
            guard isWord(before) || isWord(after) || isValueBefore || isValueAfter else {
                return nil
            }
            return text.finding(code, "put a space between the code and its neighbour")
        }
    }

    private static func codes(in bytes: [UInt8]) -> [Range<Int>] {
        var codes: [Range<Int>] = []
        while let place = bytes.place(of: "{{code}}", from: codes.last?.upperBound ?? 0) {
            codes.append(place)
        }
        return codes
    }

    private static func closesBlock(_ bytes: [UInt8], at place: Int) -> Bool {
        var start = place - 1
        while start > 0, bytes[start] != UInt8(ascii: "{") { start -= 1 }
        return start + 1 < bytes.count
            && [UInt8(ascii: "#"), UInt8(ascii: "/")].contains(bytes[start + 1])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 0x80...: true
        default: false
        }
    }
}
