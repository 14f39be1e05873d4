internal import CountersignCore

/// A template made ready: text and values in order, blocks as jumps over what stays hidden.
struct Program: Sendable {
    /// Where the text ends up, which decides how a value is escaped.
    enum Setting: Sendable {
        /// Plain text of a phone, where a typographic mark can cost another part.
        case plain
        /// Plain text of a mail.
        case mail
        /// Within JSON strings.
        case json
        /// Between the tags of HTML, or within a quoted attribute.
        case html
    }

    /// One piece of a template.
    enum Step: Equatable, Sendable {
        /// Text as it stands, already escaped for its setting.
        case text([UInt8])
        /// A value.
        case value(Placeholder)
        /// The steps up to `end` are skipped when the value is absent.
        case block(Placeholder, end: Int)
    }

    let setting: Setting
    var steps: [Step]

    /// Programs for JSON one after the other, the jumps moved along.
    static func joined(_ programs: [Program]) -> Program {
        let steps: [Step] = programs.reduce(into: []) { steps, program in
            let base = steps.count
            for step in program.steps {
                if case .block(let placeholder, let end) = step {
                    steps.append(.block(placeholder, end: base + end))
                } else {
                    steps.append(step)
                }
            }
        }
        return Program(setting: .json, steps: steps)
    }

    /// How often a value stands in the template, blocks included.
    func count(of placeholder: Placeholder) -> Int {
        steps.count { $0 == .value(placeholder) }
    }

    /// Whether a value is shown whatever else is absent.
    func alwaysShows(_ placeholder: Placeholder) -> Bool {
        var index = 0
        while index < steps.count {
            switch steps[index] {
            case .value(placeholder): return true
            case .block(_, let end): index = end
            default: index += 1
            }
        }
        return false
    }

    /// Whether a value is shown, whatever else is absent, before the first place of another.
    func shows(_ placeholder: Placeholder, before other: Placeholder) -> Bool {
        guard let place = steps.firstIndex(of: .value(other)) else { return true }
        return Program(setting: setting, steps: Array(steps[..<place])).alwaysShows(placeholder)
    }

    /// Whether it is one button's token and nothing else.
    var isToken: Bool { steps == [.value(.denyToken)] || steps == [.value(.approveToken)] }

    /// Whether something is left of it whatever is absent.
    var isNeverEmpty: Bool {
        var index = 0
        while index < steps.count {
            guard case .block(_, let end) = steps[index] else { return true }
            index = end
        }
        return false
    }

    /// Most characters that the template can come to.
    var charactersMax: Int {
        steps.reduce(0) { sum, step in
            switch step {
            case .text(let bytes): sum + String(decoding: bytes, as: UTF8.self).unicodeScalars.count
            case .value(let placeholder): sum + placeholder.charactersMax
            case .block: sum
            }
        }
    }

    /// Writes the template with its values; values are never read again for placeholders.
    /// - Returns: where codes and tokens stand in `bytes`.
    func write(_ facts: Facts, to bytes: inout [UInt8]) -> [Range<Int>] {
        var secrets: [Range<Int>] = []
        var index = 0
        while index < steps.count {
            switch steps[index] {
            case .text(let text): bytes.append(contentsOf: text)
            case .value(let placeholder):
                let start = bytes.count
                append(facts.text(of: placeholder, in: setting), to: &bytes)
                if placeholder.isSecret { secrets.append(start..<bytes.count) }
            case .block(let placeholder, let end):
                if !facts.has(placeholder) {
                    index = end
                    continue
                }
            }
            index += 1
        }
        return secrets
    }

    private func append(_ value: String, to bytes: inout [UInt8]) {
        switch setting {
        case .plain, .mail: bytes.append(contentsOf: value.utf8)
        case .html:
            for byte in value.utf8 {
                switch byte {
                case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
                case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
                case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
                case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
                // HTML 4 has no &apos;, and some mail programs know nothing newer.
                case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
                default: bytes.append(byte)
                }
            }
        case .json:
            for byte in value.utf8 {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    bytes.append(UInt8(ascii: "\\"))
                    bytes.append(byte)
                case 0x20...: bytes.append(byte)
                default:
                    bytes.append(contentsOf: "\\u00".utf8)
                    bytes.append(contentsOf: Hex.encode([byte]).utf8)
                }
            }
        }
    }
}
