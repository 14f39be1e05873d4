/// The words that deny a payment when a payer sends them back.
///
/// A text counts only as a whole, without its punctuation: "No, wait" is a conversation, "NO!" is an
/// answer. Every language is always understood, since a payer may answer in another language than the
/// message was written in.
public enum DenialWords {
    /// Bytes of the longest text that is looked at.
    public static let textBytesMax = 64

    /// The words by language, in lower case.
    ///
    /// Beside "no" they have what the button of a rich message says, since a payer who reads it may type
    /// it; an apostrophe is left out as all punctuation is.
    private static let words: [String: [String]] = [
        "ar": ["لا", "لم أكن أنا", "ليس أنا"],
        "bn": ["না", "এটা আমি করিনি", "আমি করিনি"],
        "de": ["nein", "stopp", "stop", "nicht ich", "das war ich nicht"],
        "en": ["no", "stop", "not me", "this wasnt me"],
        "es": ["no", "alto", "no fui yo"],
        "fr": ["non", "arret", "arrêt", "pas moi", "ce nétait pas moi"],
        "hi": ["नहीं", "नही", "यह मैंने नहीं किया", "मैंने नहीं किया"],
        "ja": ["いいえ", "身に覚えがありません", "身に覚えがない"],
    ]

    /// All of them; `String` compares by canonical equivalence, which is wanted here: keyboards differ
    /// in how they compose `ê`.
    private static let all = Set(words.values.joined())

    /// Whether a text is nothing but a denial.
    public static func isDenial(_ text: String) -> Bool {
        guard text.utf8.count <= textBytesMax else { return false }
        var words = String.UnicodeScalarView()
        var isAfterSpace = false
        for scalar in text.lowercased().unicodeScalars {
            if scalar.properties.isWhitespace {
                isAfterSpace = true
            } else if isOfWord(scalar) {
                if isAfterSpace, !words.isEmpty { words.append(" ") }
                isAfterSpace = false
                words.append(scalar)
            }
        }
        return all.contains(String(words))
    }

    /// Whether a word is made of it: letters, their marks and digits, but no punctuation, symbols and
    /// invisible characters.
    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
