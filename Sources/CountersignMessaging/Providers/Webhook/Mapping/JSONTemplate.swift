import CountersignCore

/// A JSON body with placeholders in its strings.
///
/// A string that is nothing but `{content}`, `{ttl_seconds}` or `{ttl_minutes}` becomes that JSON value.
/// A member or element that is nothing but an absent value is left out. The member `"...": "{content}"`
/// is replaced by the members of the rich form.
indirect enum JSONTemplate: Sendable {
    enum Member: Sendable {
        case member(name: String, JSONTemplate)
        case splice
    }

    /// A fault at a place below the template's own.
    struct Fault {
        let pointer: String
        let detail: String
    }

    case constant(JSONValue)
    case text(TextTemplate)
    case array([JSONTemplate])
    case object([Member])

    static let spliceName = "..."

    /// Reads a template, and reports every fault.
    static func read(
        _ value: JSONValue,
        at pointer: String,
        faults: inout [Fault]
    ) -> JSONTemplate {
        switch value {
        case .null, .bool, .number: return .constant(value)
        case .string(let text):
            do {
                return .text(try TextTemplate(text))
            } catch {
                faults.append(Fault(pointer: pointer, detail: error.detail))
                return .constant(value)
            }
        case .array(let elements):
            return .array(
                elements.enumerated().map { place, element in
                    read(element, at: "\(pointer)/\(place)", faults: &faults)
                }
            )
        case .object(let members):
            return .object(
                members.map { member in
                    let place = pointer + "/" + JSONPointer.escape(member.name)
                    guard member.name == spliceName else {
                        return .member(
                            name: member.name,
                            read(member.value, at: place, faults: &faults)
                        )
                    }
                    if member.value.string != "{content}" {
                        let detail = "the only thing that can be spread here is \"{content}\""
                        faults.append(Fault(pointer: place, detail: detail))
                    }
                    return .splice
                }
            )
        }
    }

    var placeholders: [Placeholder] {
        switch self {
        case .constant: []
        case .text(let template): template.placeholders
        case .array(let elements): elements.flatMap(\.placeholders)
        case .object(let members):
            members.flatMap { member in
                guard case .member(_, let value) = member else { return [Placeholder.content] }
                return value.placeholders
            }
        }
    }

    func write(to json: inout JSONWriter, _ values: PlaceholderValues) {
        switch self {
        case .constant(let value): json.value(value)
        case .text(let template):
            if let only = template.only, only.isJSON, let value = values.text(only) {
                json.raw(value.utf8)
            } else {
                json.value(template.text(values, PlaceholderText.plain))
            }
        case .array(let elements):
            json.beginArray()
            for element in elements where !element.isAbsent(values) {
                element.write(to: &json, values)
            }
            json.endArray()
        case .object(let members):
            json.beginObject()
            for member in members { JSONTemplate.write(member, to: &json, values) }
            json.endObject()
        }
    }

    private static func write(
        _ member: Member,
        to json: inout JSONWriter,
        _ values: PlaceholderValues
    ) {
        switch member {
        case .splice:
            for content in values.contentMembers { json.member(content.name, content.value) }
        case .member(let name, let value):
            guard !value.isAbsent(values) else { return }
            json.name(name)
            value.write(to: &json, values)
        }
    }

    private func isAbsent(_ values: PlaceholderValues) -> Bool {
        guard case .text(let template) = self, let only = template.only else { return false }
        return values.text(only) == nil
    }
}
