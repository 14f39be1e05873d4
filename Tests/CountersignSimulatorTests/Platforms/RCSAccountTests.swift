import CountersignAPI
import CountersignCore
import CountersignKeys
import CountersignMessaging
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(1))) struct RCSAccountTests {
    private static let key = WirePrivateKey.newRSAPEM()
    private static let otherKey = WirePrivateKey.newRSAPEM()
    private static let path = "agentMessages?messageId=7f9c2a10-0000-4000-8000-000000000001"
    private static let agent = "&agentId=countersign-simulator"

    private func assertion(
        _ changes: [String: JSONValue] = [:],
        algorithm: String = "RS256",
        key: [UInt8] = key,
        audience: String
    ) throws -> String {
        let now = SystemClock().now().seconds
        var claims: [(String, JSONValue)] = [
            ("iss", .string(ServiceAccount.simulated)), ("scope", .string(RCSPlatform.scope)),
            ("aud", .string(audience)), ("iat", .integer(now)), ("exp", .integer(now + 3_600)),
        ]
        for (name, value) in changes {
            claims.removeAll { $0.0 == name }
            claims.append((name, value))
        }
        let input = CompactJWS.signingInput(
            header: "{\"alg\":\"\(algorithm)\",\"typ\":\"JWT\"}",
            payload: JSONValue.object(claims.map { JSONMember($0.0, $0.1) }).bytes
        )
        let signer = try #require(WirePrivateKey(rsaPEM: key))
        return CompactJWS.compose(signingInput: input, signature: signer.sign(input))
    }

    private func exchange(
        _ assertion: String,
        _ workshop: Workshop,
        grant: String = GoogleTokens.grantType
    ) async throws -> Workshop.Reply {
        try await workshop.send(
            "POST",
            workshop.simulator.tokenURL,
            [("Content-Type", Workshop.form)],
            PercentEncoding.form([("grant_type", grant), ("assertion", assertion)])
        )
    }

    private func with(_ body: (Workshop) async throws -> Void) async throws {
        let account = ServiceAccount(privateKeyPEM: RCSAccountTests.key)
        try await Workshop.with(account: account, { _ in }, body)
    }

    @Test func aSignedAssertionGivesATokenThatWorks() async throws {
        try await with { workshop in
            let audience = workshop.simulator.tokenURL
            let reply = try await exchange(try assertion(audience: audience), workshop)
            #expect(reply.status == 200)
            #expect(reply.json["token_type"]?.string == "Bearer")
            #expect(reply.json["expires_in"]?.integer == 3_599)
            let token = try #require(reply.json["access_token"]?.string)
            let path = Self.path + Self.agent
            let sent = try await workshop.rcs("POST", path, token: token, Workshop.card)
            #expect(sent.status == 200)
            #expect(try await workshop.rcs("POST", path, token: "x", Workshop.card).status == 401)
        }
    }

    @Test func whatIsNotSignedByTheAccountGetsNoToken() async throws {
        try await with { workshop in
            let url = workshop.simulator.tokenURL
            let now = SystemClock().now().seconds
            let good = try assertion(audience: url)
            let bad = try [
                assertion(key: Self.otherKey, audience: url), assertion(audience: url + "/"),
                assertion(algorithm: "none", audience: url),
                assertion(["iss": .string("other@example.com")], audience: url),
                assertion(["exp": .integer(now + 7_200)], audience: url),
                assertion(
                    ["iat": .integer(now - 7_200), "exp": .integer(now - 3_600)],
                    audience: url
                ),
                String(good.dropLast(4)) + "AAAA", "x", "",
            ]
            for assertion in bad {
                let reply = try await exchange(assertion, workshop)
                #expect(reply.status == 400)
                #expect(reply.json["error"]?.string == "invalid_grant", "\(assertion.count)")
            }
            let scope = try assertion(["scope": .string("openid")], audience: url)
            #expect(try await exchange(scope, workshop).json["error"]?.string == "invalid_scope")
            let grant = try await exchange(good, workshop, grant: "password")
            #expect(grant.json["error"]?.string == "unsupported_grant_type")
        }
    }

    @Test func eventsAreSignedOverTheirDecodedData() async throws {
        try await Workshop.with { workshop in
            _ = try await workshop.rcs("POST", Self.path + Self.agent, Workshop.card)
            let post = try #require(await workshop.box.posts.collect(1).first)
            #expect(post.path == "/v1/callbacks/rcs")
            let event = try data(of: post, workshop)
            #expect(event["eventType"]?.string == "DELIVERED")
            #expect(event["messageId"]?.string == "7f9c2a10-0000-4000-8000-000000000001")
            #expect(event["senderPhoneNumber"]?.string == Stage.phoneText)
            let message = try #require(
                workshop.simulator.phones.messages(to: try Stage.phone()).first
            )
            #expect(message.taps.map(\.text) == ["Approve", "Not me"])
            #expect(workshop.simulator.tap(message.taps[1], of: message))
            let tapped = try data(
                of: try #require(await workshop.box.posts.collect(1).first),
                workshop
            )
            #expect(tapped["suggestionResponse"]?["postbackData"]?.string == "cnf_1.deny.T")
            #expect(tapped["senderPhoneNumber"]?.string == Stage.phoneText)
        }
    }

    private func data(of post: HTTPRequest, _ workshop: Workshop) throws -> JSONValue {
        let body = try JSONReader.read(post.body)
        let data = try #require(
            body.value(at: "/message/data")?.string.flatMap { Base64.decode($0) }
        )
        let token = Array(workshop.secrets.rcsClientToken.utf8)
        #expect(
            post.headers["x-goog-signature"]
                == Base64.encode(WireHash.sha512.hmac(key: token, data))
        )
        return try JSONReader.read(data)
    }

    @Test func aMessageThatHasNotArrivedCanBeRevoked() async throws {
        let slow = Scenario.with { $0.latency = .fixed(milliseconds: 600_000) }
        try await Workshop.with(slow) { workshop in
            let id = "7f9c2a10-0000-4000-8000-000000000001"
            let revoke = "agentMessages/\(id)?agentId=countersign-simulator"
            #expect(try await workshop.rcs("DELETE", revoke).status == 404)
            _ = try await workshop.rcs("POST", Self.path + Self.agent, Workshop.card)
            #expect(workshop.simulator.counts[.rcs]?.onTheWay == 1)
            #expect(try await workshop.rcs("DELETE", revoke).status == 200)
            #expect(try await workshop.rcs("DELETE", revoke).status == 404)
            let counts = workshop.simulator.counts[.rcs]
            #expect(counts?.revoked == 1)
            #expect(counts?.addsUp == true)
        }
    }

    @Test func aPhoneThatIsOffGetsAnExpiry() async throws {
        try await Workshop.with { workshop in
            workshop.simulator.phones.setUp(try Stage.phone(), as: PhoneSetup(isReachable: false))
            let body = Workshop.card.replacing("120s", with: "1s")
            #expect(try await workshop.rcs("POST", Self.path + Self.agent, body).status == 200)
            let post = try #require(await workshop.box.posts.collect(1).first)
            let event = try data(of: post, workshop)
            #expect(event["eventType"]?.string == "TTL_EXPIRATION_REVOKED")
            #expect(event["phoneNumber"]?.string == Stage.phoneText)
        }
    }

    @Test func capabilitiesSayWhetherANumberHasRCS() async throws {
        try await Workshop.with { workshop in
            let path = "capabilities?requestId=1&agentId=countersign-simulator"
            let reply = try await workshop.rcs("GET", path)
            #expect(reply.status == 200)
            #expect(
                reply.json["features"]?.array?.contains(.string("RICHCARD_STANDALONE")) == true
            )
            #expect(try await workshop.rcs("GET", "capabilities").status == 400)
            workshop.simulator.phones.setUp(try Stage.phone(), as: PhoneSetup(hasRCS: false))
            #expect(try await workshop.rcs("GET", path).json["error"]?["code"]?.integer == 404)
        }
    }
}
