import CountersignCore
import CountersignMessaging
import Testing

@Suite struct FCMTests {
    @Test func aNoticeIsTheDocumentedJSON() throws {
        let request = try FCMFixture.fixture().provider().request(for: Samples.push())
        #expect(request.method == "POST")
        #expect(
            request.url == "https://fcm.googleapis.com/v1/projects/example-project/messages:send"
        )
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "Authorization: Bearer ya29.example", "Content-Type: application/json",
                "Accept: application/json",
            ]
        )
        #expect(
            request.bodyText == """
                {"message":{"token":"dev1",\
                "data":{"type":"confirmation","id":"cnf_01KAPM00000000000000000002"},\
                "notification":{"body":"Open the app to confirm a payment"},\
                "android":{"priority":"HIGH","ttl":"287s",\
                "collapseKey":"cnf_01KAPM00000000000000000002",\
                "notification":{"tag":"cnf_01KAPM00000000000000000002","visibility":"PRIVATE"}},\
                "apns":{"headers":{"apns-expiration":"1767225887",\
                "apns-collapse-id":"cnf_01KAPM00000000000000000002"}}}}
                """
        )
    }

    @Test func aNoticeHasItsTitle() throws {
        let content = #"{"title":"Confirm your payment","body":"Pay €49.99 to Acme?"}"#
        let dispatch = try Samples.push(text: "Pay €49.99 to Acme?", content: content)
        let request = try FCMFixture.fixture().provider().request(for: dispatch)
        #expect(request.bodyText.contains("\"notification\":" + content))
        let coded = try Samples.push(
            content: #"{"title":"Code","body":"042917"}"#,
            redacted: #"{"title":"Code","body":"••••••"}"#
        )
        #expect(
            try !FCMFixture.fixture().provider().request(for: coded).bodyText.contains("042917")
        )
    }

    @Test func aTextWithACodeIsNotShown() throws {
        let dispatch = try Samples.push(text: "Code 042917", redacted: "Code ######")
        let request = try FCMFixture.fixture().provider().request(for: dispatch)
        #expect(!request.bodyText.contains("042917"))
        #expect(!request.url.contains("042917"))
        #expect(!request.bodyText.contains("notification"))
        #expect(request.bodyText.contains(#""data":{"type":"confirmation","id":"cnf_"#))
    }

    @Test(
        arguments: [
            ("", "abc:def", #""token":"abc:def""#), ("", "fid:eX1", #""fid":"eX1""#),
            (#"target: "fid""#, "eX1", #""fid":"eX1""#),
            (#"target: "fid""#, "token:abc", #""token":"abc""#),
        ]
    )
    func aDeviceIsNamedByWhatItGave(more: String, device: String, member: String) throws {
        let provider = try FCMFixture.fixture(more: more).provider()
        let request = provider.request(for: try Samples.push(to: device))
        #expect(request.bodyText.hasPrefix(#"{"message":{\#(member),"#))
    }

    @Test(arguments: [(0, "0s"), (2_419_200, "2419200s"), (2_419_201, "2419200s")])
    func theTimeToLiveStaysWithinFCMsRange(life: Int, sent: String) throws {
        let provider = try FCMFixture.fixture().provider()
        let request = provider.request(for: try Samples.push(lifeSeconds: life))
        #expect(request.bodyText.contains(#""ttl":"\#(sent)""#))
    }

    @Test func tokensAreAskedForInTheRightScope() throws {
        let vector = try Samples.vectors("fcm")
        let pair = try TestKeyPair.rsa.get()
        let tokens = try FCMFixture.fixture().provider().accessTokens
        guard case .exchanged(let request, _) = tokens else {
            Issue.record("a service account exchanges assertions")
            return
        }
        let sent = request(Samples.now)
        #expect(sent.url == vector["exchange"]?["url"]?.string)
        let form = try #require(PercentEncoding.parameters(sent.bodyText, plusIsSpace: true))
        #expect(form[0].value == vector.value(at: "/exchange/form/grant_type")?.string)
        #expect(try pair.verifiesRS256(form[1].value))
        let claims = try JSONReader.read(CompactJWS(parsing: form[1].value).payload)
        #expect(
            claims["scope"]?.string == "https://www.googleapis.com/auth/firebase.messaging"
        )
        // Everything else is as published.
        for name in ["iss", "aud", "iat", "exp"] {
            #expect(claims[name] == vector["claims"]?[name], "\(name)")
        }
        #expect(claims.object?.count == vector["claims"]?.object?.count)
    }

    @Test(
        arguments: [
            ("UNREGISTERED", 404, .drop(reason: "code UNREGISTERED")),
            ("INVALID_ARGUMENT", 400, .stop(reason: "code INVALID_ARGUMENT")),
            ("SENDER_ID_MISMATCH", 403, .drop(reason: "code SENDER_ID_MISMATCH")),
            ("QUOTA_EXCEEDED", 429, .retrySame(afterSeconds: 60, reason: "code QUOTA_EXCEEDED")),
            ("UNAVAILABLE", 503, .retrySame(afterSeconds: 1, reason: "code UNAVAILABLE")),
            ("INTERNAL", 500, .retrySame(afterSeconds: 1, reason: "code INTERNAL")),
            ("THIRD_PARTY_AUTH_ERROR", 401, .stop(reason: "code THIRD_PARTY_AUTH_ERROR")),
            ("UNSPECIFIED_ERROR", 500, .fallback(reason: "code UNSPECIFIED_ERROR")),
            ("NEW_WORD", 400, .stop(reason: "http 400")),
        ] as [(String, Int, DispatchOutcome)]
    )
    func errorCodesDecide(code: String, status: Int, expected: DispatchOutcome) throws {
        let provider = try FCMFixture.fixture().provider()
        let answer = reply(
            status,
            """
            {"error":{"code":\(status),"message":"…","status":"UNKNOWN","details":[{"@type":\
            "type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"\(code)"}]}}
            """
        )
        #expect(provider.outcome(of: answer) == expected)
        // A new token helps against none of these.
        #expect(!provider.refusesToken(answer))
    }

    @Test(
        arguments: [
            (401, "UNAUTHENTICATED", true, .stop(reason: "code UNAUTHENTICATED")),
            (403, "PERMISSION_DENIED", true, .stop(reason: "code PERMISSION_DENIED")),
            (404, "NOT_FOUND", false, .stop(reason: "http 404")),
            (
                429, "RESOURCE_EXHAUSTED", false,
                .retrySame(afterSeconds: 60, reason: "code RESOURCE_EXHAUSTED")
            ),
            (502, "", false, .unknown(reason: "http 502")),
        ] as [(Int, String, Bool, DispatchOutcome)]
    )
    func withoutACodeTheStatusWordDecides(
        status: Int,
        word: String,
        refusesToken: Bool,
        expected: DispatchOutcome
    ) throws {
        let provider = try FCMFixture.fixture().provider()
        let answer = reply(status, #"{"error":{"code":\#(status),"status":"\#(word)"}}"#)
        #expect(provider.outcome(of: answer) == expected)
        #expect(provider.refusesToken(answer) == refusesToken)
    }

    @Test func aTokenOfTheWrongFormIsDropped() throws {
        let answer = reply(
            400,
            """
            {"error":{"code":400,"status":"INVALID_ARGUMENT","details":[\
            {"errorCode":"INVALID_ARGUMENT"},\
            {"fieldViolations":[{"field":"message.token","description":"…"}]}]}}
            """
        )
        let provider = try FCMFixture.fixture().provider()
        #expect(provider.outcome(of: answer) == .drop(reason: "code INVALID_ARGUMENT"))
    }

    @Test func anAcceptedNoticeHasGooglesName() throws {
        let name = "projects/example/messages/0:1767225600000000%abc"
        let provider = try FCMFixture.fixture().provider()
        #expect(
            provider.outcome(of: reply(200, #"{"name":"\#(name)"}"#)) == .accepted(reference: name)
        )
        #expect(
            provider.outcome(of: reply(429, "{}", retryAfter: 9))
                == .retrySame(afterSeconds: 9, reason: "http 429")
        )
        #expect(
            provider.outcome(of: .failure(.unanswered(reason: "timeout")))
                == .unknown(reason: "unanswered: timeout")
        )
        #expect(provider.hasIdempotencyHandle)
    }

    @Test func nothingThatCallsIsBelieved() throws {
        let callback = Callback(headers: [:], body: Array("{}".utf8))
        #expect(try fault(FCMFixture.fixture().provider(), callback) == .forged)
    }

    @Test func settingsAreCheckedAllAtOnce() throws {
        let fixture = try FCMFixture.fixture(
            more: #"projct: "x", target: "topic", base_url: "x""#,
            file: #"{"client_email":"a@b"}"#
        )
        let faults = try fixture.faults()
        #expect(
            faults.keys.sorted() == ["/base_url", "/projct", "/service_account", "/target"]
        )
        let nameless = try ServiceAccountFile.text(TestKeyPair.rsa.get())
            .replacing(#""project_id":"example-project","#, with: "")
        #expect(try FCMFixture.fixture(file: nameless).faults().keys.sorted() == ["/project"])
        #expect(try FCMFixture.fixture(more: #"project: "p""#, file: nameless).faults().isEmpty)
        #expect(try !FCMFixture.fixture().shown().contains("PRIVATE KEY"))
    }
}
