import CountersignCore

/// What only a mapping holds: places in JSON, and texts with values put in.
extension ProviderSettingsReader {
    mutating func path(_ value: JSONValue?, at pointer: String) -> JSONPath? {
        guard let value else { return nil }
        guard let text = value.string, let path = JSONPath(text) else {
            fault(pointer, "a JSON Pointer belongs here, such as \"/messages/0/id\"")
            return nil
        }
        return path
    }

    mutating func template(_ value: JSONValue?, at pointer: String) -> TextTemplate? {
        guard let text = text(value, at: pointer) else { return nil }
        do {
            return try TextTemplate(text)
        } catch {
            fault(pointer, error.detail)
            return nil
        }
    }

    /// The members of an object as named templates.
    mutating func templates(
        _ value: JSONValue?,
        at pointer: String
    ) -> [(name: String, value: TextTemplate)] {
        (object(value, at: pointer) ?? []).compactMap { member in
            template(member.value, at: pointer + "/" + JSONPointer.escape(member.name))
                .map { (member.name, $0) }
        }
    }
}
