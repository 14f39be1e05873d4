import CountersignCore

/// A mail as the bytes that follow `DATA`: header fields, then one text or two forms of it.
///
/// Lines end in CRLF and none is longer than 998 bytes. Source: RFC 5322, RFC 2045, RFC 2046.
struct MailText: Sendable {
    /// Characters of one line of base64.
    ///
    /// Source: RFC 2045 section 6.8.
    static let base64LineBytes = 76

    let from: MailAddress
    let fromName: String?
    /// Nil leaves the field out: the envelope alone carries an address that a field can't hold.
    let to: MailAddress?
    let subject: String
    let text: String
    let html: String?
    /// The part before the `@` of the Message-ID; the same on every attempt.
    let id: String
    let date: Instant

    /// The bytes of the mail.
    var bytes: [UInt8] {
        var fields =
            HeaderText.field("Date", words: MailDate.words(date))
            + HeaderText.mailbox("From", fromName, from)
        if let to { fields += HeaderText.mailbox("To", nil, to) }
        fields +=
            HeaderText.field("Message-ID", words: ["<\(id)@\(from.domain)>"])
            + HeaderText.unstructured("Subject", subject)
            + HeaderText.field("Auto-Submitted", words: ["auto-generated"])
            + HeaderText.field("MIME-Version", words: ["1.0"])
        let plain = MailText.part("text/plain", text)
        guard let html else { return Array((fields + plain).utf8) }
        // Base64 has no hyphen, so the boundary stands in no part.
        let boundary = "--=_\(id)"
        fields += HeaderText.field(
            "Content-Type",
            words: ["multipart/alternative;", "boundary=\"\(boundary)\""]
        )
        let parts = [plain, MailText.part("text/html", html)]
        let body = parts.map { "\r\n--\(boundary)\r\n" + $0 }.joined()
        return Array((fields + body + "\r\n--\(boundary)--\r\n").utf8)
    }

    /// The fields of one form of the text, an empty line, and the form itself.
    private static func part(_ type: String, _ text: String) -> String {
        HeaderText.field("Content-Type", words: [type + ";", "charset=utf-8"])
            + HeaderText.field("Content-Transfer-Encoding", words: ["base64"])
            + "\r\n" + base64Lines(canonical(text))
    }

    /// The text with CRLF line ends.
    ///
    /// Source: RFC 2045 section 6.8, "canonical form" of text.
    private static func canonical(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var last: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0A where last == 0x0D: break
            case 0x0A, 0x0D: bytes += [0x0D, 0x0A]
            default: bytes.append(byte)
            }
            last = byte
        }
        return bytes
    }

    private static func base64Lines(_ bytes: [UInt8]) -> String {
        let step = base64LineBytes / 4 * 3
        return stride(from: 0, to: bytes.count, by: step)
            .map { Base64.encode(bytes[$0..<min($0 + step, bytes.count)]) + "\r\n" }
            .joined()
    }
}

/// Dates as mail writes them: `Thu, 01 Jan 2026 00:00:00 +0000`.
///
/// Source: RFC 5322 section 3.3.
enum MailDate {
    static func words(_ moment: Instant) -> [String] {
        // 2026-01-01T00:00:00Z
        let text = moment.rfc3339
        let parts = text.prefix { $0 != "T" }.split(separator: "-").map(String.init)
        let clock = String(text.drop { $0 != "T" }.dropFirst().dropLast())
        guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month) else {
            return ["Thu,", "01", "Jan", "1970", "00:00:00", "+0000"]
        }
        let week: Int64 = 7 * 86_400
        // The epoch was a Thursday.
        let weekday = Int((moment.seconds % week + week) % week / 86_400)
        return [
            weekdays[weekday] + ",", parts[2], months[month - 1], parts[0], clock, "+0000",
        ]
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
