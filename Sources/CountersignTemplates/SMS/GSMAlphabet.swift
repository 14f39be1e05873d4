/// The 7-bit alphabet of mobile networks with its extension table.
///
/// Source: 3GPP TS 23.038, sections 6.2.1 and 6.2.1.1. Note that C with cedilla is in it as a
/// capital only, and that the euro sign takes two septets.
enum GSMAlphabet {
    /// Septets that a character takes: 1 in the basic table, 2 in the extension table, 0 in neither.
    static func septets(of scalar: Unicode.Scalar) -> Int {
        let number = Int(scalar.value)
        if number < table.count { return Int(table[number]) }
        return scalar == "€" ? 2 : 0
    }

    /// By the number of a character, up to the last Greek one; every message goes through it.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 0x400)
        for byte in 0x20...0x7E { table[byte] = 1 }
        for scalar in basicBeyondPrintable.unicodeScalars { table[Int(scalar.value)] = 1 }
        for scalar in extended.unicodeScalars { table[Int(scalar.value)] = 2 }
        table[Int(("`" as Unicode.Scalar).value)] = 0
        return table
    }()

    private static let basicBeyondPrintable =
        "\n\r£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà"
    private static let extended = "^{}\\[~]|\u{0C}"
}
