import CountersignCore

/// Reads a provider's settings and collects every fault instead of stopping at the first.
struct ProviderSettingsReader {
    private(set) var faults: [ProviderSettingsFaults.Fault] = []

    mutating func fault(_ pointer: String, _ detail: String) {
        faults.append(.init(pointer: pointer, detail: detail))
    }

    /// The members of an object; nil, with a fault, for anything else.
    mutating func object(_ value: JSONValue?, at pointer: String) -> [JSONMember]? {
        guard let value else { return nil }
        guard let members = value.object else {
            fault(pointer, "an object belongs here, not \(value.kind)")
            return nil
        }
        return members
    }

    /// Refuses members that nobody reads: a misspelt setting must not be silently ignored.
    mutating func refuseUnknown(_ members: [JSONMember], known: [String], at pointer: String) {
        for member in members where !known.contains(member.name) {
            let nearest = NearestWord.suggestion(for: member.name, among: known)
            fault(
                pointer + "/" + JSONPointer.escape(member.name),
                nearest.map { "unknown setting; did you mean '\($0)'?" }
                    ?? "unknown setting; known are \(known.joined(separator: ", "))"
            )
        }
    }

    mutating func text(_ value: JSONValue?, at pointer: String) -> String? {
        guard let value else { return nil }
        guard let text = value.string, !text.isEmpty else {
            fault(pointer, "a string that is not empty belongs here")
            return nil
        }
        return text
    }

    mutating func bool(_ value: JSONValue?, at pointer: String) -> Bool? {
        guard let value else { return nil }
        guard let bool = value.bool else {
            fault(pointer, "true or false belongs here, not \(value.kind)")
            return nil
        }
        return bool
    }

    mutating func integer(
        _ value: JSONValue?,
        in range: ClosedRange<Int64>,
        at pointer: String
    ) -> Int? {
        guard let value else { return nil }
        guard let integer = value.integer, range.contains(integer) else {
            fault(
                pointer,
                "a whole number from \(range.lowerBound) to \(range.upperBound) belongs here"
            )
            return nil
        }
        return Int(integer)
    }

    /// One word of a closed set.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ value: JSONValue?,
        as type: Word.Type,
        at pointer: String
    ) -> Word? where Word.RawValue == String {
        guard let text = text(value, at: pointer) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue)
        let nearest = NearestWord.suggestion(for: text, among: known)
        fault(
            pointer,
            "write one of \(known.joined(separator: ", "))"
                + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        )
        return nil
    }

    /// The members of an object as a table of words.
    mutating func table<Word: RawRepresentable & CaseIterable>(
        _ value: JSONValue?,
        of type: Word.Type,
        at pointer: String
    ) -> [String: Word] where Word.RawValue == String {
        var table: [String: Word] = [:]
        for member in object(value, at: pointer) ?? [] {
            let place = pointer + "/" + JSONPointer.escape(member.name)
            table[member.name] = word(member.value, as: type, at: place)
        }
        return table
    }
}
