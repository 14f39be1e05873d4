internal import CountersignCore

extension Template {
    /// The message with its values, and what may be kept of it.
    func render(_ facts: Facts, from: String?) -> RenderedMessage {
        if let mail { return render(mail, facts, from: from) }
        var words = text.written(facts)
        if channel == .sms, let hash = facts.androidHash { words.end(withAndroidHash: hash) }
        let rich = content?.written(facts)
        return message(
            words.text,
            content: rich?.bytes,
            from: from,
            redacted: (rich ?? words).redacted
        )
    }

    /// A mail: the subject and the HTML go beside the text.
    private func render(_ mail: MailForm, _ facts: Facts, from: String?) -> RenderedMessage {
        let subject = mail.subject.written(facts)
        let words = text.written(facts)
        let html = mail.html?.written(facts)
        var content = JSONWriter(capacity: 512)
        content.beginObject()
        content.member("subject", subject.text)
        if let html { content.member("html", html.text) }
        content.endObject()
        var kept = JSONWriter(capacity: 1_024)
        kept.beginObject()
        kept.member("subject", subject.redactedText)
        kept.member("text", words.redactedText)
        if let html { kept.member("html", html.redactedText) }
        kept.endObject()
        return message(words.text, content: content.bytes, from: from, redacted: kept.bytes)
    }

    private func message(
        _ text: String,
        content: [UInt8]?,
        from: String?,
        redacted: [UInt8]
    ) -> RenderedMessage {
        RenderedMessage(
            channel: channel,
            text: text,
            content: content,
            from: from,
            surface: surface,
            template: path,
            templateVersion: version,
            locale: locale,
            parts: channel == .sms ? SMSSegments(text).parts : 1,
            redacted: redacted
        )
    }
}

/// One form of a message with its values.
private struct Written {
    private(set) var bytes: [UInt8]
    /// The same with the code and tokens replaced by their lengths in `#`.
    private(set) var redacted: [UInt8]

    init(bytes: [UInt8], redacted: [UInt8]) {
        self.bytes = bytes
        self.redacted = redacted
    }

    /// Adds what an Android app finds its messages by.
    ///
    /// It wants the end of the message, browsers want their last line: behind the line for browsers,
    /// which ignore what follows the code, both find it. Source: standard 05, "One message for both".
    mutating func end(withAndroidHash hash: String) {
        let lastLine = bytes.lastIndex(of: 0x0A).map { bytes[($0 + 1)...] } ?? bytes[...]
        let tail = Array(((lastLine.first == UInt8(ascii: "@") ? " " : "\n") + hash).utf8)
        bytes += tail
        redacted += tail
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var redactedText: String { String(decoding: redacted, as: UTF8.self) }
}

extension Program {
    fileprivate func written(_ facts: Facts) -> Written {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(320)
        let secrets = write(facts, to: &bytes)
        // The places where the code was put are known: nothing is searched for, and digits of the
        // amount that happen to equal the code stay. A token goes too: it can be made again only with
        // a key of the service, and whoever checks the hash has none.
        var redacted = bytes
        for secret in secrets {
            for place in secret { redacted[place] = UInt8(ascii: "#") }
        }
        return Written(bytes: bytes, redacted: redacted)
    }
}
