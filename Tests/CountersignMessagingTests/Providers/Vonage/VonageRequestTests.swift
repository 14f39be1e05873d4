import CountersignCore
import CountersignMessaging
import Testing

@Suite struct VonageRequestTests {
    @Test func anSMSIsTheirs() throws {
        let dispatch = Samples.carrying("t.o.k", try Samples.dispatch(lifeSeconds: 120))
        let request = try VonageFixture.application().provider().request(for: dispatch)
        #expect(request.method == "POST")
        #expect(request.url == "https://api.nexmo.com/v1/messages")
        #expect(
            request.receivedHeaders == [
                "authorization": "Bearer t.o.k", "content-type": "application/json",
                "accept": "application/json",
            ]
        )
        #expect(
            request.bodyText == """
                {"to":"4915112345678","from":"CafePay","channel":"sms","message_type":"text",\
                "text":"042917: pay 49.99 EUR to \\"Acme\\"","ttl":120,\
                "sms":{"encoding_type":"auto"},"client_ref":"msg_01KAPM00000000000000000001",\
                "webhook_url":"https://pay.example/v1/callbacks/gateway","webhook_version":"v1"}
                """
        )
    }

    @Test func anAccountAuthorisesWithoutATokenAndAsksForNoCallback() throws {
        let provider = try VonageFixture.account().provider()
        #expect(provider.accessTokens == nil)
        let request = provider.request(for: try Samples.dispatch(from: "+49151000000"))
        let expected = "Basic " + Base64.encode(Array("a1b2c3d4:treasure-of-the-account".utf8))
        #expect(request.header("authorization") == expected)
        #expect(request.bodyText.contains(#""from":"49151000000""#))
        #expect(!request.bodyText.contains("webhook_url"))
    }

    @Test func anRCSCardPassesThroughInGooglesForm() throws {
        let dispatch = try Samples.dispatch(channel: .rcs, content: Samples.card)
        let request = try VonageFixture.application(
            channel: "rcs",
            more: #"base_url: "https://api-eu.vonage.com/""#
        ).provider().request(for: Samples.carrying("t.o.k", dispatch))
        #expect(request.url == "https://api-eu.vonage.com/v1/messages")
        #expect(
            request.bodyText == """
                {"to":"4915112345678","from":"CafePay","channel":"rcs","message_type":"custom",\
                "custom":\(Samples.card),"ttl":287,"rcs":{"category":"transaction"},\
                "client_ref":"msg_01KAPM00000000000000000001",\
                "webhook_url":"https://pay.example/v1/callbacks/gateway","webhook_version":"v1"}
                """
        )
    }

    @Test(arguments: [
        (#"{"contentMessage":{"text":"x"}}"#, "", "transaction"),
        (#"{"contentMessage":{"text":"x"}}"#, #"category: "authentication""#, "authentication"),
        (
            #"{"contentMessage":{"text":"x"},"messageTrafficType":"AUTHENTICATION"}"#, "",
            "authentication"
        ),
        (
            #"{"contentMessage":{"text":"x"},"messageTrafficType":"SERVICEREQUEST"}"#,
            #"category: "authentication""#, "service-request"
        ),
        (#"{"contentMessage":{"text":"x"},"messageTrafficType":"?"}"#, "", "transaction"),
    ])
    func theTemplatesTrafficTypeComesBeforeTheSetting(
        content: String,
        more: String,
        category: String
    ) throws {
        let provider = try VonageFixture.application(channel: "rcs", more: more).provider()
        let request = provider.request(for: try Samples.dispatch(channel: .rcs, content: content))
        let body = try JSONReader.read(request.body)
        #expect(body["rcs"]?["category"]?.string == category)
        #expect(body["custom"] == .object([JSONMember("contentMessage", try text("x"))]))
    }

    @Test func anRCSMessageWithoutAContentIsText() throws {
        let provider = try VonageFixture.application(channel: "rcs").provider()
        let body = try JSONReader.read(
            provider.request(for: try Samples.dispatch(channel: .rcs)).body
        )
        #expect(body["message_type"]?.string == "text")
        #expect(body["text"]?.string == "042917: pay 49.99 EUR to \"Acme\"")
        #expect(body["custom"] == nil)
    }

    @Test func aWhatsAppTemplatePassesThroughInTheCloudForm() throws {
        let provider = try VonageFixture.application(channel: "whatsapp").provider()
        let request = provider.request(
            for: try Samples.dispatch(
                channel: .whatsapp,
                content: Samples.authenticationTemplate,
                from: "+447700900999"
            )
        )
        #expect(
            request.bodyText == """
                {"to":"4915112345678","from":"447700900999","channel":"whatsapp",\
                "message_type":"custom","custom":\(Samples.authenticationTemplate),\
                "client_ref":"msg_01KAPM00000000000000000001",\
                "webhook_url":"https://pay.example/v1/callbacks/gateway","webhook_version":"v1"}
                """
        )
        #expect(provider.usualLimits.recipientIntervalSeconds == 6)
        #expect(provider.usualLimits.recipientBurstMax == 45)
        #expect(provider.usualLimits.perSecondMax == 30)
    }

    @Test func thePaymentGoesBeforeTheCode() throws {
        let provider = try VonageFixture.application(channel: "whatsapp").provider()
        let dispatch = try Samples.dispatch(channel: .whatsapp, content: Samples.twoTemplates)
        let first = try #require(provider.preparation(for: dispatch))
        let context = try JSONReader.read(first.body)
        #expect(context.value(at: "/custom/template/name")?.string == "pay_review")
        #expect(context["client_ref"]?.string == Samples.messageText + ".context")
        let message = try JSONReader.read(provider.request(for: dispatch).body)
        #expect(message.value(at: "/custom/template/name")?.string == "pay_code")
        #expect(message["client_ref"]?.string == Samples.messageText)
        #expect(provider.verdict(onPreparation: reply(202, #"{"message_uuid":"u"}"#)) == nil)
        #expect(provider.verdict(onPreparation: reply(401)) == .stop(reason: "http 401"))
        let one = try Samples.dispatch(
            channel: .whatsapp,
            content: Samples.authenticationTemplate
        )
        #expect(provider.preparation(for: one) == nil)
    }

    @Test(arguments: [
        ("sms", 0, 20), ("sms", 19, 20), ("sms", 21, 21), ("sms", 604_801, 604_800),
        ("rcs", 19, 20), ("rcs", 259_201, 259_200), ("rcs", 259_199, 259_199),
    ])
    func theTimeToLiveStaysWithinTheirBounds(channel: String, life: Int, ttl: Int64) throws {
        let provider = try VonageFixture.application(channel: channel).provider()
        let dispatch = try Samples.dispatch(channel: provider.channel, lifeSeconds: life)
        #expect(try JSONReader.read(provider.request(for: dispatch).body)["ttl"]?.integer == ttl)
    }

    @Test func onlyAnRCSMessageThatTheyKnowIsRevoked() throws {
        let uuid = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
        let rcs = try VonageFixture.application(channel: "rcs").provider()
        let request = try #require(
            rcs.request(for: try Samples.revocation(of: uuid, channel: .rcs, token: "t.o.k"))
        )
        #expect(request.method == "PATCH")
        #expect(request.url == "https://api.nexmo.com/v1/messages/" + uuid)
        #expect(request.header("authorization") == "Bearer t.o.k")
        #expect(request.bodyText == #"{"status":"revoked"}"#)
        #expect(rcs.request(for: try Samples.revocation(of: nil, channel: .rcs)) == nil)
        let sms = try VonageFixture.application().provider()
        #expect(sms.request(for: try Samples.revocation(of: uuid, channel: .sms)) == nil)
    }

    private func text(_ text: String) throws -> JSONValue {
        .object([JSONMember("text", .string(text))])
    }
}
