internal import CountersignCore

/// The place for a tip in one message.
struct TipPlace {
    /// What fits into it.
    let room: MessageRoom
    /// Whether the words around the tip would bring another alphabet into an SMS.
    let changesAlphabet: Bool
}

extension Shelf {
    /// The place for a tip in a message with these values; nil where the template has none.
    ///
    /// The length is the sum of the words' lengths and the values': no text is put together for it, save
    /// where it comes to several parts, whose borders decide too.
    func place(forTipIn entry: Entry, _ values: TemplateValues) -> TipPlace? {
        let template = entry.template
        guard let characters = template.tipCharactersMax else { return nil }
        guard template.channel == .sms else {
            return TipPlace(room: .left(characters: characters), changesAlphabet: false)
        }
        return values.code.withDigits { digits in
            let facts = facts(values, digits: digits, for: entry)
            var (whole, tipBlock) = template.measures.measure(facts)
            // One character before it, as the message is rendered.
            if let hash = facts.androidHash { whole += TextMeasure(" " + hash) }
            let changesAlphabet = whole.septets != nil && tipBlock.septets == nil
            let isOnePart =
                whole.septets.map { $0 <= SMSSegments.Alphabet.gsm7.unitsPerMessageMax }
                ?? (whole.units <= SMSSegments.Alphabet.ucs2.unitsPerMessageMax)
            let parts = isOnePart ? 1 : template.render(facts, from: nil).parts
            whole += tipBlock
            return TipPlace(
                room: .left(inSMS: whole, partsMax: parts),
                changesAlphabet: changesAlphabet
            )
        }
    }

    /// The values of one message in the brand's words.
    func facts(_ values: TemplateValues, digits: String, for entry: Entry) -> Facts {
        Facts(
            values,
            digits: digits,
            brand: brand,
            ceiling: entry.ceiling,
            money: entry.template.money
        )
    }
}
