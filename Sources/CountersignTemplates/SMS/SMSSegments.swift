/// How a text travels as SMS: in which alphabet, how long, in how many parts.
///
/// Counts with the 8-bit reference that gateways use. National language tables are not counted on:
/// few gateways and phones know them. Source: 3GPP TS 23.038 and TS 23.040.
public struct SMSSegments: Equatable, Sendable {
    /// What a text is written in on the air.
    public enum Alphabet: String, Sendable {
        /// The 7-bit default alphabet with its extension table; units are septets.
        case gsm7
        /// UCS-2, in practice UTF-16; units are 16 bits.
        case ucs2

        /// Units that one message of a single part holds.
        public var unitsPerMessageMax: Int { self == .gsm7 ? 160 : 70 }
        /// Units that each part holds when there are several: the header takes the rest.
        public var unitsPerPartMax: Int { self == .gsm7 ? 153 : 67 }
    }

    /// The alphabet that the text needs.
    public let alphabet: Alphabet
    /// Length in the alphabet's units.
    public let units: Int
    /// Units of each part, in order; empty for an empty text.
    public let unitsPerPart: [Int]
    /// The first character that the 7-bit alphabet lacks; it alone doubles the price.
    public let forcesUCS2: Unicode.Scalar?

    /// How many messages are billed.
    public var parts: Int { unitsPerPart.count }

    /// Measures a text; line ends are expected as `\n`.
    public init(_ text: String) {
        var septets = 0
        var units = 0
        var foreign: Unicode.Scalar?
        // The marks around a right-to-left name are there because of the name: name that.
        var isNamed = false
        for scalar in text.unicodeScalars {
            let width = GSMAlphabet.septets(of: scalar)
            septets += width
            units += UTF16.width(scalar)
            guard width == 0, !isNamed else { continue }
            isNamed = !scalar.properties.isBidiControl
            if isNamed || foreign == nil { foreign = scalar }
        }
        let alphabet: Alphabet = foreign == nil ? .gsm7 : .ucs2
        self.alphabet = alphabet
        self.forcesUCS2 = foreign
        self.units = foreign == nil ? septets : units
        self.unitsPerPart = SMSSegments.split(text, in: alphabet, units: self.units)
    }

    /// An escape pair or a surrogate pair is never cut: it moves whole to the next part.
    private static func split(_ text: String, in alphabet: Alphabet, units: Int) -> [Int] {
        if units == 0 { return [] }
        if units <= alphabet.unitsPerMessageMax { return [units] }
        var parts: [Int] = []
        var current = 0
        for scalar in text.unicodeScalars {
            let width =
                alphabet == .gsm7 ? GSMAlphabet.septets(of: scalar) : UTF16.width(scalar)
            if current + width > alphabet.unitsPerPartMax {
                parts.append(current)
                current = 0
            }
            current += width
        }
        parts.append(current)
        return parts
    }
}
