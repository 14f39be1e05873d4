internal import CountersignCore

/// What one program can come to over every payment that there can be.
///
/// A program is a sum: its own words, and values that vary apart from each other. Which blocks are shown
/// is tried in every combination, and so is whether the amount is exact or a ceiling; within one
/// combination each value is at its worst at once, since none depends on another, and a value that stands
/// at several places counts several times. So every bound below is reached by some payment.
struct ProgramProof {
    /// Something that a phone would take wrongly, with the step that makes it so.
    struct EyeFault {
        let fault: PhoneEye.Fault
        let step: Int
        /// A text of the step's value for which it happens; nil for words of the template.
        let example: String?
        /// The bytes of the step's words that are meant; nil for a value.
        let bytes: Range<Int>?
    }

    let program: Program
    /// What each value can be.
    let values: [Bound: [Placeholder: ValueSets.Value]]
    /// The texts of the program.
    let texts: TextSet
    /// The same with an empty payee, and without an earlier payee or a host that is not known.
    let textsWithoutPayee: TextSet
    /// What a phone would take wrongly, at most once for each step and fault.
    let eyeFaults: [EyeFault]

    /// Proves a program.
    /// - Parameter ending: what every text ends with beyond the program.
    init(_ program: Program, _ sets: ValueSets, ending: String = "") {
        let ending = TextSet(ending)
        self.program = program
        var values: [Bound: [Placeholder: ValueSets.Value]] = [:]
        for bound in Bound.allCases {
            for placeholder in program.placeholders {
                values[bound, default: [:]][placeholder] = sets.value(of: placeholder, bound: bound)
            }
        }
        self.values = values
        let sum = ProgramSum(program, values)
        var presence = program.blocks.reduce(into: [:]) { $0[$1] = sets.presence(of: $1) }
        // A tip is put in only where it costs no part; see ``MessageRoom``.
        presence[.tip] = [false]
        texts = sum.texts(presence, without: []).joined(ending)
        presence[.previousPayee] = [false]
        if sets.brand.origin == nil, sets.space.origins == nil { presence[.origin] = [false] }
        textsWithoutPayee = sum.texts(presence, without: [.payee]).joined(ending)
        eyeFaults =
            program.setting == .plain ? ProgramProof.eyeFaults(program, values, sets.memory) : []
    }

    /// Septets or units that are left for the payee in one part, whatever the rest comes to; nil without
    /// a payee.
    var payeeRoom: Int? {
        let places = program.count(of: .payee)
        guard places > 0 else { return nil }
        // A template with a foreign character of its own never is in the 7-bit alphabet.
        let room = textsWithoutPayee.ranges.map { alphabet, units in
            alphabet.unitsPerMessageMax - units.upperBound
        }
        return (room.min() ?? 0) / places
    }

    private static func eyeFaults(
        _ program: Program,
        _ values: [Bound: [Placeholder: ValueSets.Value]],
        _ memory: ValueMemory
    ) -> [EyeFault] {
        var states: Set<PhoneEye> = [.start]
        var skipped: [Int: Set<PhoneEye>] = [:]
        var faults: [EyeFault] = []
        for (index, step) in program.steps.enumerated() {
            states.formUnion(skipped[index] ?? [])
            switch step {
            case .text(let bytes):
                let words = String(decoding: bytes, as: UTF8.self)
                let read = GlyphSet([words]).read(from: states)
                for fault in read.faults.keys {
                    let place = place(of: fault, in: words, from: states)
                    faults.append(EyeFault(fault: fault, step: index, example: nil, bytes: place))
                }
                states = read.after
            case .value(let placeholder):
                var after: Set<PhoneEye> = []
                var found: [PhoneEye.Fault: String] = [:]
                for bound in Bound.allCases {
                    guard let value = values[bound]?[placeholder] else { continue }
                    let read = memory.reading(of: value.glyphs, from: states)
                    after.formUnion(read.after)
                    for (fault, text) in read.faults { found[fault] = text.example }
                }
                states = after
                faults += found.map {
                    EyeFault(fault: $0.key, step: index, example: $0.value, bytes: nil)
                }
            case .block(_, let end): skipped[end, default: []].formUnion(states)
            }
        }
        return faults
    }
}

extension ProgramProof {
    /// The word, or the run of digits, in which a fault is seen first; the places are bytes.
    private static func place(
        of wanted: PhoneEye.Fault,
        in words: String,
        from states: Set<PhoneEye>
    ) -> Range<Int> {
        var firstEnd = words.utf8.count
        for state in states {
            var state = state
            var end = 0
            for scalar in words.unicodeScalars {
                end += UTF8.width(scalar)
                guard state.read(PhoneEye.glyph(of: scalar)) == wanted else { continue }
                firstEnd = min(firstEnd, end)
                break
            }
        }
        var start = 0
        var end = 0
        for scalar in words.unicodeScalars where end < firstEnd {
            end += UTF8.width(scalar)
            let glyph = PhoneEye.glyph(of: scalar)
            let goesOn = wanted == .digits ? glyph == .digit || glyph == .gap : glyph != .gap
            if end < firstEnd, !goesOn || (glyph == .gap && start == end - UTF8.width(scalar)) {
                start = end
            }
        }
        return start..<max(end, start)
    }
}

extension Program {
    /// Every value that stands in it.
    var placeholders: Set<Placeholder> {
        Set(steps.compactMap { if case .value(let placeholder) = $0 { placeholder } else { nil } })
    }

    /// Every value that a block asks for.
    var blocks: Set<Placeholder> {
        Set(
            steps.compactMap {
                if case .block(let placeholder, _) = $0 { placeholder } else { nil }
            }
        )
    }
}
