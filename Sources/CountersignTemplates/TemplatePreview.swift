internal import CountersignCore

/// What would be sent for values of one's own choosing, with its size and price.
///
///     let preview = try library.preview(key, values)
///     write(preview.text)
public struct TemplatePreview: Sendable {
    /// The message.
    public let message: RenderedMessage
    /// How the text travels, for SMS.
    public let segments: SMSSegments?

    init(_ message: RenderedMessage) {
        self.message = message
        self.segments = message.channel == .sms ? SMSSegments(message.text) : nil
    }

    /// Bytes handed to the platform: the rich form, else the text; of a mail all its forms as JSON.
    public var bytes: Int { message.redacted.count }

    /// Everything for a terminal: the text as the phone shows it, then the facts, one a line.
    public var text: String {
        var lines = message.forms.flatMap { [$0, ""] }
        for (name, value) in facts {
            lines.append(name + String(repeating: " ", count: 10 - name.count) + value)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var facts: [(name: String, value: String)] {
        var facts = [
            (name: "template", value: "\(message.template), version \(message.templateVersion)")
        ]
        facts.append(("locale", message.locale))
        if let from = message.from { facts.append(("from", from)) }
        facts.append(("bytes", String(bytes)))
        if let segments {
            let units = segments.alphabet == .gsm7 ? "septets" : "units of 16 bits"
            let most = segments.alphabet == .gsm7 ? "GSM 7-bit" : "UCS-2"
            facts.append(("alphabet", "\(most), \(segments.units) \(units)"))
            let split = segments.unitsPerPart.map(String.init).joined(separator: " + ")
            facts.append(("parts", segments.parts == 1 ? "1" : "\(segments.parts) (\(split))"))
            if let scalar = segments.forcesUCS2 {
                let hex = String(scalar.value, radix: 16, uppercase: true)
                let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
                let shown = PlainText.isForbidden(scalar) ? code : "'\(scalar)' (\(code))"
                facts.append(("UCS-2", "because of \(shown), which GSM 7-bit lacks"))
            }
        }
        facts.append(("shown", TemplatePreview.words(for: message.surface)))
        return facts
    }

    private static func words(for surface: Shown.Surface) -> String {
        switch surface {
        case .message: "amount, payee and code in one message"
        case .pairedMessage: "amount and payee in a message beside the one with the code"
        case .page: "the code alone; amount and payee stand on the page"
        }
    }
}

extension TemplateLibrary {
    /// What `countersign template show` prints is its ``TemplatePreview/text``.
    /// - Throws: ``TemplateFailure`` when no template fits.
    public func preview(
        _ key: TemplateKey,
        _ values: TemplateValues
    ) throws(TemplateFailure) -> TemplatePreview {
        TemplatePreview(try render(key, values))
    }
}
