internal import CountersignCore

/// A JSON file of the templates' folder with the places of its values.
struct JSONFile {
    /// The file.
    let source: SourceText
    /// Its value.
    let value: JSONValue
    private let offsets: [String: Int]

    /// Reads a file; a fault becomes a finding.
    init?(_ source: SourceText, findings: inout [Finding]) {
        self.source = source
        do {
            (value, offsets) = try JSONReader.readWithPlaces(source.bytes)
        } catch {
            findings.append(source.finding(at: error.offset, error.reason))
            return nil
        }
    }

    /// A finding about the value at a JSON Pointer; about the nearest outer one when there is none.
    func finding(at pointer: String, _ message: String) -> Finding {
        var pointer = pointer
        while offsets[pointer] == nil, let slash = pointer.lastIndex(of: "/") {
            pointer = String(pointer[..<slash])
        }
        let offset = offsets[pointer] ?? 0
        return source.finding(at: offset, length: stringEnd(from: offset) - offset, message)
    }

    /// Findings about members that are none of the known ones.
    func unknownMembers(of object: [JSONMember], at pointer: String, known: [String]) -> [Finding] {
        object.filter { !known.contains($0.name) }.map { member in
            let advice =
                NearestWord.suggestion(for: member.name, among: known)
                .map { "did you mean '\($0)'?" } ?? "there are \(known.joined(separator: ", "))"
            let place = nameOffset(of: member.name, at: pointer)
            return source.finding(
                at: place,
                length: member.name.utf8.count,
                "unknown member '\(member.name)'; \(advice)"
            )
        }
    }

    /// The text of the string at a JSON Pointer, with the place of each of its bytes.
    func text(_ string: String, at pointer: String) -> TemplateText {
        let bytes = Array(string.utf8)
        let start = offsets[pointer] ?? 0
        var map: [Int] = []
        map.reserveCapacity(bytes.count + 1)
        var place = start + 1
        let end = stringEnd(from: start) - 1
        while place < end {
            let (raw, decoded) = width(at: place)
            for _ in 0..<decoded { map.append(place) }
            place += raw
        }
        map.append(end)
        if map.count != bytes.count + 1 {
            map = Array(repeating: start, count: bytes.count) + [end]
        }
        return TemplateText(source: source, bytes: bytes, offsets: map)
    }

    /// Bytes of one character, as written and as meant.
    private func width(at place: Int) -> (raw: Int, decoded: Int) {
        guard source.bytes[place] == UInt8(ascii: "\\"), place + 1 < source.bytes.count else {
            return (1, 1)
        }
        guard source.bytes[place + 1] == UInt8(ascii: "u"), place + 6 <= source.bytes.count else {
            return (2, 1)
        }
        let hex = String(decoding: source.bytes[place + 2..<place + 6], as: UTF8.self)
        switch Int(hex, radix: 16) ?? 0 {
        case 0..<0x80: return (6, 1)
        case 0x80..<0x800: return (6, 2)
        case 0xD800..<0xDC00: return (12, 4)
        default: return (6, 3)
        }
    }

    /// The place after the string that begins at an offset; one further for other values.
    private func stringEnd(from start: Int) -> Int {
        let bytes = source.bytes
        guard start < bytes.count,
            bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'")
        else { return min(start + 1, bytes.count) }
        var place = start + 1
        while place < bytes.count, bytes[place] != bytes[start] {
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(place + 1, bytes.count)
    }

    /// The last mention of a member's name before its value.
    private func nameOffset(of name: String, at pointer: String) -> Int {
        let value = offsets[pointer + "/" + JSONPointer.escape(name)] ?? 0
        let word = Array(name.utf8)
        var place = value - word.count
        while place >= 0 {
            if source.bytes[place..<place + word.count].elementsEqual(word) { return place }
            place -= 1
        }
        return value
    }
}
