import CountersignCore
import CountersignMessaging
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(1))) struct WhatsAppPlatformTests {
    static func template(_ code: String = "042917", language: String = "en") -> String {
        """
        {"type":"template","template":{"name":"countersign_code","language":{"code":"\(language)"},\
        "components":[{"type":"body","parameters":[{"type":"text","text":"\(code)"}]},\
        {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"\(code)"}]}]}}
        """
    }

    @Test(arguments: [
        ("en", "042917 is your verification code. For your security, do not share this code."),
        (
            "de",
            "042917 ist dein Verifizierungscode. Teile diesen Code zu deiner Sicherheit mit niemandem."
        ),
    ])
    func theTemplateArrivesAsThePlatformsOwnSentence(language: String, text: String) async throws {
        try await Stage.with { stage in
            let (id, request) = try stage.request(
                .whatsapp,
                content: WhatsAppPlatformTests.template(language: language)
            )
            var outcome: DispatchOutcome?
            let arrived = try await stage.arrivals(1) {
                outcome = try await stage.outcome(.whatsapp, of: request)
            }
            guard case .accepted(let reference?) = outcome else {
                Issue.record("not accepted: \(String(describing: outcome))")
                return
            }
            #expect(reference.hasPrefix("wamid."))
            #expect(arrived.map(\.text) == [text])
            #expect(arrived.first?.buttons.count == 1)
            #expect(arrived.first?.reference == id.text)
            #expect(
                await stage.service.reports(2)
                    == [.sent, .delivered].map { status in
                        DeliveryReport(
                            message: id,
                            reference: reference,
                            status: status,
                            failure: nil
                        )
                    }
            )
        }
    }

    @Test func theAnswerIsTheirs() async throws {
        try await Stage.with { stage in
            let content = WhatsAppPlatformTests.template()
            let request = try stage.request(.whatsapp, content: content).request
            let reply = try await stage.reply(to: request)
            #expect(reply.status == 200)
            let contact = reply.json.value(at: "/contacts/0")
            #expect(contact?["input"]?.string == "4915112345678")
            #expect(contact?["wa_id"]?.string == "4915112345678")
            #expect(reply.json.value(at: "/messages/0/message_status")?.string == "accepted")
        }
    }

    @Test func aNumberWithoutWhatsAppFailsByWebhook() async throws {
        try await Stage.with { stage in
            stage.simulator.phones.setUp(try Stage.phone(), as: PhoneSetup(hasWhatsApp: false))
            let content = WhatsAppPlatformTests.template()
            let (id, request) = try stage.request(.whatsapp, content: content)
            guard case .accepted = try await stage.outcome(.whatsapp, of: request) else {
                Issue.record("not accepted")
                return
            }
            let report = await stage.service.reports(1).first ?? nil
            #expect(report?.message == id)
            #expect(report?.status == .undelivered)
            #expect(report?.failure == "131026")
            #expect(stage.simulator.phones.messages(to: try Stage.phone()).isEmpty)
        }
    }

    @Test func aPhoneThatIsOffLeavesTheMessageSent() async throws {
        try await Stage.with { stage in
            stage.simulator.phones.setUp(try Stage.phone(), as: PhoneSetup(isReachable: false))
            let content = WhatsAppPlatformTests.template()
            _ = try await stage.outcome(
                .whatsapp,
                of: try stage.request(.whatsapp, content: content).request
            )
            #expect(await stage.service.reports(1).map { $0?.status } == [.sent])
            #expect(stage.simulator.phones.messages(to: try Stage.phone()).isEmpty)
        }
    }

    @Test func freeTextIsTakenAndFails() async throws {
        try await Stage.with { stage in
            let content = #"{"type":"text","text":{"body":"042917"}}"#
            _ = try await stage.outcome(
                .whatsapp,
                of: try stage.request(.whatsapp, content: content).request
            )
            let report = await stage.service.reports(1).first ?? nil
            #expect(report?.status == .failed)
            #expect(report?.failure == "131047")
        }
    }

    @Test func directSendNeedsItsAccount() async throws {
        let content = """
            {"type":"text","category":"authentication","text":{"body":"042917: 49.99 EUR to Acme"}}
            """
        try await Stage.with { stage in
            let request = try stage.request(.whatsapp, content: content).request
            #expect(
                try await stage.reply(to: request).json.value(at: "/error/code")?.integer == 100
            )
        }
        var settings = SimulatorSettings.quick
        settings.allowsDirectSend = true
        try await Stage.with(settings) { stage in
            let arrived = try await stage.arrivals(1) {
                let request = try stage.request(.whatsapp, content: content).request
                #expect(try await stage.reply(to: request).status == 200)
            }
            #expect(arrived.map(\.text) == ["042917: 49.99 EUR to Acme"])
        }
    }

    @Test(arguments: [nil, "Bearer wrong", "Basic eA=="])
    func aWrongTokenIsRefused(authorization: String?) async throws {
        try await Stage.with { stage in
            let request = try stage.request(.whatsapp, content: WhatsAppPlatformTests.template())
                .request.setting("Authorization", to: authorization)
            let reply = try await stage.reply(to: request)
            #expect(reply.status == 401)
            #expect(reply.json.value(at: "/error/code")?.integer == 190)
            #expect(reply.json.value(at: "/error/type")?.string == "OAuthException")
            let outcome = try await stage.outcome(.whatsapp, of: request)
            #expect(outcome == .stop(reason: "code 190"))
        }
    }

    @Test(arguments: [
        ("\"whatsapp\"", "\"telegram\"", 400, 100),
        ("\"messaging_product\"", "\"x\":1,\"messaging_product\"", 400, 100),
        ("\"4915112345678\"", "\"+4915112345678\"", 400, 131_009),
        ("\"to\":\"4915112345678\",", "", 400, 131_008),
        ("\"type\":\"template\"", "\"type\":\"audio\"", 400, 131_009),
        ("\"name\":\"countersign_code\",", "", 400, 131_008),
        ("\"code\":\"en\"", "\"code\":\"tlh\"", 404, 132_001),
        ("\"code\":\"en\"", "\"tag\":\"en\"", 400, 131_008),
        (
            "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"042917\"}]},", "",
            400, 132_000
        ),
        (
            "\"body\",\"parameters\":[",
            "\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"x\"},",
            400, 132_000
        ),
        (
            ",{\"type\":\"button\",\"sub_type\":\"url\",\"index\":\"0\","
                + "\"parameters\":[{\"type\":\"text\",\"text\":\"042917\"}]}", "", 400, 131_008
        ),
        ("\"sub_type\":\"url\"", "\"sub_type\":\"flow\"", 400, 132_012),
        ("\"type\":\"text\"", "\"type\":\"currency\"", 400, 132_012),
        ("042917", "0429170429170429", 400, 132_005),
        ("042917", "04 29 17", 400, 132_012),
        (
            "\"0\",\"parameters\":[{\"type\":\"text\",\"text\":\"042917\"",
            "\"0\",\"parameters\":[{\"type\":\"text\",\"text\":\"042918\"", 400, 131_009
        ),
        ("\"type\":\"body\"", "\"type\":\"header\"", 400, 132_012),
        ("{\"messaging_product\"", "[\"messaging_product\"", 400, 100),
    ])
    func aWrongRequestGetsTheirError(
        old: String,
        new: String,
        status: Int,
        code: Int64
    ) async throws {
        try await Stage.with { stage in
            let plain = try stage.request(.whatsapp, content: WhatsAppPlatformTests.template())
                .request
            let request = plain.replacing(old, with: new)
            #expect(request.body != plain.body)
            let reply = try await stage.reply(to: request)
            #expect(reply.status == status)
            #expect(reply.json.value(at: "/error/code")?.integer == code)
            #expect(stage.simulator.phones.messages(to: try Stage.phone()).isEmpty)
        }
    }

    @Test func onlyApprovedTemplatesAndItsOwnNumberAreServed() async throws {
        var settings = SimulatorSettings.quick
        settings.whatsAppTemplates = ["another_code"]
        try await Stage.with(settings) { stage in
            var request = try stage.request(.whatsapp, content: WhatsAppPlatformTests.template())
                .request
            let refused = try await stage.outcome(.whatsapp, of: request)
            #expect(refused == .stop(reason: "code 132001"))
            request.url = request.url.replacing(settings.phoneNumberID, with: "42")
            let reply = try await stage.reply(to: request)
            #expect(reply.json.value(at: "/error/type")?.string == "GraphMethodException")
        }
    }

    @Test func aTamperedReportIsForged() async throws {
        try await Stage.with { stage in
            let content = WhatsAppPlatformTests.template()
            _ = try await stage.outcome(
                .whatsapp,
                of: try stage.request(.whatsapp, content: content).request
            )
            _ = await stage.service.reports(2)
            let callback = try #require(stage.service.callbacks.first)
            let provider = try #require(stage.providers[.whatsapp])
            let body = String(decoding: callback.body, as: UTF8.self)
                .replacing("\"sent\"", with: "\"read\"")
            #expect(Array(body.utf8) != callback.body)
            #expect(throws: CallbackFault.forged) {
                try provider.content(
                    of: Callback(headers: callback.headers, body: Array(body.utf8)),
                    at: stage.clock.now()
                )
            }
        }
    }
}
