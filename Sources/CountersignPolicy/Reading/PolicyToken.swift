internal import CountersignCore

/// A word of a policy's line.
struct PolicyToken: Equatable {
    /// What kind of word it is.
    enum Kind: Equatable {
        /// Letters, digits and underscores, a letter first. Letters beyond ASCII belong to a word, so that
        /// a wrong one does not cut it in two; no word of the language has any.
        case word
        /// Digits, with a point and more digits if they stand at once behind.
        case number
        /// Text in double quotes; `text` is what stands between them.
        case quoted
        /// A quote that is never closed.
        case unclosed
        /// Any other character.
        case mark
    }

    let kind: Kind
    let text: String
    /// Bytes in the source, quotes included.
    let range: Range<Int>

    /// The word as it stands in the text.
    var written: String { kind == .quoted ? "\"\(text)\"" : text }

    /// Whether it is one of some marks.
    func isMark(among marks: [String]) -> Bool { kind == .mark && marks.contains(text) }

    /// Whether a line that begins with it goes on with the line above.
    var goesOn: Bool { kind == .word && PolicyLexer.continuations.contains(text) }

    /// The word as a message may quote it: nothing invisible, not too long.
    var quotable: String {
        let scalars = text.unicodeScalars.prefix(40).map { scalar in
            PlainText.isForbidden(scalar) || (!scalar.isASCII && scalar.properties.isWhitespace)
                ? "U+" + String(scalar.value, radix: 16, uppercase: true) : String(scalar)
        }
        return scalars.joined()
    }
}

extension Collection<PolicyToken> {
    /// The words with one space between them, none within parentheses and before commas.
    var spaced: String {
        var text = ""
        var previous: PolicyToken?
        for token in self {
            let isTight =
                previous.map { $0.isMark(among: ["(", "+"]) } ?? true
                || token.isMark(among: [",", ")"])
            text += isTight ? token.written : " " + token.written
            previous = token
        }
        return text
    }
}

/// Cuts a policy's text into lines of words; comments begin with `#` outside of quotes.
enum PolicyLexer {
    /// Words that go on with the line above: no line begins with one.
    static let continuations: Set = ["if", "and", "or", "with"]

    /// The lines that hold anything, each with its words; a line that goes on with the one above is part
    /// of it.
    static func lines(_ bytes: [UInt8]) -> [[PolicyToken]] {
        var lines: [[PolicyToken]] = []
        var start = 0
        for place in 0...bytes.count where place == bytes.count || bytes[place] == 0x0A {
            let tokens = tokens(bytes, start..<place)
            start = place + 1
            guard let first = tokens.first else { continue }
            if first.goesOn, !lines.isEmpty {
                lines[lines.count - 1] += tokens
            } else {
                lines.append(tokens)
            }
        }
        return lines
    }

    /// The words of one line of the text.
    static func tokens(_ bytes: [UInt8], _ line: Range<Int>) -> [PolicyToken] {
        var tokens: [PolicyToken] = []
        var place = line.lowerBound
        while place < line.upperBound {
            let byte = bytes[place]
            if byte == 0x20 || byte == 0x09 {
                place += 1
                continue
            }
            if byte == UInt8(ascii: "#") { break }
            let token = token(bytes, place..<line.upperBound)
            tokens.append(token)
            place = token.range.upperBound
        }
        return tokens
    }

    private static func token(_ bytes: [UInt8], _ rest: Range<Int>) -> PolicyToken {
        let start = rest.lowerBound
        let first = bytes[start]
        if first == UInt8(ascii: "\"") {
            let inner = bytes[(start + 1)..<rest.upperBound]
            guard let end = inner.firstIndex(of: first) else {
                return make(.unclosed, bytes, rest, inner)
            }
            return make(.quoted, bytes, start..<end + 1, bytes[start + 1..<end])
        }
        if isDigit(first) {
            let end = endOfNumber(bytes, rest)
            return make(.number, bytes, start..<end, bytes[start..<end])
        }
        let end = endOfWord(bytes, rest)
        if end > start { return make(.word, bytes, start..<end, bytes[start..<end]) }
        if [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!")].contains(first),
            start + 1 < rest.upperBound, bytes[start + 1] == UInt8(ascii: "=")
        {
            return make(.mark, bytes, start..<start + 2, bytes[start..<start + 2])
        }
        // A mark is one whole character of Unicode, so that no place falls within it.
        let after = endOfCharacter(bytes, rest)
        return make(.mark, bytes, start..<after, bytes[start..<after])
    }

    private static func endOfCharacter(_ bytes: [UInt8], _ rest: Range<Int>) -> Int {
        var end = rest.lowerBound + 1
        while end < rest.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    /// Where the word ends that begins here; the place itself where none does.
    private static func endOfWord(_ bytes: [UInt8], _ rest: Range<Int>) -> Int {
        var place = rest.lowerBound
        while place < rest.upperBound {
            let byte = bytes[place]
            let goesOn = isDigit(byte) || byte == UInt8(ascii: "_")
            if isLetter(byte) || (goesOn && place > rest.lowerBound) {
                place += 1
                continue
            }
            let end = endOfCharacter(bytes, place..<rest.upperBound)
            let scalar = String(decoding: bytes[place..<end], as: UTF8.self).unicodeScalars.first
            guard byte >= 0x80, scalar?.properties.isAlphabetic == true else { break }
            place = end
        }
        return place
    }

    private static func endOfNumber(_ bytes: [UInt8], _ rest: Range<Int>) -> Int {
        let whole = bytes[rest].firstIndex { !isDigit($0) } ?? rest.upperBound
        guard whole + 1 < rest.upperBound, bytes[whole] == UInt8(ascii: "."),
            isDigit(bytes[whole + 1])
        else { return whole }
        return bytes[(whole + 1)..<rest.upperBound].firstIndex { !isDigit($0) } ?? rest.upperBound
    }

    private static func make(
        _ kind: PolicyToken.Kind,
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ text: ArraySlice<UInt8>
    ) -> PolicyToken {
        PolicyToken(kind: kind, text: String(decoding: text, as: UTF8.self), range: range)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte)
    }
}
