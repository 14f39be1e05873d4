internal import CountersignCore

/// What would be sent for values of one's own choosing, with its look, its size and its price.
///
///     let preview = try library.preview(key, values)
///     for line in PhoneDrawing(preview.screen).lines { write(line) }
public struct TemplatePreview: Sendable {
    /// The message.
    public let message: RenderedMessage
    /// What the payer sees.
    public let screen: PhoneScreen
    /// How the text travels, for SMS.
    public let segments: SMSSegments?
    private let hasAndroidHash: Bool

    init(_ message: RenderedMessage, _ entry: Shelf.Entry, _ brand: Brand) {
        self.message = message
        screen = PhoneScreen(message, entry.template.approvals.drafts)
        segments = message.channel == .sms ? SMSSegments(message.text) : nil
        hasAndroidHash = brand.androidHash != nil
    }

    /// Bytes handed to the platform: the rich form, else the text; of a mail all its forms as JSON.
    public var bytes: Int { message.redacted.count }

    /// Everything word for word: the forms of the message, then the facts, one a line.
    public var text: String {
        var lines = message.forms.flatMap { [$0, ""] }
        for (name, value) in facts {
            lines.append(name + String(repeating: " ", count: 10 - name.count) + value)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Facts about the message, each with its name of at most nine characters.
    public var facts: [(name: String, value: String)] {
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
                facts.append(("UCS-2", "because of \(shown(scalar)), which GSM 7-bit lacks"))
            }
        }
        facts.append(("shown", TemplatePreview.words(for: message.surface)))
        return facts
    }

    /// What is worth a second look, one sentence each; empty for nothing.
    public var findings: [String] {
        var findings: [String] = []
        if let segments {
            if segments.parts > 1 {
                findings.append("this message is \(segments.parts) parts, and each is billed")
            }
            if let scalar = segments.forcesUCS2 {
                findings.append(
                    "\(shown(scalar)) turns the whole message into UCS-2: a part holds 70 characters "
                        + "instead of 160"
                )
            }
            if hasAndroidHash, segments.parts > 1 {
                findings.append("an Android app reads messages of one part only: 140 bytes")
            }
        }
        if message.surface == .page {
            findings.append("the payer sees amount and payee on the page alone")
        }
        return findings
    }

    private func shown(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        return PlainText.isForbidden(scalar) ? code : "'\(scalar)' (\(code))"
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
    /// A message with its look and its facts; nothing is sent.
    /// - Throws: ``TemplateFailure`` when no template fits.
    public func preview(
        _ key: TemplateKey,
        _ values: TemplateValues
    ) throws(TemplateFailure) -> TemplatePreview {
        let message = try render(key, values)
        guard let shelf = shelf(for: key) else { throw .missing(key) }
        return TemplatePreview(message, shelf.entry(for: key.locale), shelf.brand)
    }
}
