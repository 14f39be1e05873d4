/// A line of advice in one language and one brand's words, ready to be shown.
struct Tip: Equatable, Sendable {
    /// One length of it.
    struct Variant: Equatable, Sendable {
        /// Its place in the file, from 0 for the shortest.
        let number: Int
        /// The words.
        let text: String
        /// Whether an SMS may show it: no digits that a phone could take for the code and no link, as a
        /// line of support can bring them along.
        let isForSMS: Bool
        /// Whether the 7-bit alphabet of SMS has all of it.
        let isGSM: Bool

        init(number: Int, text: String) {
            self.number = number
            self.text = text
            self.isForSMS = EducationLine.fault(of: text) == nil
            self.isGSM = SMSSegments(text).alphabet == .gsm7
        }
    }

    /// Its name in reports.
    let id: String
    /// What calls for it.
    let reasons: Set<TipReason>
    /// How often it is chosen among equals.
    let weight: Int
    /// From the shortest to the longest.
    let variants: [Variant]
}
