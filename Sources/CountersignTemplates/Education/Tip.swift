internal import CountersignCore

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
        /// Its septets; nil when the 7-bit alphabet of SMS lacks one of its characters.
        let septets: Int?
        /// Its 16-bit units.
        let units: Int
        /// Its characters.
        let characters: Int

        init(number: Int, text: String) {
            self.number = number
            self.text = text
            self.isForSMS = EducationLine.fault(of: text) == nil
            let measure = TextMeasure(text)
            self.septets = measure.septets
            self.units = measure.units
            self.characters = measure.characters
        }

        /// Whether it fits into what a message of a channel has left, in the alphabet that the message has
        /// without it.
        func fits(_ room: MessageRoom, on channel: Channel) -> Bool {
            guard channel == .sms else { return characters <= room.left(in: .ucs2) ?? 0 }
            if !isForSMS { return false }
            guard let left = room.left(in: .gsm7) else { return units <= room.left(in: .ucs2) ?? 0 }
            return septets.map { $0 <= left } ?? false
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
