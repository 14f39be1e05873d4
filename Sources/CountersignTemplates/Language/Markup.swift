internal import CountersignCore

/// Tells the words of an HTML text from its markup.
///
/// Markup is what stands in tags and comments, and between `style` tags. Values belong among the words,
/// where they are escaped soundly; within a tag only addresses are taken, in quotes, and colours.
struct Markup {
    /// The text with a space for each byte of markup, each word still at its place.
    let words: TemplateText
    /// Values where escaping would not hold, scripts, and tags without an end.
    let findings: [Finding]

    /// Looks through a text.
    init(of text: TemplateText) {
        var reader = MarkupReader(text)
        reader.readAll()
        words = TemplateText(source: text.source, bytes: reader.words, offsets: text.offsets)
        findings = reader.findings
    }
}

private struct MarkupReader {
    private let text: TemplateText
    private let bytes: [UInt8]
    private(set) var words: [UInt8]
    private(set) var findings: [Finding] = []

    init(_ text: TemplateText) {
        self.text = text
        bytes = text.bytes
        words = text.bytes
    }

    mutating func readAll() {
        var place = 0
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<"), place + 1 < bytes.count,
                MarkupReader.startsTag(bytes[place + 1])
            else {
                place += 1
                continue
            }
            let end = endOfMarkup(from: place)
            for index in place..<end where bytes[index] != 0x0A { words[index] = 0x20 }
            place = end
        }
    }

    private static func startsTag(_ byte: UInt8) -> Bool {
        switch byte {
        case 65...90, 97...122, UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"): true
        default: false
        }
    }

    private mutating func endOfMarkup(from start: Int) -> Int {
        if starts(with: "<!--", at: start) { return skip(from: start, past: "-->") }
        let end = endOfTag(from: start)
        if starts(with: "<script", at: start) {
            findings.append(
                text.finding(start..<end, "mail programs run no scripts; leave it out")
            )
        }
        guard starts(with: "<style", at: start) else { return end }
        return endOfTag(from: skip(from: end, past: "</style"))
    }

    /// The place after the `>` of a tag; one within quotes does not end it.
    private mutating func endOfTag(from start: Int) -> Int {
        var quote: UInt8?
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            if byte == quote {
                quote = nil
            } else if quote == nil {
                switch byte {
                case UInt8(ascii: ">"): return place + 1
                case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
                default: break
                }
            }
            if starts(with: "{{", at: place), !isTaken(at: place, inQuotes: quote != nil) {
                refuseValue(at: place)
            }
            place += 1
        }
        findings.append(
            text.finding(
                start..<min(start + 1, bytes.count),
                "this is never closed; write > after it"
            )
        )
        return place
    }

    /// The place after an end such as `-->`; values on the way are refused.
    private mutating func skip(from start: Int, past end: String) -> Int {
        var place = start
        while place < bytes.count {
            if starts(with: end, at: place) { return place + end.utf8.count }
            if starts(with: "{{", at: place), !isTaken(at: place, inQuotes: false) {
                refuseValue(at: place)
            }
            place += 1
        }
        findings.append(
            text.finding(start..<min(start + 1, bytes.count), "this is never closed; add \(end)")
        )
        return place
    }

    private mutating func refuseValue(at place: Int) {
        findings.append(
            text.finding(
                place..<place + 2,
                "a value stands between tags, not within one; a tag takes {{page_url}} and the brand's "
                    + "addresses in quotes, and its colours"
            )
        )
    }

    /// Whether some bytes are there, letters of either case alike.
    private func starts(with word: String, at place: Int) -> Bool {
        place + word.utf8.count <= bytes.count
            && zip(bytes[place...], word.utf8).allSatisfy { byte, wanted in
                byte == wanted || ((65...90).contains(byte) && byte + 32 == wanted)
            }
    }

    /// Whether a value within markup can't break out of it: an address in quotes, or a colour.
    private func isTaken(at place: Int, inQuotes: Bool) -> Bool {
        Placeholder.allCases.contains { placeholder in
            (placeholder.isColour || (inQuotes && MarkupReader.links.contains(placeholder)))
                && starts(with: "{{\(placeholder.rawValue)}}", at: place)
        }
    }

    private static let links: [Placeholder] = [
        .pageURL, .brandLogoURL, .brandSupportURL, .brandSupportEmail, .brandSupportPhone,
    ]
}
