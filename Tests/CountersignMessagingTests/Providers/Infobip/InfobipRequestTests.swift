import CountersignCore
import CountersignMessaging
import Testing

@Suite struct InfobipRequestTests {
    private let reportURL = ProviderFixture.callbackURL + "?s=" + InfobipFixture.encodedSecret

    @Test func anSMSIsTheirs() throws {
        let provider = try InfobipFixture.fixture().provider()
        let request = provider.request(for: try Samples.dispatch(lifeSeconds: 120))
        #expect(request.method == "POST")
        #expect(request.url == "https://xyz.api.infobip.com/sms/3/messages")
        #expect(
            request.receivedHeaders == [
                "authorization": "App key-treasure", "content-type": "application/json",
                "accept": "application/json",
            ]
        )
        #expect(
            request.bodyText == """
                {"messages":[{"sender":"CafePay","destinations":[{"to":"4915112345678",\
                "messageId":"msg_01KAPM00000000000000000001"}],\
                "content":{"text":"042917: pay 49.99 EUR to \\"Acme\\""},\
                "options":{"validityPeriod":{"amount":120,"timeUnit":"SECONDS"}},\
                "webhooks":{"delivery":{"url":"\(reportURL)","intermediateReport":true},\
                "contentType":"application/json","callbackData":"msg_01KAPM00000000000000000001"}}]}
                """
        )
        #expect(provider.hasIdempotencyHandle)
        #expect(!provider.reportsByReference)
    }

    @Test func withoutASecretTheAccountsOwnURLGetsTheReports() throws {
        let provider = try InfobipFixture.fixture(isBasic: true, hasSecret: false).provider()
        let request = provider.request(for: try Samples.dispatch(from: "+447700900999"))
        #expect(request.bodyText.contains(#""sender":"447700900999""#))
        #expect(
            request.bodyText.contains(
                #""webhooks":{"callbackData":"msg_01KAPM00000000000000000001"}"#
            )
        )
    }

    @Test func anRCSCardBecomesTheirs() throws {
        let provider = try InfobipFixture.fixture(channel: "rcs", from: "CafePayAgent").provider()
        let request = provider.request(
            for: try Samples.dispatch(channel: .rcs, content: Samples.card)
        )
        #expect(request.url == "https://xyz.api.infobip.com/rcs/2/messages")
        #expect(
            request.bodyText == """
                {"messages":[{"sender":"CafePayAgent","destinations":[{"to":"4915112345678",\
                "messageId":"msg_01KAPM00000000000000000001"}],\
                "content":{"type":"CARD","orientation":"VERTICAL","alignment":"LEFT",\
                "content":{"title":"Confirm 12.50 EUR","description":"To Cafe Uno",\
                "suggestions":[{"type":"REPLY","text":"Approve","postbackData":"cnf_1.approve.T"},\
                {"type":"REPLY","text":"This wasn't me","postbackData":"cnf_1.deny.T"},\
                {"type":"OPEN_URL","text":"Open","postbackData":"cnf_1.open.T",\
                "url":"https://pay.example.com/c/cnf_1"}]}},\
                "options":{"validityPeriod":{"amount":287,"timeUnit":"SECONDS"}},\
                "webhooks":{"delivery":{"url":"\(reportURL)"},"seen":{"url":"\(reportURL)"},\
                "callbackData":"msg_01KAPM00000000000000000001"}}]}
                """
        )
    }

    @Test func aCardsImageAndPlaceAreKept() throws {
        let content = try content(
            """
            {"messageTrafficType":"TRANSACTION","contentMessage":{"richCard":{"standaloneCard":{\
            "cardOrientation":"HORIZONTAL","thumbnailImageAlignment":"RIGHT","cardContent":{\
            "title":"Pay","media":{"height":"TALL","contentInfo":{"fileUrl":"https://x/i.png",\
            "thumbnailUrl":"https://x/t.png","forceRefresh":false}}}}},"suggestions":[\
            {"action":{"text":"Call","postbackData":"c","dialAction":{"phoneNumber":"+4912"}}},\
            {"action":{"text":"Web","postbackData":"w","openUrlAction":{"url":"https://x/",\
            "application":"WEBVIEW","webviewViewMode":"HALF"}}}]}}
            """
        )
        #expect(
            content == """
                {"type":"CARD","orientation":"HORIZONTAL","alignment":"RIGHT","content":{"title":"Pay",\
                "media":{"file":{"url":"https://x/i.png"},"thumbnail":{"url":"https://x/t.png"},\
                "height":"TALL"}},"suggestions":[{"type":"DIAL_PHONE","text":"Call",\
                "postbackData":"c","phoneNumber":"+4912"},{"type":"OPEN_URL","text":"Web",\
                "postbackData":"w","url":"https://x/","application":"WEBVIEW",\
                "webviewViewMode":"HALF"}]}
                """
        )
    }

    @Test func aTextIsTextWithItsButtons() throws {
        let suggestion = #"{"reply":{"text":"Not me","postbackData":"d"}}"#
        #expect(
            try content(#"{"contentMessage":{"text":"Pay?","suggestions":[\#(suggestion)]}}"#)
                == """
                {"type":"TEXT","text":"Pay?",\
                "suggestions":[{"type":"REPLY","text":"Not me","postbackData":"d"}]}
                """
        )
        let fallback = #"{"type":"TEXT","text":"042917: pay 49.99 EUR to \"Acme\""}"#
        #expect(try content(nil) == fallback)
        #expect(try content(#"{"contentMessage":{"contentInfo":{"fileUrl":"x"}}}"#) == fallback)
    }

    @Test(arguments: [(2_024, true), (2_025, false)])
    func aButtonWhoseDataWouldNotFitIsLeftOut(length: Int, isKept: Bool) throws {
        let postback = String(repeating: "x", count: length)
        let reply = #"{"reply":{"text":"A","postbackData":"\#(postback)"}}"#
        let other = #"{"reply":{"text":"B","postbackData":"b"}}"#
        let strange = #"{"action":{"text":"C","postbackData":"c","shareLocationAction":{}}}"#
        let text = try content(
            #"{"contentMessage":{"text":"t","suggestions":[\#(reply),\#(other),\#(strange)]}}"#
        )
        let content = try JSONReader.read(Array(text.utf8))
        let texts = content["suggestions"]?.array?.compactMap { $0["text"]?.string }
        #expect(texts == (isKept ? ["A", "B"] : ["B"]))
    }

    @Test func aCardHasFourButtonsAndAMessageEleven() throws {
        let many = (0..<12).map { #"{"reply":{"text":"\#($0)","postbackData":"\#($0)"}}"# }
            .joined(separator: ",")
        let text = try content(
            """
            {"contentMessage":{"richCard":{"standaloneCard":{"cardContent":{"title":"T",\
            "suggestions":[\(many)]}}},"suggestions":[\(many)]}}
            """
        )
        let content = try JSONReader.read(Array(text.utf8))
        #expect(content["content"]?["suggestions"]?.array?.count == 4)
        #expect(content["suggestions"]?.array?.count == 11)
    }

    @Test func aWhatsAppTemplateBecomesTheirs() throws {
        let provider = try InfobipFixture.fixture(
            channel: "whatsapp",
            from: "+447700900999"
        ).provider()
        let request = provider.request(
            for: try Samples.dispatch(
                channel: .whatsapp,
                content: Samples.authenticationTemplate
            )
        )
        #expect(request.url == "https://xyz.api.infobip.com/whatsapp/1/message/template")
        #expect(
            request.bodyText == """
                {"messages":[{"from":"447700900999","to":"4915112345678",\
                "messageId":"msg_01KAPM00000000000000000001",\
                "content":{"templateName":"pay_code","templateData":{\
                "body":{"placeholders":["482913"]},\
                "buttons":[{"type":"URL","parameter":"482913"}]},"language":"en_GB"},\
                "callbackData":"msg_01KAPM00000000000000000001","notifyUrl":"\(reportURL)"}]}
                """
        )
        #expect(provider.usualLimits.recipientIntervalSeconds == 6)
    }

    @Test func thePaymentGoesBeforeTheCode() throws {
        let provider = try InfobipFixture.fixture(channel: "whatsapp").provider()
        let dispatch = try Samples.dispatch(channel: .whatsapp, content: Samples.twoTemplates)
        let first = try #require(provider.preparation(for: dispatch))
        let context = try JSONReader.read(first.body)
        #expect(context.value(at: "/messages/0/content/templateName")?.string == "pay_review")
        for name in ["messageId", "callbackData"] {
            #expect(
                context.value(at: "/messages/0/" + name)?.string
                    == Samples.messageText + ".context"
            )
        }
        let message = try JSONReader.read(provider.request(for: dispatch).body)
        #expect(message.value(at: "/messages/0/content/templateName")?.string == "pay_code")
        #expect(message.value(at: "/messages/0/messageId")?.string == Samples.messageText)
        let accepted = #"{"messages":[{"messageId":"m","status":{"groupId":1,"id":26}}]}"#
        #expect(provider.verdict(onPreparation: reply(200, accepted)) == nil)
        let duplicate = #"{"messages":[{"messageId":"m","status":{"groupId":5,"id":23}}]}"#
        #expect(provider.verdict(onPreparation: reply(200, duplicate)) == nil)
        let refused = #"{"messages":[{"messageId":"m","status":{"groupId":5,"id":12}}]}"#
        #expect(
            provider.verdict(onPreparation: reply(200, refused)) == .stop(reason: "status 12")
        )
        let one = try Samples.dispatch(
            channel: .whatsapp,
            content: Samples.authenticationTemplate
        )
        #expect(provider.preparation(for: one) == nil)
    }

    @Test func aTemplatesButtonsFollowTheirPlaces() throws {
        let content = try content(
            """
            {"type":"template","template":{"name":"pay_review","language":{"code":"de"},"components":[\
            {"type":"header","parameters":[{"type":"text","text":"Cafe Uno"}]},\
            {"type":"button","sub_type":"quick_reply","index":"1",\
            "parameters":[{"type":"payload","payload":"deny"}]},\
            {"type":"button","sub_type":"quick_reply","index":0,\
            "parameters":[{"type":"payload","payload":"approve"}]},\
            {"type":"body","parameters":[\
            {"type":"text","parameter_name":"amount","text":"12.50 EUR"},\
            {"type":"text","parameter_name":"payee","text":"Cafe Uno"}]}]}}
            """,
            channel: "whatsapp"
        )
        #expect(
            content == """
                {"templateName":"pay_review","templateData":{\
                "header":{"type":"TEXT","placeholder":"Cafe Uno"},\
                "body":{"placeholders":["12.50 EUR","Cafe Uno"]},\
                "buttons":[{"type":"QUICK_REPLY","parameter":"approve"},\
                {"type":"QUICK_REPLY","parameter":"deny"}]},"language":"de"}
                """
        )
    }

    @Test func aDeadCodeStillHasAPositiveValidity() throws {
        let provider = try InfobipFixture.fixture().provider()
        let request = provider.request(for: try Samples.dispatch(lifeSeconds: -5))
        #expect(request.bodyText.contains(#""amount":1,"#))
    }

    /// The content that becomes of a rendered one.
    private func content(_ rendered: String?, channel: String = "rcs") throws -> String {
        let provider = try InfobipFixture.fixture(channel: channel).provider()
        let dispatch = try Samples.dispatch(channel: provider.channel, content: rendered)
        let body = try JSONReader.read(provider.request(for: dispatch).body)
        var json = JSONWriter()
        json.value(try #require(body.value(at: "/messages/0/content")))
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
