import CountersignCore

/// Reads the members of one JSON object; whatever is not known by name is a fault.
struct ObjectReader {
    /// The object's own place.
    let place: Place
    private let parent: String
    private let members: [JSONMember]

    /// Names longer than this get no suggestion: comparing them would cost more than it helps.
    private static let suggestedNameBytesMax = 64

    /// Opens an object; nil, with a fault, when the value is something else.
    init?(_ value: JSONValue, at place: Place, knowing names: [String], _ faults: inout Faults) {
        guard case .object(let members) = value else {
            faults.add(place, "this is \(value.kind); an object belongs here")
            return nil
        }
        self.place = place
        self.parent = place.pointer
        self.members = members
        for member in members where !names.contains(where: { sameText($0, member.name) }) {
            refuse(member.name, knowing: names, &faults)
        }
    }

    /// Whether a member is there, whatever its value.
    func has(_ name: String) -> Bool { find(name) != nil }

    /// The place of a member.
    func place(of name: String) -> Place { Place(parent: parent, token: name) }

    /// Reads a member if it is there.
    func optional<Value>(
        _ name: String,
        _ faults: inout Faults,
        as read: (JSONValue, Place, inout Faults) -> Value?
    ) -> Value? {
        guard let value = find(name) else { return nil }
        if value == .null {
            faults.add(place(of: name), "null is no value here; leave the member out")
            return nil
        }
        return read(value, place(of: name), &faults)
    }

    /// Reads a member that must be there; `advice` says what to write when it is not.
    func required<Value>(
        _ name: String,
        _ advice: String,
        _ faults: inout Faults,
        as read: (JSONValue, Place, inout Faults) -> Value?
    ) -> Value? {
        guard let value = find(name), value != .null else {
            faults.add(place(of: name), "this member is missing; " + advice)
            return nil
        }
        return read(value, place(of: name), &faults)
    }

    private func find(_ name: String) -> JSONValue? {
        for member in members where sameText(member.name, name) { return member.value }
        return nil
    }

    private func refuse(_ name: String, knowing names: [String], _ faults: inout Faults) {
        // Beyond the list nothing but the count matters.
        guard !faults.isFull else { return faults.add(.pointer(""), "") }
        let shown = Quoted.text(name)
        if name.utf8.count <= ObjectReader.suggestedNameBytesMax,
            let near = NearestWord.suggestion(for: name, among: names)
        {
            faults.add(place(of: name), "unknown member \(shown); did you mean '\(near)'?")
        } else if names.isEmpty {
            faults.add(place(of: name), "unknown member \(shown); no member is known here")
        } else {
            let known = names.joined(separator: ", ")
            faults.add(place(of: name), "unknown member \(shown); known here: \(known)")
        }
    }
}

/// Whether two texts have the same bytes: Swift's own equality merges canonically equivalent ones.
func sameText(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

/// A word of the request as a fault may show it.
enum Quoted {
    /// The word in quotes, cut after 40 characters, unprintable ones replaced.
    static func text(_ word: String) -> String {
        var shown = "'"
        for (place, scalar) in word.unicodeScalars.enumerated() {
            guard place < 40 else { return shown + "…'" }
            shown.unicodeScalars.append(PlainText.isForbidden(scalar) ? "\u{FFFD}" : scalar)
        }
        return shown + "'"
    }
}
