import CountersignCore
import CountersignMessaging
import Testing

@Suite struct SMTPReceiptTests {
    private func reports(_ mail: String) throws -> [DeliveryReport] {
        try BounceSamples.provider()
            .content(of: BounceSamples.callback(mail), at: Samples.now).reports
    }

    private func refusal(_ mail: String) throws -> CallbackFault? {
        fault(try BounceSamples.provider(), BounceSamples.callback(mail))
    }

    private func report(
        _ status: MessageStatus,
        _ failure: String? = nil,
        _ failureClass: FailureClass? = nil
    ) -> DeliveryReport {
        DeliveryReport(
            message: MessageID(Samples.messageText),
            reference: nil,
            status: status,
            failure: failure,
            failureClass: failureClass
        )
    }

    @Test func everyMailLeavesFromAnAddressOfItsOwn() throws {
        let provider = try BounceSamples.provider(bounce: "sixteen-bytes-16@example.com")
        let sender = try #require(
            provider.request(for: try SMTPRequestTests.dispatch()).mail?.sender
        )
        let code = BounceSamples.code(Samples.messageText)
        #expect(code.utf8.count == 16)
        #expect(sender == "sixteen-bytes-16+\(Samples.messageText).\(code)@example.com")
        #expect(sender.prefix { $0 != "@" }.utf8.count == 64)
        #expect(!shown(provider).contains(BounceSamples.secret))
    }

    @Test(arguments: [false, true])
    func bouncesOfSeveralMakesAreRead(hasCRLF: Bool) throws {
        for (mail, expected) in [
            (BounceSamples.postfix, report(.undelivered, "status 5.1.1", .drop)),
            (BounceSamples.exim, report(.undelivered, "status 5.0.0")),
            (BounceSamples.exchange, report(.undelivered, "status 5.7.1", .drop)),
        ] {
            #expect(try reports(hasCRLF ? BounceSamples.crlf(mail) : mail) == [expected])
        }
    }

    @Test(arguments: [
        ("delivered", "2.0.0", MessageStatus.delivered, String?.none, FailureClass?.none),
        ("relayed", "2.0.0", .sent, nil, nil), ("expanded", "2.0.0", .sent, nil, nil),
        ("delayed", "4.4.1", .sent, nil, nil), ("DELIVERED", "2.1.5", .delivered, nil, nil),
        ("failed", "5.1.10", .undelivered, "status 5.1.10", .drop),
        ("failed", "5.2.1", .undelivered, "status 5.2.1", .drop),
        ("failed", "5.2.2", .undelivered, "status 5.2.2", nil),
        ("failed", "5.7.26 (spf)", .undelivered, "status 5.7.26", .drop),
        ("failed", "4.4.7", .undelivered, "status 4.4.7", nil),
        ("failed (in the end)", "5.1", .undelivered, nil, nil),
        ("failed", "5.1.1<b>", .undelivered, nil, nil),
    ])
    func eachActionHasItsStatus(
        action: String,
        code: String,
        status: MessageStatus,
        failure: String?,
        failureClass: FailureClass?
    ) throws {
        let mail = BounceSamples.mail(
            fields: """
                Final-Recipient: rfc822; kim@example.net
                Action:
                  \(action)
                Status: \(code)
                """
        )
        #expect(try reports(mail) == [report(status, failure, failureClass)])
    }

    @Test func ofSeveralRecipientsTheBestCounts() throws {
        func group(_ action: String) -> String {
            "Final-Recipient: rfc822; kim@example.net\nAction: \(action)\nStatus: 5.1.1\n"
        }
        let mixed = ["failed", "delivered", "delayed"].map(group).joined(separator: "\n")
        #expect(try reports(BounceSamples.mail(fields: mixed)) == [report(.delivered)])
        let late = ["failed", "delayed"].map(group).joined(separator: "\n")
        #expect(try reports(BounceSamples.mail(fields: late)) == [report(.sent)])
    }

    @Test(arguments: ["To", "Delivered-To", "X-Original-To", "envelope-to", "X-Final"])
    func theAddressMayStandInAnyField(name: String) throws {
        let tag = BounceSamples.address().prefix { $0 != "@" }
        for value in [
            " <\(BounceSamples.address())>", "\n\t\(BounceSamples.address())",
            " bounces+x@example.com, Bounces+\(tag.dropFirst(8))@inner.example",
            " bounces+\(BounceSamples.address())",
        ] {
            let mail = BounceSamples.mail(fields: BounceSamples.failed, head: "\(name):\(value)")
            #expect(try reports(mail).count == 1, "\(value)")
        }
    }

    @Test func aBounceWithoutItsOwnCodeIsForged() throws {
        let good = BounceSamples.address()
        let (own, other) = (Samples.messageText, BounceSamples.otherText)
        let heads = [
            "To: bounces@example.com", "To: pay@example.com",
            "X: \(good.replacing("@", with: " "))",
            // Another message's code, a shorter one, none, a longer one.
            "To: " + good.replacing(own, with: other),
            "To: bounces+\(own).\(BounceSamples.code(other))@example.com",
            "To: bounces+\(own).\(BounceSamples.code(own).dropLast(2))@example.com",
            "To: bounces+\(own).@example.com", "To: bounces+\(own)@example.com",
            "To: bounces+\(own).\(BounceSamples.code(own))00@example.com",
            "To: other+\(own).\(BounceSamples.code(own))@example.com",
            "To: bounces+\(own).zz\(BounceSamples.code(own).dropFirst(2))@example.com",
            // In no header field: the mail that is returned shows its own address.
            "Subject: x\n\nTo: \(good)", good,
        ]
        for head in heads {
            let mail = BounceSamples.mail(fields: BounceSamples.failed, head: head)
            #expect(try refusal(mail) == .forged, "\(head)")
        }
        for mail in ["", "\n", "\r\n\r\n", "\u{0}", "To: bounces+", "To: bounces+msg_"] {
            #expect(try refusal(mail) == .forged)
        }
        let got = Callback(
            method: "GET",
            headers: [:],
            body: Array(BounceSamples.postfix.utf8)
        )
        #expect(fault(try BounceSamples.provider(), got) == .forged)
    }

    @Test func aCodeOpensItsOwnMessageOnly() throws {
        let mail = BounceSamples.postfix.replacing(
            BounceSamples.address(),
            with: BounceSamples.address(BounceSamples.otherText)
        )
        #expect(try reports(mail).map(\.message) == [MessageID(BounceSamples.otherText)])
    }

    @Test func withoutASecretTheAddressIsPlainAndNothingIsReceived() throws {
        let provider = try SMTPRequestTests.provider(#"bounce: "bounces@example.com""#)
        let request = provider.request(for: try SMTPRequestTests.dispatch())
        #expect(request.mail?.sender == "bounces@example.com")
        #expect(fault(provider, BounceSamples.callback(BounceSamples.postfix)) == .forged)
    }

    @Test func mailThatIsNoReportIsMalformed() throws {
        let type = "Content-Type: multipart/report; report-type=delivery-status belongs here"
        let head = "To: \(BounceSamples.address())"
        let report = BounceSamples.mail(fields: BounceSamples.failed)
        for mail in [
            head, "\(head)\nAuto-Submitted: auto-replied\n\nI am away.",
            "\(head)\nContent-Type: text/plain\n\nI am away.",
            report.replacing("multipart/report", with: "multipart/mixed"),
            report.replacing("=delivery-status", with: "=disposition-notification"),
            // A notification that somebody passed on stands within another mail.
            "\(head)\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\(report)\n--o--\n",
        ] {
            #expect(try refusal(mail) == .malformed(detail: type), "\(mail)")
        }
    }

    @Test func aReportInPiecesIsMalformed() throws {
        let boundary = CallbackFault.malformed(detail: "Content-Type: a boundary belongs here")
        let part = CallbackFault.malformed(
            detail: "a part message/delivery-status belongs here, up to the next boundary"
        )
        let good = BounceSamples.mail(fields: BounceSamples.failed)
        #expect(try refusal(good) == nil)
        #expect(try refusal(good.replacing("; boundary=\"b1\"", with: "")) == boundary)
        #expect(try refusal(good.replacing("\"b1\"", with: "\"\"")) == boundary)
        #expect(try refusal(good.replacing("\"b1\"", with: "b2")) == part)
        #expect(try refusal(good.replacing("message/delivery", with: "message/x")) == part)
        // The part that counts ends the one before it.
        #expect(try refusal(good.replacing("It did", with: "--b1--\nIt did")) == part)
        // Only what is whole is read, wherever the mail is cut.
        let bytes = Array(good.utf8)
        let end = try #require(bytes.firstRange(of: Array("5.1.1".utf8))).upperBound
        for length in 0..<end {
            let cut = Callback(headers: [:], body: Array(bytes[..<length]))
            #expect(fault(try BounceSamples.provider(), cut) != nil, "\(length)")
        }
    }

    @Test func fieldsThatSayNothingAreMalformed() throws {
        let action = CallbackFault.malformed(
            detail: "Action: failed, delayed, delivered, relayed or expanded belongs here"
        )
        for fields in ["Action: lost", "Action:", "Actions: failed", "Action: fäiled", ""] {
            let mail = BounceSamples.mail(
                fields: "Final-Recipient: rfc822; kim@example.net\n\(fields)"
            )
            #expect(try refusal(mail) == action, "\(fields)")
        }
        let nobody = BounceSamples.mail(fields: "Action: failed\nStatus: 5.1.1")
        #expect(
            try refusal(nobody)
                == .malformed(detail: "Final-Recipient: the fields of a recipient belong here")
        )
    }

    @Test func bytesOutsideASCIIHarmNothing() throws {
        let mail = BounceSamples.mail(
            fields: BounceSamples.failed + "\nX-Näme: ö",
            head: "Subject: \u{301}é\nTo: Zoë <\(BounceSamples.address())>"
        )
        var bytes = Array(mail.utf8)
        let place = try #require(bytes.firstRange(of: Array("It did".utf8))).lowerBound
        bytes.insert(contentsOf: [0xFF, 0x00, 0xC3, 0x0D], at: place)
        let content = try BounceSamples.provider()
            .content(of: Callback(headers: [:], body: bytes), at: Samples.now)
        #expect(content.reports == [report(.undelivered, "status 5.1.1", .drop)])
    }

    @Test func hugeMailIsReadOnce() throws {
        let size = 65_536
        for filling in [
            "bounces+", "bounces+msg_",
            String(BounceSamples.address(BounceSamples.otherText).dropLast(3)),
            "\n ", "\n", "a:\n", ";", "\"", "\\\"",
        ] {
            let text = String(repeating: filling, count: size / filling.utf8.count)
            _ = try refusal("To: " + text)
            _ = try refusal("To: \(BounceSamples.address())\nContent-Type: multipart/report" + text)
            _ = try refusal(BounceSamples.mail(fields: text))
        }
        let parts = String(repeating: "--b1\n\n", count: size / 6)
        let mail = BounceSamples.mail(fields: BounceSamples.failed)
        #expect(try reports(mail.replacing("It did", with: parts)).count == 1)
    }
}
