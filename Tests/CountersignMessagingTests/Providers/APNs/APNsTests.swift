import CountersignCore
import CountersignMessaging
import Testing

@Suite struct APNsTests {
    private static let device = String(repeating: "0a", count: 32)

    @Test func aNoticeIsTheDocumentedRequest() throws {
        let request = try fixture().provider().request(for: Samples.push(to: Self.device))
        #expect(request.method == "POST")
        #expect(request.url == "https://api.push.apple.com/3/device/" + Self.device)
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "authorization: bearer ya29.example", "apns-topic: example.shop.app",
                "apns-push-type: alert", "apns-priority: 10", "apns-expiration: 1767225887",
                "apns-id: 66ab5000-0000-8000-8000-000000000001",
                "apns-collapse-id: cnf_01KAPM00000000000000000002",
                "content-type: application/json",
            ]
        )
        #expect(
            request.bodyText == """
                {"aps":{"alert":{"body":"Open the app to confirm a payment"},"sound":"default",\
                "interruption-level":"time-sensitive","mutable-content":1},\
                "type":"confirmation","id":"cnf_01KAPM00000000000000000002"}
                """
        )
    }

    @Test func aNoticeHasItsTitle() throws {
        let content = #"{"title":"Confirm your payment","body":"Pay €49.99 to Acme?"}"#
        let dispatch = try Samples.push(text: "Pay €49.99 to Acme?", content: content)
        let request = try fixture().provider().request(for: dispatch)
        #expect(request.bodyText.contains("\"alert\":" + content))
        let coded = try Samples.push(
            content: #"{"title":"Code","body":"042917"}"#,
            redacted: #"{"title":"Code","body":"••••••"}"#
        )
        #expect(try !fixture().provider().request(for: coded).bodyText.contains("042917"))
    }

    @Test func aTextWithACodeWakesTheAppAndIsNotShown() throws {
        let dispatch = try Samples.push(text: "Code 042917", redacted: "Code ######")
        let request = try fixture().provider().request(for: dispatch)
        #expect(!request.bodyText.contains("042917"))
        #expect(!request.headers.contains { $0.value.contains("042917") })
        #expect(request.header("apns-push-type") == "background")
        #expect(request.header("apns-priority") == "5")
        #expect(
            request.bodyText == """
                {"aps":{"content-available":1},"type":"confirmation",\
                "id":"cnf_01KAPM00000000000000000002"}
                """
        )
    }

    @Test func aDestinationCannotLeaveItsPlaceInTheURL() throws {
        let request = try fixture().provider().request(for: Samples.push(to: "../x?y"))
        #expect(request.url == "https://api.push.apple.com/3/device/..%2Fx%3Fy")
    }

    @Test func aNoticeIsKeptForAMonthAtMost() throws {
        let provider = try fixture().provider()
        let request = provider.request(for: try Samples.push(lifeSeconds: 2_592_001))
        #expect(request.header("apns-expiration") == String(1_767_225_600 + 2_592_000))
    }

    @Test func developmentHasAServiceOfItsOwn() throws {
        let provider = try fixture(more: #", environment: "development""#).provider()
        let request = provider.request(for: try Samples.push())
        #expect(request.url == "https://api.sandbox.push.apple.com/3/device/dev1")
        let local = try fixture(more: #", base_url: "http://127.0.0.1:9/""#).provider()
        #expect(local.request(for: try Samples.push()).url == "http://127.0.0.1:9/3/device/dev1")
    }

    @Test func tokensAreMintedAsPublished() throws {
        let vector = try Samples.vectors("apns")
        let published = TestKeyPair(
            privatePEM: [],
            publicPEM: Array(try #require(vector["ec_public_key_pem"]?.string).utf8)
        )
        #expect(try published.verifiesES256(#require(vector["token"]?.string)))
        guard case .minted(let mint) = try fixture().provider().accessTokens else {
            Issue.record("a team signs its tokens itself")
            return
        }
        let token = mint(Samples.now, [])
        let pair = try TestKeyPair.p256.get()
        #expect(try pair.verifiesES256(token.value))
        #expect(try !published.verifiesES256(token.value))
        let parts = try CompactJWS(parsing: token.value)
        for (name, value) in try #require(vector["header"]?.object).map({ ($0.name, $0.value) }) {
            #expect(parts.header[name] == value, "\(name)")
        }
        #expect(parts.header.object?.count == 3)
        let claims = try JSONReader.read(parts.payload)
        #expect(claims == vector["claims"])
        #expect(token.renewAt == Samples.now.advanced(bySeconds: 2_400))
        #expect(token.expiresAt == Samples.now.advanced(bySeconds: 3_600))
    }

    @Test(
        arguments: [
            (400, .drop, ["BadDeviceToken", "DeviceTokenNotForTopic"]),
            (
                400, .stop,
                [
                    "BadCollapseId", "BadExpirationDate", "BadMessageId", "BadPriority",
                    "BadTopic", "InvalidPushType", "MissingTopic", "PayloadEmpty",
                    "TopicDisallowed", "DuplicateHeaders",
                ]
            ),
            (400, .retrySame, ["IdleTimeout"]),
            (403, .retrySame, ["ExpiredProviderToken"]),
            (
                403, .stop,
                [
                    "InvalidProviderToken", "MissingProviderToken", "BadCertificate",
                    "BadCertificateEnvironment", "Forbidden", "BadEnvironmentKeyInToken",
                    "BadEnvironmentKeyIdInToken", "UnrelatedKeyIdInToken",
                ]
            ),
            (404, .stop, ["BadPath"]), (405, .stop, ["MethodNotAllowed"]),
            (410, .drop, ["Unregistered", "ExpiredToken"]), (413, .stop, ["PayloadTooLarge"]),
            (429, .retrySame, ["TooManyRequests"]),
            (429, .stop, ["TooManyProviderTokenUpdates"]),
            (500, .retrySame, ["InternalServerError"]),
            (503, .retrySame, ["ServiceUnavailable", "Shutdown"]),
        ] as [(Int, FailureClass, [String])]
    )
    func reasonsDecide(status: Int, meaning: FailureClass, reasons: [String]) throws {
        let provider = try fixture().provider()
        for reason in reasons {
            let answer = reply(status, #"{"reason":"\#(reason)"}"#)
            #expect(
                provider.outcome(of: answer) == DispatchOutcome(meaning, reason: "code \(reason)")
            )
            #expect(provider.refusesToken(answer) == (reason == "ExpiredProviderToken"))
        }
    }

    @Test(
        arguments: [
            (reply(200), .accepted(reference: nil)),
            (reply(400, #"{"reason":"call +4915112345678"}"#), .stop(reason: "http 400")),
            (reply(410, "?"), .drop(reason: "http 410")),
            (reply(500), .unknown(reason: "http 500")),
            (
                .failure(.notSent(reason: "connect")),
                .retrySame(afterSeconds: 1, reason: "not sent: connect")
            ),
        ] as [(Result<OutboundReply, OutboundFailure>, DispatchOutcome)]
    )
    func otherAnswersGoByTheirStatus(
        result: Result<OutboundReply, OutboundFailure>,
        expected: DispatchOutcome
    ) throws {
        #expect(try fixture().provider().outcome(of: result) == expected)
    }

    @Test func nothingThatCallsIsBelieved() throws {
        let callback = Callback(headers: [:], body: Array("{}".utf8))
        #expect(try fault(fixture().provider(), callback) == .forged)
    }

    @Test func settingsAreCheckedAllAtOnce() throws {
        let wrong = ProviderFixture(
            kind: .apns,
            json5: """
                {kind: "apns", channel: "sms", key_id: "abc", topic: "two words",
                 environment: "test", base_url: "x", key_file: "x"}
                """,
            secrets: ["/key": "treasure"]
        )
        let faults = try wrong.faults()
        #expect(
            faults.keys.sorted() == [
                "/base_url", "/channel", "/environment", "/key", "/key_file", "/key_id",
                "/team_id", "/topic",
            ]
        )
        #expect(!faults.values.contains { $0.contains("treasure") })
        #expect(try !fixture().shown().contains("PRIVATE KEY"))
    }

    private func fixture(more: String = "") throws -> ProviderFixture {
        ProviderFixture(
            kind: .apns,
            json5: """
                {kind: "apns", channel: "push", key_id: "ABC1234567", team_id: "TEAM123456",
                 topic: "example.shop.app"\(more)}
                """,
            secrets: [
                "/key": String(decoding: try TestKeyPair.p256.get().privatePEM, as: UTF8.self)
            ]
        )
    }
}
