import CountersignCore
import CountersignMessaging
import Testing

@Suite struct PlivoRequestTests {
    @Test func anSMSIsTheDocumentedJSON() throws {
        let request = try PlivoFixture.fixture().provider().request(for: Samples.dispatch())
        #expect(request.method == "POST")
        #expect(request.url == "https://api.plivo.com/v1/Account/MATEST0001/Message/")
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                """
                Authorization: Basic \
                TUFURVNUMDAwMTpwbGl2by1hdXRoLXRva2VuLWZvci10ZXN0cy0wMDAx
                """,
                "Content-Type: application/json", "Accept: application/json",
            ]
        )
        #expect(
            request.bodyText == """
                {"src":"CafePay","dst":"4915112345678","type":"sms",\
                "text":"042917: pay 49.99 EUR to \\"Acme\\"",\
                "url":"https://pay.example/v1/callbacks/gateway?m=msg_01KAPM00000000000000000001",\
                "method":"POST","message_expiry":287,"log":"false"}
                """
        )
    }

    @Test func aPoolChoosesTheSenderUnlessTheBrandHasOne() throws {
        let provider = try PlivoFixture.fixture(sender: #"powerpack_uuid: "pp-1""#).provider()
        let plain = provider.request(for: try Samples.dispatch())
        #expect(plain.bodyText.hasPrefix(#"{"powerpack_uuid":"pp-1","dst""#))
        let branded = provider.request(for: try Samples.dispatch(from: "+447700900999"))
        #expect(branded.bodyText.hasPrefix(#"{"src":"447700900999","dst""#))
    }

    @Test func aWhatsAppTemplateIsInPlivosForm() throws {
        let provider = try PlivoFixture.fixture(channel: "whatsapp").provider()
        let request = provider.request(
            for: try Samples.dispatch(channel: .whatsapp, content: Samples.authenticationTemplate)
        )
        #expect(
            request.bodyText == """
                {"src":"CafePay","dst":"4915112345678","type":"whatsapp",\
                "template":{"name":"pay_code","language":"en_GB","components":[\
                {"type":"body","parameters":[{"type":"text","text":"482913"}]},\
                {"type":"button","sub_type":"url","index":"0",\
                "parameters":[{"type":"text","text":"482913"}]}]},\
                "url":"https://pay.example/v1/callbacks/gateway?m=msg_01KAPM00000000000000000001",\
                "method":"POST","message_expiry":287,"log":"false"}
                """
        )
    }

    @Test func whatsAppButtonsArePassedOnAndTextStaysText() throws {
        let provider = try PlivoFixture.fixture(channel: "whatsapp").provider()
        let buttons = #"{"type":"interactive","interactive":{"type":"button"}}"#
        let request = provider.request(
            for: try Samples.dispatch(channel: .whatsapp, content: buttons)
        )
        #expect(request.bodyText.contains(#","interactive":{"type":"button"},"#))
        let text = provider.request(for: try Samples.dispatch(channel: .whatsapp))
        #expect(text.bodyText.contains(#","text":"042917: pay"#))
    }

    @Test(arguments: [(4, 5), (5, 5), (10_800, 10_800), (10_801, 10_800)])
    func theTimeToLiveStaysWithinPlivosRange(life: Int, sent: Int) throws {
        let provider = try PlivoFixture.fixture().provider()
        let request = provider.request(for: try Samples.dispatch(lifeSeconds: life))
        #expect(request.bodyText.contains(#""message_expiry":\#(sent),"#))
    }
}
