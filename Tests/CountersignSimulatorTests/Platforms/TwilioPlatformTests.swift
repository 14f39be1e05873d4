import CountersignAPI
import CountersignCore
import CountersignMessaging
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(1))) struct TwilioPlatformTests {
    private func values(_ post: HTTPRequest) -> [String: String] {
        let text = String(decoding: post.body, as: UTF8.self)
        let parameters = PercentEncoding.parameters(text, plusIsSpace: true) ?? []
        return Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first }
    }

    @Test func aMessageArrivesAndItsCallbacksAreSigned() async throws {
        try await Workshop.with { workshop in
            let reply = try await workshop.twilio(workshop.message())
            #expect(reply.status == 201)
            #expect(reply.json["status"]?.string == "queued")
            let sid = try #require(reply.json["sid"]?.string)
            #expect(TwilioMessage.isSID(sid, "SM"))
            #expect(reply.json["num_segments"]?.string == "1")
            #expect(reply.json["date_created"]?.string?.hasSuffix(" +0000") == true)
            let posts = await workshop.box.posts.collect(2)
            #expect(posts.map { values($0)["MessageStatus"] } == ["sent", "delivered"])
            for post in posts {
                #expect(post.path == "/cb")
                #expect(post.query == "r=1")
                let values = values(post)
                #expect(values["MessageSid"] == sid)
                #expect(values["To"] == Stage.phoneText)
                #expect(values["AccountSid"] == workshop.settings.twilioAccountSID)
                let signature = TwilioSignature(
                    authToken: Array(workshop.secrets.twilioToken.utf8),
                    crypto: Stage.crypto
                )
                let signed = signature.value(
                    workshop.service + "/cb?r=1",
                    values.map { (name: $0.key, value: $0.value) }
                )
                #expect(post.headers["x-twilio-signature"] == signed)
            }
            let shown = workshop.simulator.phones.messages(to: try Stage.phone())
            #expect(shown.map(\.text) == ["Your code is 042917."])
            #expect(shown.map(\.id) == [sid])
            #expect(workshop.simulator.counts[.twilio]?.addsUp == true)
        }
    }

    /// Source: signature-vectors.json, "form callback, no port", computed with twilio 9.13.0.
    @Test func signaturesAreThoseOfTheOfficialLibrary() {
        let signature = TwilioSignature(
            authToken: Array("4f1d2c3b5a69788796a5b4c3d2e1f001".utf8),
            crypto: Stage.crypto
        )
        let value = signature.value(
            "https://hooks.example.com/callbacks/twilio?route=sms-1&v=2",
            [
                ("MessageSid", "SM00000000000000000000000000000001"),
                ("SmsSid", "SM00000000000000000000000000000001"),
                ("MessageStatus", "delivered"), ("SmsStatus", "delivered"),
                ("To", "+447700900123"), ("From", "+447700900999"),
                ("AccountSid", "AC00000000000000000000000000000001"),
                ("ApiVersion", "2010-04-01"),
            ]
        )
        #expect(value == "UH56CtFknSJffyJKKSYfTnIk+QM=")
    }

    @Test func aMessagingServiceGivesAccepted() async throws {
        try await Workshop.with { workshop in
            let service = "MG" + String(repeating: "a", count: 32)
            let reply = try await workshop.twilio([
                ("To", Stage.phoneText), ("MessagingServiceSid", service), ("Body", "text"),
            ])
            #expect(reply.status == 201)
            #expect(reply.json["status"]?.string == "accepted")
            #expect(reply.json["messaging_service_sid"]?.string == service)
            #expect(reply.json["num_segments"]?.string == "0")
        }
    }

    @Test(
        arguments: [
            ("To", nil, 400, 21_604), ("To", "4915112345678", 400, 21_211),
            ("To", "+1", 400, 21_211),
            ("To", "whatsapp:+4915112345678", 400, 63_007), ("From", nil, 400, 21_603),
            ("From", "a name that is too long", 400, 21_606), ("Body", nil, 400, 21_602),
            ("Body", String(repeating: "x", count: 1_601), 400, 21_617),
            ("ValidityPeriod", "0", 400, 90_007), ("ValidityPeriod", "36001", 400, 90_007),
            ("StatusCallback", "https://under_score.example/cb", 400, 21_609),
            ("StatusCallback", "hooks.example", 400, 21_609),
            ("MessagingServiceSid", "MG1", 400, 21_701),
        ] as [(String, String?, Int, Int)]
    )
    func aWrongParameterHasItsCode(
        name: String,
        value: String?,
        status: Int,
        code: Int
    ) async throws {
        try await Workshop.with { workshop in
            var parameters = workshop.message()
            parameters.removeAll { $0.name == name }
            if let value { parameters.append((name, value)) }
            let reply = try await workshop.twilio(parameters)
            #expect(reply.status == status)
            #expect(reply.json["code"]?.integer == Int64(code))
            #expect(reply.json["status"]?.integer == Int64(status))
            #expect(reply.json["more_info"]?.string?.hasSuffix("/\(code)") == true)
            #expect(workshop.simulator.counts[.twilio]?.refused == 1)
        }
    }

    @Test func anotherTokenOrAccountIsRefused() async throws {
        try await Workshop.with { workshop in
            let sid = workshop.settings.twilioAccountSID
            for user in ["\(sid):wrong", "x:\(workshop.secrets.twilioToken)", ":"] {
                let reply = try await workshop.twilio(workshop.message(), user: user)
                #expect(reply.status == 401)
                #expect(reply.json["code"]?.integer == 20_003)
            }
            let other = "AC" + String(repeating: "f", count: 32)
            let reply = try await workshop.twilio(workshop.message(), account: other)
            #expect(reply.status == 404)
            #expect(reply.json["code"]?.integer == 20_404)
            // The second account has a token of its own.
            let backup = try await workshop.twilio(workshop.message(), to: .twilioBackup)
            #expect(backup.status == 401)
            #expect(workshop.simulator.phones.messages(to: try Stage.phone()).isEmpty)
        }
    }

    @Test func aPhoneThatIsOffGivesUndelivered() async throws {
        try await Workshop.with { workshop in
            workshop.simulator.phones.setUp(try Stage.phone(), as: PhoneSetup(isReachable: false))
            _ = try await workshop.twilio(workshop.message())
            let posts = await workshop.box.posts.collect(2).map(values)
            #expect(posts.map { $0["MessageStatus"] } == ["sent", "undelivered"])
            #expect(posts.last?["ErrorCode"] == "30003")
        }
    }

    @Test func aForgedReportHasAWrongSignature() async throws {
        try await Workshop.with(.with { $0.forgedReceipts = 1 }) { workshop in
            _ = try await workshop.twilio(workshop.message())
            let posts = await workshop.box.posts.collect(3)
            try #require(posts.count == 3)
            let statuses = posts.map { values($0)["MessageStatus"] }
            #expect(statuses == ["delivered", "sent", "delivered"])
            let (forged, honest) = (posts[0], posts[2])
            #expect(forged.body == honest.body)
            let proof = "x-twilio-signature"
            #expect(forged.headers[proof] != honest.headers[proof])
        }
    }

    @Test func aPayersTextIsPassedOn() async throws {
        try await Workshop.with { workshop in
            _ = try await workshop.twilio(workshop.message())
            _ = await workshop.box.posts.collect(2)
            let message = try #require(
                workshop.simulator.phones.messages(to: try Stage.phone()).first
            )
            #expect(workshop.simulator.reply("NO", to: message))
            let post = try #require(await workshop.box.posts.collect(1).first)
            #expect(post.path == "/v1/callbacks/twilio")
            #expect(values(post)["Body"] == "NO")
            #expect(values(post)["From"] == Stage.phoneText)
            #expect(post.headers["x-twilio-signature"] != nil)
        }
    }
}
