/// A JSON document as a value.
///
/// Members keep their order; names are unique after reading. Values are equal when they have the same
/// bytes in the same order: texts that are only canonically equivalent differ.
public enum JSONValue: Equatable, Sendable {
    /// The value `null`.
    case null
    /// Either `true` or `false`.
    case bool(Bool)
    /// A number as it was written; see ``JSONNumber``.
    case number(JSONNumber)
    /// A string, unescaped, valid Unicode.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object([JSONMember])

    /// A whole number.
    public static func integer(_ value: some BinaryInteger) -> JSONValue {
        .number(JSONNumber(text: String(value)))
    }

    /// The member of an object by the exact bytes of its name; nil for other kinds.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { ExactText($0.name) == ExactText(name) }?.value
    }

    /// The value at a JSON Pointer; nil when there is none.
    ///
    /// Source: RFC 6901 section 4. An array's index has no sign and no leading zero.
    public func value(at pointer: String) -> JSONValue? {
        guard let tokens = JSONPointer.tokens(pointer) else { return nil }
        var value = self
        for token in tokens {
            switch value {
            case .object:
                guard let member = value[token] else { return nil }
                value = member
            case .array(let elements):
                guard let index = Int(token), String(index) == token,
                    elements.indices.contains(index)
                else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }

    /// The text of a string; nil for other kinds.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The value of a number written as a whole number without exponent; nil for other kinds.
    public var integer: Int64? {
        guard case .number(let number) = self else { return nil }
        return number.integer
    }

    /// The value of a boolean; nil for other kinds.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements of an array; nil for other kinds.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an object; nil for other kinds.
    public var object: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The word for this kind of value in a message to a person, such as `a string`.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// Whether two documents have the same values, names and order, byte by byte.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.string(let one), .string(let other)): ExactText(one) == ExactText(other)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }
}

/// One member of a JSON object.
public struct JSONMember: Equatable, Sendable {
    /// The member's name, unescaped.
    public let name: String
    /// The member's value.
    public let value: JSONValue

    /// A member.
    public init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// Whether two members have the same name, byte by byte, and the same value.
    public static func == (left: JSONMember, right: JSONMember) -> Bool {
        ExactText(left.name) == ExactText(right.name) && left.value == right.value
    }
}

/// A JSON number, kept as its text so that nothing is rounded on the way.
public struct JSONNumber: Equatable, Sendable {
    /// The number in JSON's own grammar.
    public let text: String

    /// A number from text that is already in JSON's grammar.
    public init(text: String) {
        self.text = text
    }

    /// The value, if it is written as a whole number without fraction or exponent and fits 64 bits.
    public var integer: Int64? { Int64(text) }

    /// The nearest IEEE 754 double; nil when it is not finite.
    public var double: Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
