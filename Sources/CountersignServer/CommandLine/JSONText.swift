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
