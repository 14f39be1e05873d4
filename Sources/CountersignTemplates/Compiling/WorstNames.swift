internal import CountersignCore

/// The names that come out shortest and longest once ``SafeText`` has made them harmless.
///
/// Why there is no worse: each character but an inserted one comes from at least one byte, so length grows
/// by insertions alone. A space before `//` takes the three bytes of `://`; one before a host's dot takes
/// the dot and the two letters behind it; an apostrophe takes at least three digits: never more than one
/// for three bytes, and `://` over and over reaches it. Apart from that a leading `@` gets one space, and
/// a right-to-left letter, two bytes for one character, puts two marks around the whole. In septets
/// nothing is dearer than a character of the extension table for every byte. What needs UCS-2 costs one
/// byte as a backtick and two as a letter. Every mixture of these is below; a test that tries all short
/// names over the characters that matter finds none longer or shorter.
enum WorstNames {
    /// Names of one byte up to so many.
    static func names(bytes bytesMax: Int) -> [String] {
        let heads = ["", "@", "`", "@`", "ç", "@ç", "ש", "@ש", "日", "["]
        let fills = ["[", "://", "1", "a", "`"]
        var names = ["a", "`", "1", ".", "ש", "ç"].filter { $0.utf8.count <= bytesMax }
        for head in heads {
            for fill in fills {
                var name = head
                while name.utf8.count + fill.utf8.count <= bytesMax { name += fill }
                for rest in ["", "a", "["] where !name.isEmpty {
                    var whole = name
                    while !rest.isEmpty, whole.utf8.count < bytesMax { whole += rest }
                    if whole.utf8.count <= bytesMax { names.append(whole) }
                }
            }
        }
        return names
    }

    /// Names of one character up to so many, of any number of bytes.
    ///
    /// Here a character of two units costs no more than one of a single unit, so the digits of a script
    /// beyond the basic plane are worst: two units each, and an apostrophe for three of them; those that
    /// run from right to left get their two marks too.
    static func names(characters charactersMax: Int) -> [String] {
        let digits = ["\u{10D30}", "\u{1D7CE}"].map { String(repeating: $0, count: charactersMax) }
        return names(bytes: charactersMax) + digits
    }

    // MARK: - Sets

    /// Any payee in a setting.
    static func payee(
        in setting: Program.Setting,
        withinRightToLeft: Bool
    ) -> ValueSets.Value {
        switch (setting == .plain, withinRightToLeft) {
        case (true, false): plainPayee
        case (true, true): plainPayeeWithin
        case (false, false): richPayee
        case (false, true): richPayeeWithin
        }
    }

    /// Any order number in a setting.
    static func reference(in setting: Program.Setting) -> ValueSets.Value {
        setting == .plain ? plainReference : richReference
    }

    /// Most characters of a merchant's order number.
    ///
    /// Source: api.md.
    private static let referenceCharactersMax = 64

    private static let plainPayee = value(names(bytes: Payee.bytesMax), .plain)
    private static let plainPayeeWithin = value(names(bytes: Payee.bytesMax), .plain, true)
    private static let richPayee = value(names(bytes: Payee.bytesMax), .json)
    private static let richPayeeWithin = value(names(bytes: Payee.bytesMax), .json, true)
    private static let plainReference = value(names(characters: referenceCharactersMax), .plain)
    private static let richReference = value(names(characters: referenceCharactersMax), .json)

    private static func value(
        _ names: [String],
        _ setting: Program.Setting,
        _ withinRightToLeft: Bool = false
    ) -> ValueSets.Value {
        let texts = names.map {
            SafeText.make($0, in: setting, withinRightToLeft: withinRightToLeft)
        }
        return ValueSets.Value(
            texts: TextSet(texts) ?? .empty,
            glyphs: .harmless(digits: true)
        )
    }
}
