internal import CountersignCore

/// A text of an education file: words, the brand's name and its line of support.
struct EducationLine: Equatable, Sendable {
    /// One piece of it.
    enum Piece: Equatable, Sendable {
        case words(String)
        case name
        case support
    }

    /// The pieces in order.
    let pieces: [Piece]

    /// The text of a brand; nil where it needs a line of support that the brand lacks.
    func text(of brand: Brand) -> String? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .name: text += SafeText.make(brand.name, in: .plain)
            case .support:
                guard let support = brand.support else { return nil }
                text += support
            }
        }
        return text
    }

    /// Whether it needs a line of support.
    var needsSupport: Bool { pieces.contains(.support) }

    // MARK: - Reading

    /// Reads a text; `refuse` is told every fault with its bytes.
    static func read(
        _ text: String,
        refuse: (Range<Int>, String) -> Void
    ) -> EducationLine {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var start = 0
        var place = 0
        func close(at end: Int) {
            guard start < end else { return }
            let words = String(decoding: bytes[start..<end], as: UTF8.self)
            if let fault = fault(of: words) { refuse(start..<end, fault) }
            pieces.append(.words(words))
        }
        while let tag = bytes.place(of: "{{", from: place) {
            close(at: tag.lowerBound)
            guard let end = bytes.place(of: "}}", from: tag.upperBound) else {
                refuse(
                    tag.lowerBound..<bytes.count,
                    "this is never closed; write }} after the name"
                )
                return EducationLine(pieces: pieces)
            }
            let name = String(decoding: bytes[tag.upperBound..<end.lowerBound], as: UTF8.self)
            switch Placeholder(rawValue: name) {
            case .brandName: pieces.append(.name)
            case .brandSupport: pieces.append(.support)
            default:
                refuse(
                    tag.lowerBound..<end.upperBound,
                    "'\(name)' can't stand here; there are {{brand.name}} and {{brand.support}}"
                )
            }
            place = end.upperBound
            start = place
        }
        close(at: bytes.count)
        return EducationLine(pieces: pieces)
    }

    /// What words may not hold, with advice; nil when they are fine.
    static func fault(of words: String) -> String? {
        let scalars = Array(words.unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            if PlainText.isForbidden(scalar) {
                let hex = String(scalar.value, radix: 16, uppercase: true)
                return "a line end or an invisible character (U+\(hex)) can't stand here; remove it"
            }
            if SafeText.isDigit(scalar) {
                return "a digit beside a code can be taken for it; write the number in words"
            }
            if isHostDot(at: place, in: scalars) || isScheme(at: place, in: scalars) {
                return "a link can't stand here: payers are told never to follow one; leave it out"
            }
        }
        return nil
    }

    /// A dot between letters with two of them behind it, as in a host's name; `e.g.` is none.
    private static func isHostDot(at place: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard scalars[place] == ".", place > 0, place + 2 < scalars.count else { return false }
        return scalars[place - 1].properties.isAlphabetic
            && scalars[place + 1].properties.isAlphabetic
            && scalars[place + 2].properties.isAlphabetic
    }

    private static func isScheme(at place: Int, in scalars: [Unicode.Scalar]) -> Bool {
        scalars[place] == ":" && scalars.count > place + 2 && scalars[place + 1] == "/"
            && scalars[place + 2] == "/"
    }
}
