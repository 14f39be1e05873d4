import CountersignCore

/// A text with placeholders in braces; `{{` and `}}` stand for the braces themselves.
struct TextTemplate: Equatable, Sendable {
    enum Piece: Equatable, Sendable {
        case literal(String)
        case value(Placeholder)
    }

    /// Why a text is not a template: what is wrong and what to write.
    struct Fault: Error, Equatable {
        let detail: String
    }

    let pieces: [Piece]

    init(_ text: String) throws(Fault) {
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var rest = Array(text.utf8)[...]
        func flush() {
            if !literal.isEmpty {
                pieces.append(.literal(String(decoding: literal, as: UTF8.self)))
            }
            literal = []
        }
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "{") where rest.first == byte,
                UInt8(ascii: "}") where rest.first == byte:
                literal.append(byte)
                rest.removeFirst()
            case UInt8(ascii: "{"):
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    throw Fault(
                        detail: "a placeholder is never closed; write {{ for a brace itself"
                    )
                }
                flush()
                let name = String(decoding: rest[..<end], as: UTF8.self)
                pieces.append(.value(try TextTemplate.placeholder(name)))
                rest = rest[(end + 1)...]
            case UInt8(ascii: "}"):
                throw Fault(detail: "a closing brace stands alone; write }} for a brace itself")
            default: literal.append(byte)
            }
        }
        flush()
        self.pieces = pieces
    }

    /// The placeholder, if the text is nothing else.
    var only: Placeholder? {
        guard pieces.count == 1, case .value(let placeholder) = pieces[0] else { return nil }
        return placeholder
    }

    var placeholders: [Placeholder] {
        pieces.compactMap { piece in
            guard case .value(let placeholder) = piece else { return nil }
            return placeholder
        }
    }

    /// The text with values put in; an absent value leaves nothing.
    func text(_ values: PlaceholderValues, _ encode: (String) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .value(let placeholder): encode(values.text(placeholder) ?? "")
            }
        }.joined()
    }

    private static func placeholder(_ name: String) throws(Fault) -> Placeholder {
        if let placeholder = Placeholder(rawValue: name) { return placeholder }
        let known = Placeholder.allCases.map(\.rawValue)
        if let nearest = NearestWord.suggestion(for: name, among: known) {
            throw Fault(detail: "there is no such placeholder; did you mean {\(nearest)}?")
        }
        throw Fault(
            detail: "there is no such placeholder; known are \(known.joined(separator: ", "))"
        )
    }
}
