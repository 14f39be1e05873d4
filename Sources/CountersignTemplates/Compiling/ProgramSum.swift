internal import CountersignCore

/// Adds up the pieces of a program.
///
/// A program is what always stands there and its blocks. A block whose values stand nowhere else varies
/// apart from all the rest: its texts, and the empty one where it can be absent, are joined as they are.
/// A value that stands in several pieces is the same in each, so those pieces are tried in every
/// combination.
struct ProgramSum {
    /// Steps that are shown together, words and how often each value.
    private struct Piece {
        var words = TextSet.empty
        var counts: [Placeholder: Int] = [:]
    }

    private let values: [Bound: [Placeholder: ValueSets.Value]]
    private var base = Piece()
    private var blocks: [Placeholder: Piece] = [:]

    init(_ program: Program, _ values: [Bound: [Placeholder: ValueSets.Value]]) {
        self.values = values
        var block: (placeholder: Placeholder, end: Int)?
        for (index, step) in program.steps.enumerated() {
            if block?.end == index { block = nil }
            switch step {
            case .block(let placeholder, let end):
                block = (placeholder, end)
                blocks[placeholder] = blocks[placeholder] ?? Piece()
            case .text(let bytes):
                let words = TextSet(String(decoding: bytes, as: UTF8.self))
                change(block?.placeholder) { $0.words = $0.words.joined(words) }
            case .value(let placeholder):
                change(block?.placeholder) { $0.counts[placeholder, default: 0] += 1 }
            }
        }
    }

    private mutating func change(_ block: Placeholder?, _ body: (inout Piece) -> Void) {
        if let block { body(&blocks[block, default: Piece()]) } else { body(&base) }
    }

    /// The texts over every combination of blocks.
    func texts(_ presence: [Placeholder: [Bool]], without left: Set<Placeholder>) -> TextSet {
        var places: [Placeholder: Int] = [:]
        for piece in [base] + blocks.values {
            for placeholder in piece.counts.keys { places[placeholder, default: 0] += 1 }
        }
        var whole: [Piece] = [base]
        var apart: [(piece: Piece, choices: [Bool])] = []
        for (placeholder, piece) in blocks {
            let choices = presence[placeholder] ?? [true]
            if piece.counts.keys.allSatisfy({ places[$0] == 1 }) {
                apart.append((piece, choices))
            } else {
                whole = choices.flatMap { choice in
                    choice ? whole.map { ProgramSum.sum($0, piece) } : whole
                }
            }
        }
        let sets = Bound.allCases.flatMap { bound -> [TextSet] in
            let rest = apart.reduce(TextSet.empty) { sum, block in
                let shown = texts(of: block.piece, bound, without: left)
                let sets = block.choices.map { $0 ? shown : .empty }
                return sum.joined(ProgramSum.either(sets))
            }
            return whole.map { texts(of: $0, bound, without: left).joined(rest) }
        }
        return ProgramSum.either(sets)
    }

    private func texts(of piece: Piece, _ bound: Bound, without left: Set<Placeholder>) -> TextSet {
        piece.counts.reduce(piece.words) { sum, count in
            guard !left.contains(count.key), let value = values[bound]?[count.key] else {
                return sum
            }
            return sum.joined(value.texts.times(count.value))
        }
    }

    private static func sum(_ left: Piece, _ right: Piece) -> Piece {
        Piece(
            words: left.words.joined(right.words),
            counts: left.counts.merging(right.counts) { $0 + $1 }
        )
    }

    private static func either(_ sets: [TextSet]) -> TextSet {
        sets.dropFirst().reduce(sets.first ?? .empty) { $0.or($1) }
    }
}
