public import CountersignCore

/// A message with what became of its place for a tip.
public struct TippedMessage: Sendable {
    /// The message.
    public let message: RenderedMessage
    /// What became of the place; nil where the template has none.
    public let tip: MessageTip?

    /// A message.
    public init(message: RenderedMessage, tip: MessageTip?) {
        self.message = message
        self.tip = tip
    }
}

extension TemplateLibrary {
    /// Whether the template that fits a key has a place for a tip.
    public func takesTip(_ key: TemplateKey) -> Bool {
        template(for: key)?.tipCharactersMax != nil
    }

    /// Renders one message with the tip that suits it: the room is measured, then the tip is put in.
    ///
    /// A tip never costs an SMS another part, and never another alphabet.
    /// - Throws: as ``render(_:_:)``.
    public func render(
        _ key: TemplateKey,
        _ values: TemplateValues,
        tipFor question: TipQuestion
    ) throws(TemplateFailure) -> TippedMessage {
        guard let shelf = shelf(for: key) else { throw .missing(key) }
        let entry = shelf.entry(for: key.locale)
        var values = values
        values.tip = nil
        let choice = choose(key, values, question, from: shelf, entry)
        values.tip = choice.text
        return TippedMessage(
            message: try render(key, values, from: shelf, entry),
            tip: choice.tip
        )
    }

    /// What becomes of the place for a tip, and the words that are put into it.
    private func choose(
        _ key: TemplateKey,
        _ values: TemplateValues,
        _ question: TipQuestion,
        from shelf: Shelf,
        _ entry: Shelf.Entry
    ) -> (tip: MessageTip?, text: String?) {
        guard let place = shelf.place(forTipIn: entry, values) else { return (nil, nil) }
        let answer = TipChoice.choose(
            question,
            among: tips(brand: key.brand, locale: entry.template.locale)
        ) { $0.fits(place.room, on: key.channel) }
        switch answer {
        case .noTip: return (.noTip, nil)
        case .noRoom: return (.noRoom, nil)
        case .tip(let chosen):
            if place.changesAlphabet { return (.noRoom, nil) }
            // Held out only now, so that both sides went the very same way until here.
            if question.isHeldOut {
                return (.holdout(id: chosen.id, variant: chosen.variant.number), nil)
            }
            let tip = MessageTip.shown(id: chosen.id, variant: chosen.variant.number)
            return (tip, chosen.variant.text)
        }
    }

    /// Renders one message again, with the tip that it had.
    ///
    /// Where that tip is no longer written, the message comes without one.
    /// - Throws: as ``render(_:_:)``.
    public func render(
        _ key: TemplateKey,
        _ values: TemplateValues,
        again tip: MessageTip?
    ) throws(TemplateFailure) -> RenderedMessage {
        var values = values
        values.tip = nil
        if case .shown(let id, let number) = tip, let template = template(for: key) {
            values.tip =
                tips(brand: key.brand, locale: template.locale)
                .first { $0.id == id }?.variants.first { $0.number == number }?.text
        }
        return try render(key, values)
    }
}
