/// What a payer may read about a message with a code, in one language, for the merchant's own pages.
public struct EducationTexts: Hashable, Sendable {
    /// A text under its heading; plain text without links.
    public struct Passage: Hashable, Sendable {
        /// Most characters of a heading.
        public static let labelCharactersMax = 45
        /// Most characters of a text.
        public static let textCharactersMax = 256

        /// The heading.
        public let label: String
        /// The text.
        public let text: String

        /// A text under a heading.
        public init(label: String, text: String) {
            self.label = label
            self.text = text
        }
    }

    /// The language, as its folder is called.
    public let locale: String
    /// Why a message with a code came.
    public let why: Passage
    /// How the merchant will make contact, and how it will not.
    public let contact: Passage
    /// What to do after "this wasn't me".
    public let afterDenial: Passage

    /// Texts in one language.
    public init(locale: String, why: Passage, contact: Passage, afterDenial: Passage) {
        self.locale = locale
        self.why = why
        self.contact = contact
        self.afterDenial = afterDenial
    }
}
