import CountersignCore
import CountersignMessaging
import CountersignTemplates
import Testing

@Suite struct SMTPRequestTests {
    static func provider(
        _ more: String = "",
        url: String = "smtp://mail.example.com"
    ) throws -> any Provider {
        try ConfiguredProvider.make(
            #"{kind: "smtp", url: "\#(url)", from: "pay@example.com", \#(more)}"#,
            secrets: more.contains("password") ? ["/password": "hunter2"] : [:]
        )
    }

    static func dispatch(
        to: String = "kim@example.net",
        text: String = "042917: pay 49.99 € to Café",
        content: String? = nil,
        from: String? = nil
    ) throws -> Dispatch {
        let sample = try Samples.dispatch(
            channel: .email,
            text: text,
            content: content,
            from: from
        )
        return Dispatch(
            message: sample.message,
            to: to,
            rendered: sample.rendered,
            expiresAt: sample.expiresAt,
            now: sample.now
        )
    }

    @Test func aTextIsOnePartInBase64() throws {
        let provider = try SMTPRequestTests.provider(
            #"from_name: "Café Uno", bounce: "bounces@example.com", user: "pay", password: {env: "P"}"#
        )
        let request = provider.request(for: try SMTPRequestTests.dispatch())
        #expect(request.url == "smtp://mail.example.com:587/example.com")
        #expect(request.headers.isEmpty)
        let mail = try #require(request.mail)
        #expect(mail.sender == "bounces@example.com")
        #expect(mail.recipient == "kim@example.net")
        #expect(mail.user == "pay")
        #expect(mail.password == "hunter2")
        #expect(
            request.bodyText
                == [
                    "Date: Thu, 01 Jan 2026 00:00:00 +0000",
                    "From: =?utf-8?B?Q2Fmw6kgVW5v?= <pay@example.com>",
                    "To: <kim@example.net>",
                    "Message-ID: <msg_01KAPM00000000000000000001@example.com>",
                    "Subject: Payment to confirm",
                    "Auto-Submitted: auto-generated",
                    "MIME-Version: 1.0",
                    "Content-Type: text/plain; charset=utf-8",
                    "Content-Transfer-Encoding: base64",
                    "",
                    "MDQyOTE3OiBwYXkgNDkuOTkg4oKsIHRvIENhZsOp",
                    "",
                ].joined(separator: "\r\n")
        )
        #expect(provider.hasIdempotencyHandle)
        #expect(provider.channel == .email)
        #expect(provider.usualLimits.concurrentMax == 20)
    }

    @Test func anHTMLFormComesAfterTheText() throws {
        let provider = try SMTPRequestTests.provider()
        let request = provider.request(
            for: try SMTPRequestTests.dispatch(
                text: "Hi",
                content: #"{"subject":"Confirm 49.99 EUR","html":"<p>Hi</p>"}"#,
                from: "Acme, Inc."
            )
        )
        #expect(
            request.bodyText
                == [
                    "Date: Thu, 01 Jan 2026 00:00:00 +0000",
                    "From: \"Acme, Inc.\" <pay@example.com>",
                    "To: <kim@example.net>",
                    "Message-ID: <msg_01KAPM00000000000000000001@example.com>",
                    "Subject: Confirm 49.99 EUR",
                    "Auto-Submitted: auto-generated",
                    "MIME-Version: 1.0",
                    "Content-Type: multipart/alternative;",
                    " boundary=\"--=_msg_01KAPM00000000000000000001\"",
                    "",
                    "----=_msg_01KAPM00000000000000000001",
                    "Content-Type: text/plain; charset=utf-8",
                    "Content-Transfer-Encoding: base64",
                    "",
                    "SGk=",
                    "",
                    "----=_msg_01KAPM00000000000000000001",
                    "Content-Type: text/html; charset=utf-8",
                    "Content-Transfer-Encoding: base64",
                    "",
                    "PHA+SGk8L3A+",
                    "",
                    "----=_msg_01KAPM00000000000000000001--",
                    "",
                ].joined(separator: "\r\n")
        )
        #expect(request.mail?.sender == "pay@example.com")
        #expect(request.mail?.user == nil)
    }

    @Test func theSubjectNeverHoldsTheCodeByItself() throws {
        let provider = try SMTPRequestTests.provider()
        let request = provider.request(for: try SMTPRequestTests.dispatch(text: "042917 is it"))
        let head = try #require(request.bodyText.split(separator: "\r\n\r\n").first)
        #expect(head.contains("Subject: \(SMTPProvider.usualSubject)\r\n"))
        #expect(!head.contains("042917"))
    }

    @Test(arguments: [
        ("a@b.example\r\nRCPT TO:<x@y.example>"), ("a@b.example\n"), ("a@b.example\u{0}"),
        ("a b@c.example"), ("<a@b.example>"), ("a@b@c.example"), ("ä@b.example"), ("a.@b.example"),
        ("a@-b.example"), (""), ("a@b.example>"),
    ])
    func anAddressThatCouldEndAFieldStandsInNone(to: String) throws {
        let request = try SMTPRequestTests.provider()
            .request(for: try SMTPRequestTests.dispatch(to: to))
        // The envelope keeps it as it is, and the transport refuses to send it.
        #expect(request.mail?.recipient.utf8.elementsEqual(to.utf8) == true)
        #expect(!request.bodyText.contains("To:"))
    }

    @Test func nothingInASubjectOrNameEndsItsField() throws {
        let provider = try SMTPRequestTests.provider()
        let request = provider.request(
            for: try SMTPRequestTests.dispatch(
                content: #"{"subject":"a\r\nBcc: x@y.example\u0000\u0085b"}"#,
                from: "Acme\r\nBcc: x@y.example"
            )
        )
        let lines = request.bodyText.components("\r\n")
        #expect(!lines.contains { $0.lowercased().hasPrefix("bcc") })
        #expect(lines.contains("Subject: =?utf-8?B?YSAgQmNjOiB4QHkuZXhhbXBsZSAgYg==?="))
    }

    @Test func longTextsFoldAndKeepTheirCharactersWhole() throws {
        let subject = String(repeating: "Zahlung bestätigen 😀 ", count: 8)
        let content = "{\"subject\":\(JSONWriter.quoted(subject))}"
        let request = try SMTPRequestTests.provider().request(
            for: try SMTPRequestTests.dispatch(
                text: String(repeating: "x", count: 1_000),
                content: content,
                from: String(repeating: "Acme ", count: 30)
            )
        )
        let lines = request.bodyText.components("\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(!request.bodyText.unicodeScalars.contains { $0.value > 0x7E })
        let start = try #require(lines.firstIndex { $0.hasPrefix("Subject:") })
        let words =
            [lines[start].dropFirst(8)]
            + lines[(start + 1)...].prefix { $0.hasPrefix(" ") }.map { Substring($0) }
        let decoded = try words.map { word in
            let encoded = word.trimmingPrefix(" ").dropFirst(10).dropLast(2)
            return String(
                decoding: try #require(Base64.decode(String(encoded))),
                as: UTF8.self
            )
        }
        #expect(words.count > 4)
        #expect(decoded.joined() == subject)
    }

    @Test func lineEndsAreCanonical() throws {
        let request = try SMTPRequestTests.provider()
            .request(for: try SMTPRequestTests.dispatch(text: "a\nb\r\nc\rd\n\n.\n"))
        let body = try #require(request.bodyText.components("\r\n\r\n").last)
        let bytes = try #require(Base64.decode(String(body.dropLast())))
        #expect(String(decoding: bytes, as: UTF8.self) == "a\r\nb\r\nc\r\nd\r\n\r\n.\r\n")
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
        (951_826_154, "Tue, 29 Feb 2000 12:09:14 +0000"),
        (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 +0000"),
    ])
    func datesAreRFC5322s(seconds: Int64, text: String) throws {
        let sample = try SMTPRequestTests.dispatch()
        let dispatch = Dispatch(
            message: sample.message,
            to: sample.to,
            rendered: sample.rendered,
            expiresAt: sample.expiresAt,
            now: Instant(seconds: seconds)
        )
        let request = try SMTPRequestTests.provider().request(for: dispatch)
        #expect(request.bodyText.components("\r\n").first == "Date: " + text)
    }
}

extension String {
    /// Parts between separators, by bytes: a line end is one `Character`.
    fileprivate func components(_ separator: String) -> [String] {
        var parts: [String] = []
        var rest = Array(utf8)[...]
        while let range = rest.firstRange(of: Array(separator.utf8)) {
            parts.append(String(decoding: rest[..<range.lowerBound], as: UTF8.self))
            rest = rest[range.upperBound...]
        }
        return parts + [String(decoding: rest, as: UTF8.self)]
    }
}
