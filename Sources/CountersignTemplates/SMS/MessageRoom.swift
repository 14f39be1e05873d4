/// How many more words a message takes without costing another SMS part or passing its channel's limit.
///
///     if let room = try library.roomForTip(key, values), room.takes(variant) { values.tip = variant }
///
/// The answer is exact for a message of one part. For several it stays on the safe side by one unit for
/// each border between parts: there a pair that may not be cut can leave one unit empty.
/// Source: 3GPP TS 23.038 and TS 23.040.
public struct MessageRoom: Equatable, Sendable {
    private enum Measure: Equatable {
        /// An SMS as it stands: its septets, nil when it needs UCS-2; its 16-bit units; its parts at most.
        case sms(septets: Int?, units: Int, partsMax: Int)
        /// Another channel: characters that are left.
        case characters(Int)
    }

    private let measure: Measure

    /// The room in an SMS that may come to a number of parts; line ends are `\n`.
    ///
    /// Without `partsMax` the text keeps the parts that it has.
    public static func left(inSMS text: String, partsMax: Int? = nil) -> MessageRoom {
        left(inSMS: TextMeasure(text), partsMax: partsMax ?? max(1, SMSSegments(text).parts))
    }

    /// The room in an SMS of a known length.
    static func left(inSMS measure: TextMeasure, partsMax: Int) -> MessageRoom {
        MessageRoom(
            measure: .sms(septets: measure.septets, units: measure.units, partsMax: partsMax)
        )
    }

    /// The room of a channel that counts characters.
    public static func left(characters: Int) -> MessageRoom {
        MessageRoom(measure: .characters(max(0, characters)))
    }

    /// Whether words fit, in the alphabet that the text and they need together.
    public func takes(_ words: String) -> Bool {
        switch measure {
        case .characters(let left): return words.unicodeScalars.count <= left
        case .sms(let septets, let units, let partsMax):
            let added = TextMeasure(words)
            if let septets, let more = added.septets {
                return septets + more <= MessageRoom.unitsMax(.gsm7, partsMax)
            }
            return units + added.units <= MessageRoom.unitsMax(.ucs2, partsMax)
        }
    }

    /// How much is left in an alphabet, for reports; never negative.
    ///
    /// For an SMS in septets or in 16-bit units of the whole text in that alphabet; nil for GSM 7-bit where
    /// the text needs UCS-2. For another channel in characters, whatever the alphabet.
    public func left(in alphabet: SMSSegments.Alphabet) -> Int? {
        switch measure {
        case .characters(let left): return left
        case .sms(let septets, let units, let partsMax):
            let most = MessageRoom.unitsMax(alphabet, partsMax)
            if alphabet == .ucs2 { return max(0, most - units) }
            return septets.map { max(0, most - $0) }
        }
    }

    /// Units that surely fit into a number of parts, whatever pairs stand at their borders.
    static func unitsMax(_ alphabet: SMSSegments.Alphabet, _ parts: Int) -> Int {
        if parts <= 1 { return alphabet.unitsPerMessageMax }
        return parts * alphabet.unitsPerPartMax - (parts - 1)
    }
}
