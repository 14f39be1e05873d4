import CountersignAPI
import CountersignCore
import CountersignKeys
import CountersignMessaging
import Testing

@testable import CountersignSimulator

/// The platforms of notices refuse what the real ones refuse, in their words.
@Suite(.timeLimit(.minutes(5))) struct PushPlatformsTests {
    // MARK: - Firebase

    private func fcm(
        _ workshop: Workshop,
        _ body: String,
        token: String? = nil,
        project: String = "rbm-simulator"
    ) async throws -> Workshop.Reply {
        try await workshop.send(
            "POST",
            workshop.simulator.url(of: .fcm) + "/v1/projects/\(project)/messages:send",
            [
                ("Authorization", "Bearer \(token ?? workshop.secrets.fcmToken)"),
                ("Content-Type", "application/json"),
            ],
            body
        )
    }

    @Test(arguments: [
        (#"{"message":"#, ""), (#"{"message":{"token":"a"},"dryRun":true}"#, "dryRun"),
        (#"{"message":{"data":{}}}"#, "Exactly one"),
        (#"{"message":{"token":"a","fid":"b"}}"#, "Exactly one"),
        (#"{"message":{"token":"a b"}}"#, "registration token"),
        (#"{"message":{"token":"a","data":{"n":1}}}"#, "TYPE_STRING"),
        (#"{"message":{"token":"a","data":{"from":"x"}}}"#, "Invalid data payload key"),
        (#"{"message":{"token":"a","data":{"google.x":"x"}}}"#, "Invalid data payload key"),
        (#"{"message":{"token":"a","android":{"ttl":"2419201s"}}}"#, "ttl"),
        (#"{"message":{"token":"a","android":{"ttl":120}}}"#, "ttl"),
        (#"{"message":{"token":"a","android":{"priority":"high"}}}"#, "priority"),
        (#"{"message":{"token":"a","android":{"notification":{"visibility":"x"}}}}"#, "visibility"),
        (#"{"message":{"token":"a","notification":{"titel":"x"}}}"#, "titel"),
    ])
    func firebaseRefusesWhatIsWrong(body: String, piece: String) async throws {
        try await Workshop.with { workshop in
            let reply = try await fcm(workshop, body)
            #expect(reply.status == 400)
            #expect(reply.json["error"]?["status"]?.string == "INVALID_ARGUMENT")
            #expect(reply.text.contains(piece), "\(reply.text)")
            #expect(workshop.simulator.counts[.fcm]?.refused == 1)
        }
    }

    @Test func firebaseRefusesStrangersAndOtherProjects() async throws {
        try await Workshop.with { workshop in
            let good = #"{"message":{"token":"a"}}"#
            let stranger = try await fcm(workshop, good, token: "stranger")
            #expect(stranger.status == 401)
            #expect(stranger.json["error"]?["details"] == nil)
            let other = try await fcm(workshop, good, project: "other")
            #expect(other.json["error"]?["status"]?.string == "PERMISSION_DENIED")
            let long = String(repeating: "x", count: 4_096)
            let body = #"{"message":{"token":"a","data":{"x":"\#(long)"}}}"#
            #expect(try await fcm(workshop, body).text.contains("4096"))
            #expect(try await fcm(workshop, good).status == 200)
        }
    }

    // MARK: - Apple

    /// A token as the provider makes it, or with a wrong part.
    private func token(
        keyID: String = APNsAccount.keyID,
        teamID: String = APNsAccount.teamID,
        age: Int = 0,
        isForged: Bool = false
    ) throws -> String {
        let account = try #require(Stage.apnsAccount)
        let pem = isForged ? WirePrivateKey.newP256PEM() : account.privateKeyPEM
        let key = try #require(WirePrivateKey(p256PEM: pem))
        let issuedAt = SystemClock().now().seconds - Int64(age)
        let input = CompactJWS.signingInput(
            header: #"{"alg":"ES256","kid":"\#(keyID)","typ":"JWT"}"#,
            payload: Array(#"{"iss":"\#(teamID)","iat":\#(issuedAt)}"#.utf8)
        )
        return CompactJWS.compose(signingInput: input, signature: key.sign(input))
    }

    private func apns(
        _ workshop: Workshop,
        token: String?,
        _ changes: [String: String] = [:],
        device: String = Stage.deviceToken,
        body: String = #"{"aps":{"alert":{"title":"Pay"}},"id":"cnf_1"}"#
    ) async throws -> Workshop.Reply {
        var headers = [
            "apns-topic": APNsAccount.topic, "apns-push-type": "alert", "apns-priority": "10",
            "apns-expiration": "1767225600", "apns-collapse-id": "cnf_1",
            "apns-id": "01234567-89ab-8def-8123-456789abcdef", "content-type": "application/json",
        ]
        if let token { headers["authorization"] = "bearer " + token }
        headers.merge(changes) { $1 }
        return try await workshop.send(
            "POST",
            workshop.simulator.url(of: .apns) + "/3/device/" + device,
            headers.filter { !$0.value.isEmpty }.map { ($0.key, $0.value) },
            body
        )
    }

    @Test func appleRefusesWhatItsHeadersGetWrong() async throws {
        try await Workshop.with { workshop in
            let good = try token()
            let rows: [(String, String, Int, String)] = [
                ("apns-topic", "", 400, "MissingTopic"),
                ("apns-topic", "other.app", 400, "DeviceTokenNotForTopic"),
                ("apns-push-type", "", 400, "InvalidPushType"),
                ("apns-push-type", "shout", 400, "InvalidPushType"),
                ("apns-push-type", "background", 400, "BadPriority"),
                ("apns-priority", "7", 400, "BadPriority"),
                ("apns-expiration", "soon", 400, "BadExpirationDate"),
                ("apns-id", "01234567-89AB-8DEF-8123-456789ABCDEF", 400, "BadMessageId"),
                ("apns-collapse-id", String(repeating: "x", count: 65), 400, "BadCollapseId"),
            ]
            for (name, value, status, reason) in rows {
                let reply = try await apns(workshop, token: good, [name: value])
                #expect(reply.status == status, "\(name): \(value)")
                #expect(reply.json["reason"]?.string == reason, "\(name): \(value)")
            }
            #expect(try await apns(workshop, token: good).status == 200)
        }
    }

    @Test func appleRefusesWrongTokensDevicesAndPayloads() async throws {
        try await Workshop.with { workshop in
            let tokens: [(String?, String)] = [
                (nil, "MissingProviderToken"), ("x.y.z", "InvalidProviderToken"),
                (try token(isForged: true), "InvalidProviderToken"),
                (try token(keyID: "OTHER12345"), "InvalidProviderToken"),
                (try token(teamID: "OTHER12345"), "InvalidProviderToken"),
                (try token(age: 3_700), "ExpiredProviderToken"),
            ]
            for (token, reason) in tokens {
                let reply = try await apns(workshop, token: token)
                #expect(reply.status == 403)
                #expect(reply.json["reason"]?.string == reason)
            }
            let good = try token()
            let device = try await apns(workshop, token: good, device: "xyz")
            #expect(device.json["reason"]?.string == "BadDeviceToken")
            for body in ["", "[]", "{}", #"{"aps":{}}"#] {
                let reply = try await apns(workshop, token: good, body: body)
                #expect(reply.json["reason"]?.string == "PayloadEmpty", "\(body)")
            }
            let long = #"{"aps":{"alert":"\#(String(repeating: "x", count: 4_096))"}}"#
            let large = try await apns(workshop, token: good, body: long)
            #expect(large.status == 413)
            let gone = TestDevice.app(
                try PushAddress(platform: .apns, token: Stage.deviceToken)
            )
            workshop.simulator.phones.setUp(gone, as: PhoneSetup(hasApp: false))
            let unregistered = try await apns(workshop, token: good)
            #expect(unregistered.status == 410)
            #expect(unregistered.json["timestamp"]?.integer != nil)
        }
    }
}
