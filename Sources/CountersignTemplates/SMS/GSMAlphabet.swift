/// The 7-bit alphabet of mobile networks with its extension table.
///
/// Source: 3GPP TS 23.038, sections 6.2.1 and 6.2.1.1. Note that C with cedilla is in it as a
/// capital only, and that the euro sign takes two septets.
enum GSMAlphabet {
    /// Septets that a character takes: 1 in the basic table, 2 in the extension table, 0 in neither.
    static func septets(of scalar: Unicode.Scalar) -> Int {
        guard scalar.isASCII else {
            if scalar == "€" { return 2 }
            return basicBeyondASCII.contains(scalar) ? 1 : 0
        }
        switch scalar {
        case "^", "{", "}", "\\", "[", "~", "]", "|", "\u{0C}": return 2
        case "`": return 0
        case "\n", "\r", " "..."~": return 1
        default: return 0
        }
    }

    private static let basicBeyondASCII: Set<Unicode.Scalar> = Set(
        "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà".unicodeScalars
    )
}
