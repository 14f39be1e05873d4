import CountersignCore
import CountersignMessaging
import Testing

/// Source: WhatsApp Business Platform, Cloud API, "Messages".
@Suite struct WhatsAppCloudRequestTests {
    private static let code = """
        {"type":"template","template":{"name":"pay_code","language":{"code":"en_GB"},"components":[\
        {"type":"body","parameters":[{"type":"text","text":"482913"}]},\
        {"type":"button","sub_type":"url","index":"0",\
        "parameters":[{"type":"text","text":"482913"}]}]}}
        """
    private static let review = """
        {"type":"template","template":{"name":"pay_review","language":{"code":"en_GB"},"components":[\
        {"type":"body","parameters":[\
        {"type":"text","parameter_name":"amount","text":"12.50 EUR"},\
        {"type":"text","parameter_name":"payee","text":"Cafe \\"Uno\\""}]},\
        {"type":"button","sub_type":"quick_reply","index":"0",\
        "parameters":[{"type":"payload","payload":"deny.cnf_1.TOKEN"}]}]}}
        """

    private func dispatch(_ content: String?, lifeSeconds: Int = 287) throws -> Dispatch {
        try Samples.dispatch(
            channel: .whatsapp,
            text: "482913 is your verification code.",
            content: content,
            lifeSeconds: lifeSeconds
        )
    }

    private func members(of content: String, reference: String) -> String {
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"4915112345678",\
        "biz_opaque_callback_data":"\(reference)",\(content.dropFirst())
        """
    }

    @Test func aCodeGoesInOneRequest() throws {
        let provider = try ChatProviders.cloud()
        let dispatch = try dispatch(WhatsAppCloudRequestTests.code)
        #expect(provider.preparation(for: dispatch) == nil)
        let request = provider.request(for: dispatch)
        #expect(request.method == "POST")
        #expect(request.url == "https://graph.facebook.com/v24.0/106540352242922/messages")
        #expect(request.header("authorization") == "Bearer EAAG-token")
        #expect(request.header("content-type") == "application/json")
        let expected = members(
            of: WhatsAppCloudRequestTests.code,
            reference: Samples.messageText
        )
        #expect(request.bodyText == expected)
    }

    @Test func thePaymentGoesBeforeTheCode() throws {
        let provider = try ChatProviders.cloud()
        let (review, code) = (WhatsAppCloudRequestTests.review, WhatsAppCloudRequestTests.code)
        let dispatch = try dispatch(#"{"context":\#(review),"content":\#(code)}"#)
        let first = try #require(provider.preparation(for: dispatch))
        let context = Samples.messageText + ".context"
        #expect(first.bodyText == members(of: review, reference: context))
        #expect(first.url == "https://graph.facebook.com/v24.0/106540352242922/messages")
        let second = provider.request(for: dispatch)
        #expect(second.bodyText == members(of: code, reference: Samples.messageText))
    }

    @Test func withoutThePaymentTheCodeDoesNotGo() throws {
        let provider = try ChatProviders.cloud()
        let accepted = #"{"messages":[{"id":"wamid.X","message_status":"accepted"}]}"#
        #expect(provider.verdict(onPreparation: reply(200, accepted)) == nil)
        #expect(
            provider.verdict(onPreparation: reply(400, #"{"error":{"code":131026}}"#))
                == .drop(reason: "code 131026")
        )
        #expect(
            provider.verdict(onPreparation: .failure(.unanswered(reason: "timeout")))
                == .unknown(reason: "unanswered: timeout")
        )
    }

    @Test func buttonsWithoutACodeGoInOneRequest() throws {
        let provider = try ChatProviders.cloud()
        let dispatch = try dispatch(WhatsAppCloudRequestTests.review)
        #expect(provider.preparation(for: dispatch) == nil)
        let expected = members(
            of: WhatsAppCloudRequestTests.review,
            reference: Samples.messageText
        )
        #expect(provider.request(for: dispatch).bodyText == expected)
    }

    @Test(arguments: [(287, 287), (12, 30), (3_600, 900)])
    func directSendLivesAsLongAsTheCode(lifeSeconds: Int, ttl: Int) throws {
        let provider = try ChatProviders.cloud("version: 'v25.0', base_url: 'http://sink:1/x/'")
        let content = #"{"type":"text","category":"authentication","text":{"body":"Pay? 482913"}}"#
        let request = provider.request(for: try dispatch(content, lifeSeconds: lifeSeconds))
        #expect(request.url == "http://sink:1/x/v25.0/106540352242922/messages")
        let expected = members(of: content, reference: Samples.messageText)
        #expect(request.bodyText == expected.dropLast() + #","ttl_seconds":\#(ttl)}"#)
    }

    @Test func aPlainTextIsATextMessage() throws {
        let provider = try ChatProviders.cloud()
        let text = #"{"type":"text","text":{"body":"482913 is your verification code."}}"#
        let expected = members(of: text, reference: Samples.messageText)
        #expect(provider.request(for: try dispatch(nil)).bodyText == expected)
    }

    @Test func thePlatformsRatesAreKnown() throws {
        let limits = try ChatProviders.cloud().usualLimits
        #expect(limits.perSecondMax == 80)
        #expect(limits.recipientIntervalSeconds == 6)
        #expect(limits.recipientBurstMax == 45)
    }
}
