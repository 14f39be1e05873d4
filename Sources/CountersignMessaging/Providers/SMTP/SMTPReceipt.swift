import CountersignCore

/// How a delivery status notification is read: a mail of several parts, one of which holds groups of
/// fields, the first about the message and each other about one recipient.
///
/// Source: RFC 3464; RFC 6522 for the parts; RFC 6533 for `message/global-delivery-status`.
enum SMTPReceipt {
    private static let statuses: [String: MessageStatus] = [
        "delivered": .delivered, "relayed": .sent, "expanded": .sent, "delayed": .sent,
        "failed": .undelivered,
    ]

    /// What a notification says of its message.
    ///
    /// Our mails have one recipient; where it stands for several, the best of theirs counts.
    static func report(
        of message: MessageID,
        in mail: MailFields
    ) throws(CallbackFault) -> DeliveryReport {
        let type = MailType(mail["content-type"] ?? [])
        guard type.name == "multipart/report", type.has("report-type", "delivery-status") else {
            throw .malformed(
                detail: "Content-Type: multipart/report; report-type=delivery-status belongs here"
            )
        }
        guard let boundary = type["boundary"], !boundary.isEmpty else {
            throw .malformed(detail: "Content-Type: a boundary belongs here")
        }
        guard let lines = statusLines(in: mail.lines, boundary) else {
            throw .malformed(
                detail: "a part message/delivery-status belongs here, up to the next boundary"
            )
        }
        var best: DeliveryReport?
        for group in lines.split(whereSeparator: \.isEmpty) {
            let fields = MailFields.fields(in: group)
            guard fields.contains(where: { $0.name == "final-recipient" }) else { continue }
            let report = try report(of: message, fields)
            if best.map({ rank($0.status) < rank(report.status) }) ?? true { best = report }
        }
        guard let best else {
            throw .malformed(detail: "Final-Recipient: the fields of a recipient belong here")
        }
        return best
    }

    private static func report(
        of message: MessageID,
        _ fields: [(name: String, value: [UInt8])]
    ) throws(CallbackFault) -> DeliveryReport {
        let action = word(fields, "action").map { $0.lowercased() }
        guard let status = action.flatMap({ statuses[$0] }) else {
            throw .malformed(
                detail: "Action: failed, delayed, delivered, relayed or expanded belongs here"
            )
        }
        let code = status.hasFailed ? word(fields, "status").flatMap { EnhancedCode($0) } : nil
        return DeliveryReport(
            message: message,
            reference: nil,
            status: status,
            failure: code.map { "status \($0)" },
            failureClass: code.flatMap(failureClass)
        )
    }

    /// Permanent failures of this address; nil for what says no more than that the mail did not come.
    ///
    /// Never `stop`, though a refusal by policy may concern every mail: a payer sees the address that
    /// proves a bounce of their own mail, and must not be able to end the mails of others.
    /// Source: RFC 3463 sections 3.2, 3.3 and 3.8.
    private static func failureClass(of code: EnhancedCode) -> FailureClass? {
        switch (code.kind, code.subject, code.detail) {
        // Addressing, a mailbox that is disabled, security or policy.
        case (5, 1, _), (5, 2, 1), (5, 7, _): .drop
        default: nil
        }
    }

    private static func rank(_ status: MessageStatus) -> Int {
        switch status {
        case .delivered: 2
        case .sent: 1
        default: 0
        }
    }

    /// The first word of a field, before a blank or a comment; nil for none.
    private static func word(
        _ fields: [(name: String, value: [UInt8])],
        _ name: String
    ) -> String? {
        guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
        let word = value.drop { $0 <= 0x20 }
            .prefix { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "(") }
        return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
    }

    /// The lines of the first part with delivery status, which is there as far as its end.
    private static func statusLines(
        in lines: ArraySlice<ArraySlice<UInt8>>,
        _ boundary: [UInt8]
    ) -> ArraySlice<ArraySlice<UInt8>>? {
        var start: Int?
        for (place, line) in zip(lines.indices, lines) {
            guard let delimiter = Delimiter(line, boundary) else { continue }
            if let start {
                let part = MailFields(lines: lines[start..<place])
                let type = MailType(part["content-type"] ?? []).name
                if type == "message/delivery-status" || type == "message/global-delivery-status" {
                    return part.lines
                }
            }
            guard delimiter == .next else { return nil }
            start = place + 1
        }
        return nil
    }

    /// A line between parts.
    ///
    /// Source: RFC 2046 section 5.1.1: blanks may follow it.
    private enum Delimiter {
        case next
        case last

        init?(_ line: ArraySlice<UInt8>, _ boundary: [UInt8]) {
            guard line.starts(with: "--".utf8), line.dropFirst(2).starts(with: boundary) else {
                return nil
            }
            let rest = line.dropFirst(2 + boundary.count)
            let isLast = rest.starts(with: "--".utf8)
            guard rest.dropFirst(isLast ? 2 : 0).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
                return nil
            }
            self = isLast ? .last : .next
        }
    }
}
