/// A piece of an HTML page as a value; text and attribute values are escaped when it is written.
///
/// Names are `StaticString`s: nothing that comes from outside can become markup.
public indirect enum Node: Sendable {
    /// Text; every character is shown as it is.
    case text(String)
    /// An element with its attributes and what is in it.
    case element(StaticString, [Attribute], [Node])
    /// Our own style or script, written as it is.
    case verbatim(StaticString)

    /// An element; void ones such as `input` take no children.
    public static func tag(
        _ name: StaticString,
        _ attributes: [Attribute] = [],
        _ children: [Node] = []
    ) -> Node {
        .element(name, attributes, children)
    }

    /// An element that holds only text.
    public static func tag(
        _ name: StaticString,
        _ attributes: [Attribute] = [],
        _ text: String
    ) -> Node {
        .element(name, attributes, [.text(text)])
    }
}

/// One attribute of an element.
public struct Attribute: Sendable {
    let name: StaticString
    let value: String?

    /// An attribute with a value, escaped when it is written.
    public init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }

    /// An attribute that is there or not, such as `required`.
    public init(_ name: StaticString) {
        self.name = name
        self.value = nil
    }
}

extension Attribute {
    static func id(_ value: String) -> Attribute { Attribute("id", value) }
    static func of(class value: String) -> Attribute { Attribute("class", value) }
    static func of(type value: String) -> Attribute { Attribute("type", value) }
    static func name(_ value: String) -> Attribute { Attribute("name", value) }
    static func value(_ value: String) -> Attribute { Attribute("value", value) }
    static func label(_ value: String) -> Attribute { Attribute("aria-label", value) }
    static func labelledBy(_ value: String) -> Attribute { Attribute("aria-labelledby", value) }
    static func describedBy(_ value: String) -> Attribute { Attribute("aria-describedby", value) }
    static func role(_ value: String) -> Attribute { Attribute("role", value) }
    static func direction(_ value: String) -> Attribute { Attribute("dir", value) }
}
