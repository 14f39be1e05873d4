internal import CountersignCore

extension RenderedMessage {
    /// The forms of the message for a person at a terminal: the plain text, under its subject where there
    /// is one; then the rich form, where there is one.
    public var forms: [String] {
        guard let content else { return [text] }
        guard channel == .email, let mail = try? JSONReader.read(content) else {
            return [text, String(decoding: content, as: UTF8.self)]
        }
        let plain = "Subject: \(mail["subject"]?.string ?? "")\n\n\(text)"
        return [plain] + (mail["html"]?.string.map { [$0] } ?? [])
    }
}
