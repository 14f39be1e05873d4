/// Writes nodes as HTML in UTF-8.
struct NodeWriter {
    private(set) var text = ""

    /// Elements that have no end tag.
    ///
    /// Source: HTML Living Standard, section 13.1.2.
    private static let voidElements: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    ]

    mutating func write(_ node: Node) {
        switch node {
        case .text(let content): text += NodeWriter.escape(content)
        case .verbatim(let content): text += String(describing: content)
        case .element(let name, let attributes, let children):
            let name = String(describing: name)
            text += "<\(name)"
            for attribute in attributes { write(attribute) }
            text += ">"
            if NodeWriter.voidElements.contains(name) { return }
            for child in children { write(child) }
            text += "</\(name)>"
        }
    }

    private mutating func write(_ attribute: Attribute) {
        text += " \(attribute.name)"
        if let value = attribute.value { text += "=\"\(NodeWriter.escape(value))\"" }
    }

    /// The text with the five characters that mean something in HTML written as references.
    static func escape(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
