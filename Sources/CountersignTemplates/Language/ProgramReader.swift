internal import CountersignCore

/// Text of a template file as the template language sees it, with the way back to the file.
struct TemplateText {
    /// The file.
    let source: SourceText
    /// The text, unescaped.
    let bytes: [UInt8]
    /// Where each byte of the text, and its end, stands in the file.
    let offsets: [Int]

    /// A finding about some bytes of the text.
    func finding(_ range: Range<Int>, _ message: String) -> Finding {
        let start = offsets[range.lowerBound]
        return source.finding(at: start, length: offsets[range.upperBound] - start, message)
    }
}

/// Reads the template language: `{{name}}`, and `{{#name}}…{{/name}}` one level deep.
struct ProgramReader {
    private let text: TemplateText
    private var steps: [Program.Step] = []
    /// Where each step stands in the text.
    private var places: [Range<Int>] = []
    private var literal: [UInt8] = []
    private var findings: [Finding] = []
    private var block: (placeholder: Placeholder, step: Int, range: Range<Int>)?

    private init(_ text: TemplateText) {
        self.text = text
    }

    /// Reads a template; the program is of use only when there is no finding.
    static func read(
        _ text: TemplateText,
        for setting: Program.Setting
    ) -> (program: Program, findings: [Finding]) {
        var reader = ProgramReader(text)
        reader.readAll()
        return (Program(setting: setting, steps: reader.steps), reader.findings)
    }

    /// Reads a template, with the place of each step in the text; nil when there is a finding.
    static func readPlaced(
        _ text: TemplateText,
        for setting: Program.Setting
    ) -> (program: Program, places: [Range<Int>])? {
        var reader = ProgramReader(text)
        reader.readAll()
        guard reader.findings.isEmpty else { return nil }
        return (Program(setting: setting, steps: reader.steps), reader.places)
    }

    private mutating func readAll() {
        let bytes = text.bytes
        var place = 0
        while place < bytes.count {
            guard startsTag(at: place) else {
                literal.append(bytes[place])
                place += 1
                continue
            }
            place = readTag(at: place)
        }
        flush(before: place)
        if let block {
            findings.append(
                text.finding(
                    block.range,
                    "this block is never closed; write {{/\(block.placeholder.rawValue)}} after it"
                )
            )
        }
    }

    private func startsTag(at place: Int) -> Bool {
        place + 1 < text.bytes.count && text.bytes[place] == UInt8(ascii: "{")
            && text.bytes[place + 1] == UInt8(ascii: "{")
    }

    /// Reads from `{{` to `}}` and returns the place after it.
    private mutating func readTag(at start: Int) -> Int {
        let bytes = text.bytes
        var end = start + 2
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != UInt8(ascii: "}") { end += 1 }
        guard end + 1 < bytes.count, bytes[end] == UInt8(ascii: "}"),
            bytes[end + 1] == UInt8(ascii: "}")
        else {
            findings.append(
                text.finding(start..<end, "this is never closed; write }} after the name")
            )
            return end
        }
        let range = start..<end + 2
        let inner = bytes[start + 2..<end]
        switch inner.first {
        case UInt8(ascii: "#"): open(inner.dropFirst(), range)
        case UInt8(ascii: "/"): close(inner.dropFirst(), range)
        default:
            guard let placeholder = placeholder(inner, range) else { break }
            if placeholder.isFlag {
                let name = placeholder.rawValue
                findings.append(
                    text.finding(
                        range,
                        "'\(name)' has no words of its own; write yours within {{#\(name)}} and {{/\(name)}}"
                    )
                )
            } else if placeholder.isOptional, block?.placeholder != placeholder {
                let name = placeholder.rawValue
                findings.append(
                    text.finding(
                        range,
                        "'\(name)' can be absent; put it within {{#\(name)}} and {{/\(name)}}"
                    )
                )
            }
            flush(before: start)
            steps.append(.value(placeholder))
            places.append(range)
        }
        return range.upperBound
    }

    private mutating func open(_ name: ArraySlice<UInt8>, _ range: Range<Int>) {
        guard let placeholder = placeholder(name, range) else { return }
        if let block {
            findings.append(
                text.finding(
                    range,
                    "a block within a block is not understood; "
                        + "close {{#\(block.placeholder.rawValue)}} first"
                )
            )
            return
        }
        if !placeholder.isOptional {
            findings.append(
                text.finding(
                    range,
                    "'\(placeholder.rawValue)' is never absent; write it without a block"
                )
            )
        }
        flush(before: range.lowerBound)
        block = (placeholder, steps.count, range)
        // Until it is closed, a block ends where it begins: every jump goes forward.
        steps.append(.block(placeholder, end: steps.count + 1))
        places.append(range)
    }

    private mutating func close(_ name: ArraySlice<UInt8>, _ range: Range<Int>) {
        guard let placeholder = placeholder(name, range) else { return }
        guard let block else {
            findings.append(
                text.finding(
                    range,
                    "this closes no block; write {{#\(placeholder.rawValue)}} before it"
                )
            )
            return
        }
        if block.placeholder != placeholder {
            findings.append(
                text.finding(range, "this block is closed by {{/\(block.placeholder.rawValue)}}")
            )
        }
        flush(before: range.lowerBound)
        steps[block.step] = .block(block.placeholder, end: steps.count)
        self.block = nil
    }

    private mutating func placeholder(
        _ name: ArraySlice<UInt8>,
        _ range: Range<Int>
    ) -> Placeholder? {
        let word = String(decoding: name, as: UTF8.self)
        if let placeholder = Placeholder(rawValue: word) { return placeholder }
        let known = Placeholder.allCases.map(\.rawValue)
        let trimmed = String(
            decoding: name.filter { $0 != 0x20 && $0 != 0x09 },
            as: UTF8.self
        )
        if known.contains(trimmed) {
            findings.append(text.finding(range, "write '\(trimmed)' without spaces"))
        } else if let near = NearestWord.suggestion(for: word, among: known) {
            findings.append(
                text.finding(range, "unknown placeholder '\(word)'; did you mean '\(near)'?")
            )
        } else {
            let list = known.joined(separator: ", ")
            findings.append(
                text.finding(range, "unknown placeholder '\(word)'; there are \(list)")
            )
        }
        return nil
    }

    private mutating func flush(before place: Int) {
        if literal.isEmpty { return }
        steps.append(.text(literal))
        // What was written between two tags stands together; a faulty tag is no part of a program.
        places.append(max(0, place - literal.count)..<place)
        literal = []
    }
}
