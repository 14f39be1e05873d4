/// A set of texts, by what a phone's eye makes of them.
enum GlyphSet: Sendable {
    /// These texts, as classes of characters; each different one once.
    case texts(Set<[PhoneEye.Glyph]>)
    /// Every text that is no fault by itself: what ``SafeText`` lets through.
    ///
    /// Without digits it is what a tip may hold.
    case harmless(digits: Bool)
    /// The code.
    case code

    /// Some texts.
    init(_ texts: some Sequence<String>) {
        self = .texts(Set(texts.map { $0.unicodeScalars.map(PhoneEye.glyph) }))
    }

    /// These texts with words around each.
    func surrounded(by before: String, _ after: String) -> GlyphSet {
        guard case .texts(let texts) = self else { return self }
        let before = before.unicodeScalars.map(PhoneEye.glyph)
        let after = after.unicodeScalars.map(PhoneEye.glyph)
        return .texts(Set(texts.map { before + $0 + after }))
    }

    /// Every state that can come after a set was read, and each fault with an example of a text for it.
    typealias Reading = (after: Set<PhoneEye>, faults: [PhoneEye.Fault: [PhoneEye.Glyph]])

    /// What can follow from some states when any of the texts is read.
    func read(from states: Set<PhoneEye>) -> Reading {
        switch self {
        case .texts(let texts): GlyphSet.read(texts, from: states)
        case .code: GlyphSet.read([[.code]], from: states)
        case .harmless(let digits): GlyphSet.readHarmless(from: states, digits: digits)
        }
    }

    private static func read(
        _ texts: Set<[PhoneEye.Glyph]>,
        from states: Set<PhoneEye>
    ) -> Reading {
        var after: Set<PhoneEye> = []
        var faults: [PhoneEye.Fault: [PhoneEye.Glyph]] = [:]
        for text in texts {
            for state in states {
                var state = state
                for glyph in text {
                    guard let fault = state.read(glyph) else { continue }
                    faults[fault] = faults[fault] ?? text
                }
                after.insert(state)
            }
        }
        return (after, faults)
    }

    /// Reads all harmless texts at once.
    ///
    /// The eye that comes from the text before, and one that begins here and must see no fault, walk side
    /// by side. There are finitely many pairs, so every text is covered, whatever its length.
    private static func readHarmless(
        from states: Set<PhoneEye>,
        digits: Bool
    ) -> Reading {
        var after: Set<PhoneEye> = []
        var faults: [PhoneEye.Fault: [PhoneEye.Glyph]] = [:]
        var open = states.map { Step(outer: $0, inner: .start, glyph: nil, before: nil) }
        var known = Set(open.map { Pair(outer: $0.outer, inner: $0.inner) })
        let glyphs = PhoneEye.Glyph.allCases.filter { $0 != .code && (digits || $0 != .digit) }
        var place = 0
        while place < open.count {
            let step = open[place]
            for glyph in glyphs {
                var inner = step.inner
                if inner.read(glyph) != nil { continue }
                var outer = step.outer
                if let fault = outer.read(glyph) {
                    if faults[fault] == nil { faults[fault] = text(to: place, in: open) + [glyph] }
                    continue
                }
                after.insert(outer)
                if known.insert(Pair(outer: outer, inner: inner)).inserted {
                    open.append(Step(outer: outer, inner: inner, glyph: glyph, before: place))
                }
            }
            place += 1
        }
        return (after, faults)
    }
}

private struct Pair: Hashable {
    let outer: PhoneEye
    let inner: PhoneEye
}

/// A pair with the way to it.
private struct Step {
    let outer: PhoneEye
    let inner: PhoneEye
    let glyph: PhoneEye.Glyph?
    let before: Int?
}

/// The text that leads to a step.
private func text(to place: Int, in steps: [Step]) -> [PhoneEye.Glyph] {
    var text: [PhoneEye.Glyph] = []
    var step: Step? = steps[place]
    while let here = step {
        if let glyph = here.glyph { text.append(glyph) }
        step = here.before.map { steps[$0] }
    }
    return text.reversed()
}

extension [PhoneEye.Glyph] {
    /// A text of these classes, for an example.
    var example: String {
        map { glyph in
            switch glyph {
            case .digit: "1"
            case .letter, .foreignLetter: "a"
            case .gap: " "
            case .dot: "."
            case .colon: ":"
            case .slash: "/"
            case .other: ","
            case .code: "123456"
            }
        }.joined()
    }
}
