import CountersignCore

/// Reads settings out of a JSON5 document and collects every fault on the way.
struct SettingsReader {
    /// One object of the document whose members are settings.
    struct Section {
        /// Its place.
        let pointer: String
        /// Its members.
        let members: [JSONMember]

        /// The place of a member.
        func pointer(to name: String) -> String { pointer + "/" + JSONPointer.escape(name) }

        /// The value of a member.
        func value(_ name: String) -> JSONValue? {
            members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
        }
    }

    let file: String
    private let source: SourceText
    /// Where each value begins, by JSON Pointer.
    let offsets: [String: Int]
    /// What stands in the way.
    private(set) var findings: [Finding] = []
    /// Places that have a finding.
    private var faultyPointers: [String] = []
    /// What works but is probably not meant.
    private(set) var warnings: [Finding] = []

    init(_ source: SourceText, offsets: [String: Int]) {
        self.file = source.file
        self.source = source
        self.offsets = offsets
    }

    // MARK: - Findings

    /// A fault of the value at a place.
    mutating func fault(_ pointer: String, _ message: String) {
        faultyPointers.append(pointer)
        let offset = offset(of: pointer)
        findings.append(source.finding(at: offset, length: length(at: offset), message))
    }

    /// Whether a value, or something in it, has a finding.
    func hasFault(in pointer: String) -> Bool {
        faultyPointers.contains { $0 == pointer || $0.hasPrefix(pointer + "/") }
    }

    /// Where a value begins; where what it would stand in begins when it is missing.
    private func offset(of pointer: String) -> Int {
        var place = pointer
        while true {
            if let offset = offsets[place] { return offset }
            guard let slash = place.lastIndex(of: "/") else { return 0 }
            place = String(place[..<slash])
        }
    }

    /// A fault of the name of a member.
    mutating func fault(name: String, in section: Section, _ message: String) {
        let value = offsets[section.pointer(to: name)] ?? 0
        // The name stands somewhere before its value: the last place where its bytes occur.
        let bytes = Array(name.utf8)
        var offset = value - bytes.count
        while offset > 0, !source.bytes[offset...].starts(with: bytes) { offset -= 1 }
        findings.append(source.finding(at: max(0, offset), length: bytes.count, message))
    }

    /// Advice about the value at a place.
    mutating func warn(_ pointer: String, _ message: String) {
        let offset = offsets[pointer] ?? 0
        warnings.append(source.finding(at: offset, length: length(at: offset), message))
    }

    /// How many bytes of a value the caret underlines: a string whole, else a word.
    private func length(at offset: Int) -> Int {
        guard offset < source.bytes.count else { return 1 }
        let first = source.bytes[offset]
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            let end = source.bytes[(offset + 1)...].firstIndex(of: first) ?? offset
            return end - offset + 1
        }
        let word = source.bytes[offset...].prefix { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        return max(1, word.count)
    }

    // MARK: - Values

    /// An object whose members are among some known settings; others are faults.
    mutating func section(_ value: JSONValue, at pointer: String, known: [String]) -> Section? {
        guard let section = object(value, at: pointer) else { return nil }
        for member in section.members where !known.contains(member.name) {
            let nearest = NearestWord.suggestion(for: member.name, among: known)
            let advice =
                nearest.map { "; did you mean '\($0)'?" }
                ?? "; known here: \(known.joined(separator: ", "))"
            fault(name: member.name, in: section, "unknown setting '\(member.name)'\(advice)")
        }
        return section
    }

    /// An object whose names are the person's own.
    mutating func object(_ value: JSONValue, at pointer: String) -> Section? {
        guard let members = value.object else {
            fault(pointer, "this is \(value.kind); an object { … } belongs here")
            return nil
        }
        return Section(pointer: pointer, members: members)
    }

    /// A text that is not empty.
    mutating func text(_ name: String, in section: Section) -> String? {
        guard let value = section.value(name) else { return nil }
        guard let text = value.string, !text.isEmpty else {
            let kind = value.string == nil ? value.kind : "empty"
            fault(section.pointer(to: name), "'\(name)' is \(kind); a string belongs here")
            return nil
        }
        return text
    }

    /// A text that must be there.
    mutating func requiredText(_ name: String, in section: Section, example: String) -> String? {
        if section.value(name) == nil {
            fault(section.pointer, "'\(name)' is missing here, e.g. \(name): \(example)")
            return nil
        }
        return text(name, in: section)
    }

    /// True or false.
    mutating func bool(_ name: String, in section: Section) -> Bool? {
        guard let value = section.value(name) else { return nil }
        guard let bool = value.bool else {
            fault(
                section.pointer(to: name),
                "'\(name)' is \(value.kind); true or false belongs here"
            )
            return nil
        }
        return bool
    }

    /// A whole number within bounds.
    mutating func integer(
        _ name: String,
        in section: Section,
        bounds: ClosedRange<Int>
    ) -> Int? {
        guard let value = section.value(name) else { return nil }
        guard let number = value.integer, let integer = Int(exactly: number),
            bounds.contains(integer)
        else {
            fault(
                section.pointer(to: name),
                "'\(name)' takes a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
            )
            return nil
        }
        return integer
    }

    /// One of some words.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ text: String,
        at pointer: String,
        as type: Word.Type,
        called kind: String
    ) -> Word? where Word.RawValue == String {
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue)
        let nearest = NearestWord.suggestion(for: text, among: known)
        let advice =
            nearest.map { "did you mean '\($0)'?" } ?? "there are \(known.joined(separator: ", "))"
        fault(pointer, "unknown \(kind) '\(text)'; \(advice)")
        return nil
    }
}
