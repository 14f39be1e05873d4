import CountersignCore
import CountersignMessaging
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(1))) struct RCSPlatformTests {
    static func card(
        title: String = "49.99 EUR to Acme Shoes",
        description: String = "Your code is 042917.",
        buttons: Int = 1,
        button: String = "Open"
    ) -> String {
        let suggestion = """
            {"action":{"text":"\(button)","postbackData":"open",\
            "openUrlAction":{"url":"https://shop.example/c"}}}
            """
        let suggestions = Array(repeating: suggestion, count: buttons).joined(separator: ",")
        return """
            {"contentMessage":{"richCard":{"standaloneCard":{"cardOrientation":"VERTICAL",\
            "cardContent":{"title":"\(title)","description":"\(description)",\
            "suggestions":[\(suggestions)]}}}}}
            """
    }

    @Test func aCardArrives() async throws {
        try await Stage.with { stage in
            let (id, request) = try stage.request(.rcs, content: RCSPlatformTests.card())
            let arrived = try await stage.arrivals(1) {
                let outcome = try await stage.outcome(.rcs, of: request)
                let name = "phones/\(Stage.phoneText)/agentMessages/\(id.text)"
                #expect(outcome == .accepted(reference: name))
            }
            let message = try #require(arrived.first)
            #expect(message.channel == .rcs)
            #expect(message.title == "49.99 EUR to Acme Shoes")
            #expect(message.text == "Your code is 042917.")
            #expect(message.buttons == ["Open"])
            #expect(message.reference == id.text)
            #expect(message.content?.value(at: "/richCard/standaloneCard") != nil)
        }
    }

    @Test func aTextArrivesWithItsReplies() async throws {
        try await Stage.with { stage in
            let content = """
                {"contentMessage":{"text":"042917: pay 49.99 EUR","suggestions":[\
                {"reply":{"text":"This wasn't me","postbackData":"deny"}}]},\
                "messageTrafficType":"TRANSACTION"}
                """
            let arrived = try await stage.arrivals(1) {
                let request = try stage.request(.rcs, content: content).request
                let reply = try await stage.reply(to: request)
                #expect(reply.status == 200)
                #expect(
                    reply.json.value(at: "/contentMessage/text")?.string == "042917: pay 49.99 EUR"
                )
            }
            #expect(arrived.first?.title == nil)
            #expect(arrived.first?.buttons == ["This wasn't me"])
        }
    }

    @Test func aNumberWithoutRCSIsDropped() async throws {
        try await Stage.with { stage in
            stage.simulator.phones.setUp(try Stage.phone(), as: PhoneSetup(hasRCS: false))
            let request = try stage.request(.rcs, content: RCSPlatformTests.card()).request
            let reply = try await stage.reply(to: request)
            #expect(reply.json.value(at: "/error/status")?.string == "NOT_FOUND")
            #expect(try await stage.outcome(.rcs, of: request) == .drop(reason: "http 404"))
            #expect(stage.simulator.phones.messages(to: try Stage.phone()).isEmpty)
        }
    }

    @Test func aRepeatedMessageIDIsDeliveredOnce() async throws {
        try await Stage.with { stage in
            let request = try stage.request(.rcs, content: RCSPlatformTests.card()).request
            let arrived = try await stage.arrivals(2) {
                let first = try await stage.reply(to: request)
                #expect(try await stage.reply(to: request).json == first.json)
                // What is handed over later arrives later: by then a second copy would be there.
                let other = try stage.request(.rcs, content: RCSPlatformTests.card()).request
                #expect(try await stage.reply(to: other).status == 200)
            }
            #expect(Set(arrived.map(\.reference)).count == 2)
            #expect(stage.simulator.phones.messages(to: try Stage.phone()).count == 2)
        }
    }

    @Test(arguments: [nil, "Bearer wrong"])
    func aWrongTokenIsRefused(authorization: String?) async throws {
        try await Stage.with { stage in
            let request = try stage.request(.rcs, content: RCSPlatformTests.card()).request
                .setting("Authorization", to: authorization)
            let reply = try await stage.reply(to: request)
            #expect(reply.json.value(at: "/error/status")?.string == "UNAUTHENTICATED")
            #expect(try await stage.outcome(.rcs, of: request) == .stop(reason: "http 401"))
        }
    }

    @Test func sizesAreTakenUpToTheLimitAndRefusedPastIt() throws {
        func isTaken(_ content: String) -> Bool {
            (try? AgentMessage.read(Array(content.utf8), at: Instant(seconds: 0))) != nil
        }
        func text(_ count: Int) -> String { String(repeating: "é", count: count) }
        #expect(isTaken(RCSPlatformTests.card(title: text(200))))
        #expect(!isTaken(RCSPlatformTests.card(title: text(201))))
        #expect(isTaken(RCSPlatformTests.card(description: text(2_000))))
        #expect(!isTaken(RCSPlatformTests.card(description: text(2_001))))
        #expect(isTaken(RCSPlatformTests.card(buttons: 4, button: text(25))))
        #expect(!isTaken(RCSPlatformTests.card(button: text(26))))
        #expect(!isTaken(RCSPlatformTests.card(buttons: 5)))
        #expect(isTaken(#"{"contentMessage":{"text":"\#(text(3_072))"}}"#))
        #expect(!isTaken(#"{"contentMessage":{"text":"\#(text(3_073))"}}"#))
        let ttl = 15 * 86_400
        #expect(isTaken(#"{"contentMessage":{"text":"x"},"ttl":"\#(ttl)s"}"#))
        #expect(!isTaken(#"{"contentMessage":{"text":"x"},"ttl":"\#(ttl + 1)s"}"#))
    }

    @Test(arguments: [
        ("\"contentMessage\"", "\"content\""),
        ("\"richCard\"", "\"text\":\"x\",\"richCard\""),
        ("\"VERTICAL\"", "\"DIAGONAL\""),
        ("\"cardOrientation\":\"VERTICAL\",", ""),
        ("\"title\":\"49.99 EUR to Acme Shoes\",\"description\":\"Your code is 042917.\",", ""),
        ("\"title\":\"", "\"titel\":\"x\",\"title\":\""),
        ("\"openUrlAction\":{\"url\":\"https:", "\"openUrlAction\":{\"url\":\"file:"),
        ("\"openUrlAction\"", "\"dialAction\":{\"phoneNumber\":\"112\"},\"openUrlAction\""),
        ("\"ttl\":\"287s\"", "\"ttl\":287"),
        ("\"ttl\":\"287s\"", "\"ttl\":\"287s\",\"expireTime\":\"2027-01-01T00:00:00Z\""),
        ("\"ttl\":\"287s\"", "\"messageTrafficType\":\"GOSSIP\""),
        ("}}", "}"),
    ])
    func aWrongRequestIsAnInvalidArgument(old: String, new: String) async throws {
        try await Stage.with { stage in
            let plain = try stage.request(.rcs, content: RCSPlatformTests.card()).request
            let request = plain.replacing(old, with: new)
            #expect(request.body != plain.body)
            let reply = try await stage.reply(to: request)
            #expect(reply.status == 400)
            #expect(reply.json.value(at: "/error/code")?.integer == 400)
            #expect(reply.json.value(at: "/error/status")?.string == "INVALID_ARGUMENT")
        }
    }

    @Test(arguments: [
        ("?messageId=", "?message=", 400),
        ("&agentId=countersign-simulator", "&agentId=other", 403),
        ("&agentId=countersign-simulator", "&messageId=again", 400),
        ("?messageId=", "?messageId=%20", 400),
        ("%2B4915112345678", "4915112345678", 400),
        ("%2B4915112345678", "%2", 400),
    ])
    func aWrongAddressIsRefused(old: String, new: String, status: Int) async throws {
        try await Stage.with { stage in
            var request = try stage.request(.rcs, content: RCSPlatformTests.card()).request
            let plain = request.url
            request.url = plain.replacing(old, with: new)
            #expect(request.url != plain)
            #expect(try await stage.reply(to: request).status == status)
        }
    }

    @Test func whatTheSimulatorDoesNotShowItSays() async throws {
        try await Stage.with { stage in
            let content = #"{"contentMessage":{"contentInfo":{"fileUrl":"https://a.example/b"}}}"#
            let request = try stage.request(.rcs, content: content).request
            let reply = try await stage.reply(to: request)
            #expect(reply.status == 501)
            #expect(reply.json.value(at: "/error/status")?.string == "UNIMPLEMENTED")
        }
    }
}
