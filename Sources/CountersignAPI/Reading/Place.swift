import CountersignCore

/// The place of a value in a body; spelt out only when something is wrong there.
struct Place {
    /// The pointer of the enclosing value in URI fragment form; `#` is the body itself.
    let parent: String
    /// The member's name or the element's number; nil for the enclosing value itself.
    let token: String?

    static let body = Place(parent: "#", token: nil)

    /// The JSON Pointer in URI fragment form.
    ///
    /// Source: RFC 6901, sections 3 and 6.
    var pointer: String {
        guard let token else { return parent }
        return parent + "/" + Place.fragment(JSONPointer.escape(token))
    }

    /// The place of a member or an element of this value.
    func appending(_ token: String) -> Place { Place(parent: pointer, token: token) }

    /// Percent-encodes what may not stand in a URI fragment.
    ///
    /// Source: RFC 3986, section 3.5.
    private static func fragment(_ token: String) -> String {
        guard !token.utf8.allSatisfy(isFragmentCharacter) else { return token }
        var text = ""
        for byte in token.utf8 {
            if isFragmentCharacter(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return text
    }

    private static func isFragmentCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "-._~!$&'()*+,;=:@/?".utf8.contains(byte)
        }
    }
}
