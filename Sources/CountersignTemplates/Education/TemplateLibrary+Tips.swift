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

    /// Renders one message with the tip that suits it: without one first, then the room is measured, then
    /// the tip is put in.
    ///
    /// A tip never costs an SMS another part, and never another alphabet.
    /// - Throws: as ``render(_:_:)``.
    public func render(
        _ key: TemplateKey,
        _ values: TemplateValues,
        tipFor question: TipQuestion
    ) throws(TemplateFailure) -> TippedMessage {
        var values = values
        values.tip = nil
        let plain = try render(key, values)
        guard let template = template(for: key),
            let room = try room(in: template, key, values, partsMax: plain.parts)
        else { return TippedMessage(message: plain, tip: nil) }
        let answer = TipChoice.choose(
            question,
            among: tips(brand: key.brand, locale: template.locale)
        ) { $0.fits(room, on: key.channel) }
        switch answer {
        case .noTip: return TippedMessage(message: plain, tip: .noTip)
        case .noRoom: return TippedMessage(message: plain, tip: .noRoom)
        case .tip(let chosen):
            values.tip = chosen.variant.text
            let tipped = try render(key, values)
            // The block's own words may hold what the 7-bit alphabet lacks.
            guard
                key.channel != .sms || SMSSegments(plain.text).alphabet == .ucs2
                    || SMSSegments(tipped.text).alphabet == .gsm7
            else { return TippedMessage(message: plain, tip: .noRoom) }
            // Held out only now, so that both sides went the very same way until here.
            if question.isHeldOut {
                let tip = MessageTip.holdout(id: chosen.id, variant: chosen.variant.number)
                return TippedMessage(message: plain, tip: tip)
            }
            return TippedMessage(
                message: tipped,
                tip: .shown(id: chosen.id, variant: chosen.variant.number)
            )
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
