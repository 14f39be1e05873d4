import CountersignAPI
import CountersignCore
import CountersignKeys
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(1))) struct WhatsAppRepliesTests {
    private static func utility(_ components: String) -> String {
        """
        {"messaging_product":"whatsapp","to":"4915112345678","type":"template","template":
        {"name":"pay_review","language":{"code":"en_GB"},"components":[\(components)]}}
        """
    }

    private static let body = """
        {"type":"body","parameters":[{"type":"text","parameter_name":"amount","text":"12.50 EUR"},
        {"type":"text","parameter_name":"payee","text":"Cafe Uno"}]}
        """
    private static let buttons = """
        {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload",
        "payload":"cnf_1.approve.TOKEN"}]},
        {"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload",
        "payload":"cnf_1.deny.TOKEN"}]}
        """

    @Test func aUtilityTemplateShowsItsParametersAndButtons() async throws {
        try await Workshop.with { workshop in
            let reply = try await workshop.whatsApp(Self.utility("\(Self.body),\(Self.buttons)"))
            #expect(reply.status == 200)
            _ = await workshop.box.posts.collect(2)
            let message = try #require(
                workshop.simulator.phones.messages(to: try Stage.phone()).first
            )
            #expect(message.text == "pay_review\namount: 12.50 EUR\npayee: Cafe Uno")
            #expect(message.taps.map(\.payload) == ["cnf_1.approve.TOKEN", "cnf_1.deny.TOKEN"])
            #expect(message.id == reply.json["messages"]?.array?.first?["id"]?.string)
        }
    }

    @Test(arguments: [
        (buttons.replacing("\"1\"", with: "\"0\""), 131_009),
        (buttons.replacing("\"index\":\"1\"", with: "\"index\":\"10\""), 131_009),
        (buttons.replacing("cnf_1.deny.TOKEN", with: String(repeating: "x", count: 129)), 132_012),
        (buttons.replacing("\"payload\",", with: "\"text\","), 132_012),
        (
            buttons.replacing(
                "\"sub_type\":\"quick_reply\",\"index\":\"1\"",
                with: "\"sub_type\":\"call\",\"index\":\"1\""
            ), 132_012
        ),
        (buttons + "," + body.replacing("Cafe Uno", with: ""), 131_008),
        (buttons + "," + body.replacing("Cafe Uno", with: "Cafe\\nUno"), 132_012),
        (buttons + ",{\"type\":\"carousel\"}", 132_012),
        (buttons + ",{\"type\":\"body\",\"extra\":1}", 100),
    ])
    func whatAUtilityTemplateCannotHoldIsRefused(components: String, code: Int) async throws {
        try await Workshop.with { workshop in
            let reply = try await workshop.whatsApp(Self.utility(components))
            #expect(reply.status == 400)
            #expect(reply.json["error"]?["code"]?.integer == Int64(code))
        }
    }

    @Test func aTapComesBackSignedWithItsPayload() async throws {
        try await Workshop.with { workshop in
            _ = try await workshop.whatsApp(Self.utility("\(Self.body),\(Self.buttons)"))
            _ = await workshop.box.posts.collect(2)
            let message = try #require(
                workshop.simulator.phones.messages(to: try Stage.phone()).first
            )
            let tap = try #require(message.taps.last)
            #expect(workshop.simulator.tap(tap, of: message))
            let post = try #require(await workshop.box.posts.collect(1).first)
            let secret = Array(workshop.secrets.whatsAppAppSecret.utf8)
            let signature = "sha256=" + Hex.encode(SHA256.hmac(key: secret, post.body))
            #expect(post.headers["x-hub-signature-256"] == signature)
            let value = try JSONReader.read(post.body).value(at: "/entry/0/changes/0/value")
            let item = try #require(value?["messages"]?.array?.first)
            #expect(item["type"]?.string == "button")
            #expect(item["from"]?.string == "4915112345678")
            #expect(item["button"]?["payload"]?.string == "cnf_1.deny.TOKEN")
            #expect(item["context"]?["id"]?.string == message.id)
        }
    }

    @Test func aCodeThatNobodyAskedForCanBeDenied() async throws {
        let code = """
            {"type":"body","parameters":[{"type":"text","text":"482913"}]},
            {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"482913"}]}
            """
        try await Workshop.with { workshop in
            #expect(try await workshop.whatsApp(Self.utility(code)).status == 200)
            _ = await workshop.box.posts.collect(2)
            let message = try #require(
                workshop.simulator.phones.messages(to: try Stage.phone()).first
            )
            #expect(message.taps.map(\.payload) == ["DID_NOT_REQUEST_CODE"])
        }
    }

    @Test func theHandshakesAreDone() async throws {
        try await Workshop.with { workshop in
            #expect(await workshop.simulator.subscribe().isEmpty)
            let posts = await workshop.box.posts.collect(2)
            #expect(posts.map(\.method) == ["GET", "POST"])
            let query = try #require(PercentEncoding.parameters(posts[0].query, plusIsSpace: false))
            #expect(query.map(\.name) == ["hub.mode", "hub.challenge", "hub.verify_token"])
            #expect(query.last?.value == workshop.secrets.whatsAppVerifyToken)
            let body = try JSONReader.read(posts[1].body)
            #expect(body["clientToken"]?.string == workshop.secrets.rcsClientToken)
        }
    }

    @Test func aServiceThatAnswersOtherwiseHasNotCompletedThem() async throws {
        try await Workshop.with { workshop in
            workshop.simulator.setService(workshop.simulator.url + "/nowhere")
            #expect(await workshop.simulator.subscribe() == [.whatsapp, .rcs])
        }
    }
}
