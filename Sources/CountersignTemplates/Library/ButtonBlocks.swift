internal import CountersignCore

/// Buttons that are left out with the value that they need: a page to open, a number to dial, the right
/// to confirm by a tap.
///
/// JSON has no blocks of its own, so each such button is written within one: `{{#page_url}},{…}{{/page_url}}`.
enum ButtonBlocks {
    /// Values that a button can need.
    private static let conditions: [Placeholder] = [
        .approveToken, .pageURL, .brandSupportURL, .brandSupportPhone,
    ]
    private static let list = "suggestions"

    /// The value that a whole string of a button stands for, where its absence leaves the button out.
    static func condition(_ string: String, at pointer: String) -> Placeholder? {
        guard let placeholder = placeholder(string), pointer.holds("/\(list)/"),
            pointer.holds("/action/")
        else { return nil }
        return placeholder
    }

    /// The value that a button needs; nil for one that is always there.
    static func condition(of button: JSONValue) -> Placeholder? {
        switch button {
        case .string(let string): placeholder(string)
        case .array(let elements): elements.lazy.compactMap(condition(of:)).first
        case .object(let members): members.lazy.compactMap { condition(of: $0.value) }.first
        case .null, .bool, .number: nil
        }
    }

    private static func placeholder(_ string: String) -> Placeholder? {
        guard string.utf8.starts(with: "{{".utf8) else { return nil }
        return conditions.first { string == "{{\($0.rawValue)}}" }
    }

    /// Writes a message's content, its buttons within their blocks.
    static func write(_ value: JSONValue, to writer: inout JSONWriter) {
        switch value {
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.name(member.name)
                if member.name == list, let buttons = member.value.array {
                    writer.raw(written(buttons))
                } else {
                    write(member.value, to: &writer)
                }
            }
            writer.endObject()
        case .array(let elements):
            writer.beginArray()
            for element in elements { write(element, to: &writer) }
            writer.endArray()
        case .null, .bool, .number, .string: writer.value(value)
        }
    }

    /// The comma between two buttons belongs to the one that can be left out.
    private static func written(_ buttons: [JSONValue]) -> [UInt8] {
        let steady = buttons.firstIndex { condition(of: $0) == nil } ?? 0
        var bytes = [UInt8(ascii: "[")]
        for (index, button) in buttons.enumerated() {
            let placeholder = condition(of: button)
            if let placeholder { bytes += "{{#\(placeholder.rawValue)}}".utf8 }
            if index > steady { bytes.append(UInt8(ascii: ",")) }
            var writer = JSONWriter()
            writer.value(button)
            bytes += writer.bytes
            if index < steady { bytes.append(UInt8(ascii: ",")) }
            if let placeholder { bytes += "{{/\(placeholder.rawValue)}}".utf8 }
        }
        return bytes + [UInt8(ascii: "]")]
    }
}
