import CountersignCore
import CountersignMessaging
import Testing

/// Bounces as mail servers of several makes write them.
enum BounceSamples {
    static let secret = "sixteen bytes & a treasure"
    static let otherText = "msg_01KAPM00000000000000000009"

    static func provider(bounce: String = "bounces@example.com") throws -> any Provider {
        try ConfiguredProvider.make(
            """
            {kind: "smtp", url: "smtp://mail.example.com", from: "pay@example.com",
             bounce: "\(bounce)", callback_secret: {env: "C"}}
            """,
            secrets: ["/callback_secret": secret]
        )
    }

    /// The code of a message, by an implementation that shares nothing with the one tested.
    static func code(_ message: String) -> String {
        Hex.encode(
            ReferenceCrypto.hmac(key: Array(secret.utf8), Array(message.utf8)).prefix(8)
        )
    }

    static func address(_ message: String = Samples.messageText) -> String {
        "bounces+\(message).\(code(message))@example.com"
    }

    static func callback(_ mail: String) -> Callback {
        Callback(headers: ["content-type": "message/rfc822"], body: Array(mail.utf8))
    }

    /// The same text with CRLF line ends.
    static func crlf(_ text: String) -> String {
        String(decoding: text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }, as: UTF8.self)
    }

    /// A notification with fields of one recipient or more, each group after an empty line.
    static func mail(
        fields: String,
        head: String = "To: \(address())",
        boundary: String = "\"b1\""
    ) -> String {
        """
        From: MAILER-DAEMON@mx.example.net
        \(head)
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=\(boundary)

        --b1
        Content-Type: text/plain

        It did not arrive.
        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        \(fields)
        --b1--

        """
    }

    static let failed = """
        Final-Recipient: rfc822; kim@example.net
        Action: failed
        Status: 5.1.1
        """

    /// As Postfix pipes its own: a line of its mailbox before the fields.
    static let postfix = """
        From MAILER-DAEMON  Thu Jan  1 00:00:05 2026
        Return-Path: <>
        X-Original-To: \(address())
        Delivered-To: \(address())
        Received: by mail.example.com (Postfix)
        \tid 4F0A21; Thu,  1 Jan 2026 00:00:05 +0000 (UTC)
        Date: Thu,  1 Jan 2026 00:00:05 +0000 (UTC)
        From: MAILER-DAEMON@mail.example.com (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: \(address())
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="4F0A21.1767225605/mail.example.com"

        This is a MIME-encapsulated message.

        --4F0A21.1767225605/mail.example.com
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        <kim@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 unknown

        --4F0A21.1767225605/mail.example.com
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.com
        X-Postfix-Queue-ID: 4F0A21
        Arrival-Date: Thu,  1 Jan 2026 00:00:04 +0000 (UTC)

        Final-Recipient: rfc822; kim@example.net
        Original-Recipient: rfc822;kim@example.net
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.example.net
        Diagnostic-Code: smtp; 550 5.1.1 <kim@example.net>: Recipient address rejected:
            User unknown

        --4F0A21.1767225605/mail.example.com
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        From: <pay@example.com>
        Subject: Payment to confirm

        --4F0A21.1767225605/mail.example.com--

        """

    /// As Exim writes it: the action first, a boundary without quotes.
    static let exim = """
        Return-path: <>
        Envelope-to: \(address())
        X-Failed-Recipients: kim@example.net
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@mx.example.org>
        To: \(address())
        Content-Type: multipart/report; report-type=delivery-status; boundary=1767225605-eximdsn-1
        MIME-Version: 1.0
        Subject: Mail delivery failed: returning message to sender

        --1767225605-eximdsn-1
        Content-type: text/plain; charset=us-ascii

        A message that you sent could not be delivered.

        --1767225605-eximdsn-1
        Content-type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Action: failed
        Final-Recipient: rfc822;kim@example.net
        Status: 5.0.0
        Remote-MTA: dns; mx.example.net

        --1767225605-eximdsn-1
        Content-type: message/rfc822

        Return-path: <\(address())>

        --1767225605-eximdsn-1--

        """

    /// As Exchange writes it: a display name, the text in two forms within the first part.
    static let exchange = """
        From: "Microsoft Outlook" <postmaster@corp.example>
        To: "Pay" <\(address().lowercased())>
        Date: Thu, 1 Jan 2026 00:00:06 +0000
        Content-Type: multipart/report; report-type="delivery-status";
        \tboundary="9b_=?x; y"
        X-MS-Exchange-Message-Is-Ndr:
        Content-Language: de-DE
        Subject: =?utf-8?B?VW56dXN0ZWxsYmFy?= ä

        --9b_=?x; y
        Content-Type: multipart/alternative; differences=Content-Type;
        \tboundary="9b_=?x; y2"

        --9b_=?x; y2
        Content-Type: text/plain; charset="utf-8"

        Ihre Nachricht konnte nicht zugestellt werden: Postfach gelöscht.

        --9b_=?x; y2--

        --9b_=?x; y\u{20}
        Content-Type: message/delivery-status

        Reporting-MTA: dns;EX1.corp.example
        Received-From-MTA: dns;mail.example.com

        Final-Recipient: RFC822;kim@example.net
        Action: Failed
        Status: 5.7.1 (blocked)
        Diagnostic-Code: smtp;550 5.7.1 geschützt
        X-Display-Name: kim ä

        --9b_=?x; y--

        """
}
