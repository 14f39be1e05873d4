import CountersignCore

/// JSON as commands print it.
enum JSONText {
    /// One object on one line.
    static func object(_ members: (String, JSONValue)...) -> String {
        text(.object(members.map { JSONMember($0.0, $0.1) }))
    }

    /// One document on one line.
    static func text(_ value: JSONValue) -> String {
        var json = JSONWriter()
        json.value(value)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

extension JSONText {
    /// One document over several lines, for people: two blanks a level.
    static func indented(_ value: JSONValue, _ margin: String = "") -> String {
        let inner = margin + "  "
        switch value {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                "\(inner)\(JSONWriter.quoted(member.name)): \(indented(member.value, inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { inner + indented($0, inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
        default: return text(value)
        }
    }
}
