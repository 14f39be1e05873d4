import CountersignCore
import CountersignMessaging
import Testing

@Suite struct KannelTests {
    static let secret = "0123456789abcdef"

    static func provider(_ more: String = "") throws -> any Provider {
        try ConfiguredProvider.make(
            """
            {kind: "kannel", url: "http://127.0.0.1:13013/cgi-bin/sendsms", username: "pay",
             password: {env: "P"}, \(more)}
            """,
            secrets: more.contains("callback_secret")
                ? ["/password": "p&ss w", "/callback_secret": secret] : ["/password": "p&ss w"]
        )
    }

    private static func query(of request: OutboundRequest) throws -> [String: String] {
        let query = try #require(request.url.split(separator: "?", maxSplits: 1).last)
        let pairs = try #require(PercentEncoding.parameters(String(query), plusIsSpace: true))
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0.name, $0.value) })
    }

    /// The query of the report that the gateway makes of the URL it was given.
    private static func reportQuery(_ bits: String, message: String? = nil) throws -> String {
        let request = try provider("callback_secret: {env: \"C\"}")
            .request(for: try Samples.dispatch())
        let url = try #require(try query(of: request)["dlr-url"])
        var query = String(try #require(url.split(separator: "?").last))
        let escape = try #require(query.firstRange(of: "%d"))
        query.replaceSubrange(escape, with: bits)
        guard let message else { return query }
        let range = try #require(query.firstRange(of: Samples.messageText))
        return query.replacingCharacters(in: range, with: message)
    }

    @Test func theRequestIsTheOneOfTheUsersGuide() throws {
        let provider = try KannelTests.provider(
            #"from: "CafePay", smsc: "main", callback_secret: {env: "C"}"#
        )
        let request = provider.request(
            for: try Samples.dispatch(
                text: "Pay 12.50 EUR to Café: 482913\n@x #1",
                lifeSeconds: 179
            )
        )
        #expect(request.method == "GET")
        #expect(request.body.isEmpty)
        #expect(request.headers.isEmpty)
        #expect(
            request.url == """
                http://127.0.0.1:13013/cgi-bin/sendsms?username=pay&password=p%26ss%20w&from=CafePay\
                &to=%2B4915112345678&coding=0&charset=UTF-8\
                &text=Pay%2012.50%20EUR%20to%20Caf%C3%A9%3A%20482913%0A%40x%20%231&validity=2\
                &smsc=main&dlr-mask=31&dlr-url=https%3A%2F%2Fpay.example%2Fv1%2Fcallbacks%2Fgateway\
                %3Fm%3Dmsg_01KAPM00000000000000000001%26s%3D\(KannelTests.code)%26d%3D%25d
                """
        )
    }

    /// HMAC-SHA-256 of the message's id, by an implementation that shares nothing with the one tested.
    private static let code = Base64URL.encode(
        ReferenceCrypto.hmac(key: Array(secret.utf8), Array(Samples.messageText.utf8)).prefix(16)
    )

    @Test(arguments: [
        ("plain", "0"), ("€ and {}", "0"), ("Ünïcode", "2"), ("ça", "2"), ("日本", "2"), ("😀", "2"),
    ])
    func theCodingFollowsTheText(text: String, coding: String) throws {
        let request = try KannelTests.provider().request(for: try Samples.dispatch(text: text))
        let query = try KannelTests.query(of: request)
        #expect(query["coding"] == coding)
        #expect(query["charset"] == "UTF-8")
        #expect(query["text"] == text)
    }

    @Test(arguments: [(0, "1"), (59, "1"), (60, "1"), (119, "1"), (120, "2"), (600, "10")])
    func validityIsWholeMinutesRoundedDown(left: Int, minutes: String) throws {
        let request = try KannelTests.provider()
            .request(for: try Samples.dispatch(lifeSeconds: left))
        #expect(try KannelTests.query(of: request)["validity"] == minutes)
    }

    @Test func withoutASecretNoReportsAreAskedFor() throws {
        let provider = try KannelTests.provider()
        let query = try KannelTests.query(of: provider.request(for: try Samples.dispatch()))
        #expect(query["dlr-url"] == nil)
        #expect(query["dlr-mask"] == nil)
        #expect(query["from"] == nil)
        #expect(query["smsc"] == nil)
    }

    @Test(arguments: [
        (202, "0: Accepted for delivery", DispatchOutcome.accepted(reference: nil)),
        (202, "3: Queued for later delivery", .accepted(reference: nil)),
        (403, "Authorization failed for sendsms", .stop(reason: "http 403")),
        (400, "Missing receiver", .stop(reason: "http 400")),
        (404, "", .stop(reason: "http 404")),
        (503, "Temporal failure", .retrySame(afterSeconds: 1, reason: "http 503")),
        (500, "", .unknown(reason: "http 500")), (200, "<html>", .unknown(reason: "http 200")),
        (301, "", .stop(reason: "http 301")),
    ])
    func eachAnswerHasItsClass(status: Int, body: String, outcome: DispatchOutcome) throws {
        #expect(try KannelTests.provider().outcome(of: reply(status, body)) == outcome)
    }

    @Test(arguments: [
        ("1", MessageStatus.delivered), ("2", .undelivered), ("4", .sent), ("8", .sent),
        ("16", .failed), ("9", .delivered), ("33", .delivered),
    ])
    func eachBitHasItsStatus(bits: String, status: MessageStatus) throws {
        let provider = try KannelTests.provider("callback_secret: {env: \"C\"}")
        let callback = Callback(
            method: "GET",
            query: try KannelTests.reportQuery(bits),
            headers: [:],
            body: []
        )
        #expect(
            try provider.content(of: callback, at: Samples.now).reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: nil,
                    status: status
                )
            ]
        )
    }

    @Test func unknownBitsSayNothing() throws {
        let provider = try KannelTests.provider("callback_secret: {env: \"C\"}")
        for bits in ["0", "32", "64"] {
            let query = try KannelTests.reportQuery(bits)
            let callback = Callback(method: "GET", query: query, headers: [:], body: [])
            #expect(try provider.content(of: callback, at: Samples.now).reports.isEmpty)
        }
        for bits in ["", "x", "-1", "%25d"] {
            let query = try KannelTests.reportQuery(bits)
            let callback = Callback(method: "GET", query: query, headers: [:], body: [])
            #expect(
                throws: CallbackFault.malformed(
                    detail: "d: the type of the report belongs here, as %d gives it"
                )
            ) { try provider.content(of: callback, at: Samples.now) }
        }
    }

    @Test func aReportWithoutItsOwnCodeIsForged() throws {
        let provider = try KannelTests.provider("callback_secret: {env: \"C\"}")
        let good = try KannelTests.reportQuery("1")
        let other = "msg_01KAPM00000000000000000009"
        let forgeries = [
            try KannelTests.reportQuery("1", message: other),
            good.replacing("s=", with: "s=A"), good.replacing("s=", with: "t="), "",
            "m=\(Samples.messageText)&s=&d=1",
            "m=\(Samples.messageText)&s=\(KannelTests.secret)&d=1",
            good.replacing("m=msg", with: "m=cnf"), "%zz" + good,
        ]
        for query in forgeries {
            let callback = Callback(method: "GET", query: query, headers: [:], body: [])
            #expect(throws: CallbackFault.forged, "\(query)") {
                try provider.content(of: callback, at: Samples.now)
            }
        }
        let posted = Callback(method: "POST", query: good, headers: [:], body: [])
        #expect(throws: CallbackFault.forged) { try provider.content(of: posted, at: Samples.now) }
        let deaf = try KannelTests.provider()
        let callback = Callback(method: "GET", query: good, headers: [:], body: [])
        #expect(throws: CallbackFault.forged) { try deaf.content(of: callback, at: Samples.now) }
    }

    @Test func everyFaultIsNamedAtOnce() throws {
        let faults = try ConfiguredProvider.faults(
            """
            {kind: "kannel", chanel: "sms", url: "http://127.0.0.1:13013/cgi-bin/sendsms?a=b",
             password: "hunter2", from: 7, callback_secret: {env: "C"}}
            """,
            secrets: ["/callback_secret": "short"]
        )
        #expect(
            faults == [
                "/chanel: unknown setting; did you mean 'channel'?",
                "/url: the parameters are added; write the URL without them",
                "/username: username is missing, such as \"countersign\"",
                """
                /password: a secret never stands in the configuration; write {env: "NAME"} or \
                {file: "secrets/password"}, and replace this one, for it has been seen
                """,
                "/from: a string that is not empty belongs here",
                "/callback_secret: at least 16 characters, such as 32 random ones",
            ]
        )
    }

    @Test func secretsAreNeverPrinted() throws {
        let provider = try KannelTests.provider("callback_secret: {env: \"C\"}")
        #expect(!shown(provider).contains("p&ss w"))
        #expect(!shown(provider).contains(KannelTests.secret))
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
