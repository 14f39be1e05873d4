import CountersignCore
import CountersignMessaging
import Testing

/// Source: RCS for Business, "Send messages", "Capability checks", "Revoke".
@Suite struct RBMRequestTests {
    private static let uuid = "66ab5000-0000-8000-8000-000000000001"
    private static let card = """
        {"richCard":{"standaloneCard":{"cardOrientation":"VERTICAL","cardContent":{\
        "title":"Pay 12.50 EUR to Cafe \\"Uno\\"","description":"Your code is 482913.",\
        "suggestions":[{"reply":{"text":"This wasn't me","postbackData":"deny.cnf_1.T"}}]}}}}
        """

    private func dispatch(_ content: String?, lifeSeconds: Int = 120) throws -> Dispatch {
        try Samples.dispatch(
            channel: .rcs,
            text: "482913: pay 12.50 EUR",
            content: content,
            lifeSeconds: lifeSeconds
        ).authorized(by: "ya29.example")
    }

    @Test func aCardIsSentUnderItsUUID() throws {
        let provider = try ChatProviders.rbm()
        let request = provider.request(
            for: try dispatch(#"{"contentMessage":\#(RBMRequestTests.card)}"#)
        )
        #expect(request.method == "POST")
        #expect(
            request.url == "https://rcsbusinessmessaging.googleapis.com/v1/phones/%2B4915112345678"
                + "/agentMessages?messageId=\(RBMRequestTests.uuid)&agentId=pay_agent"
        )
        #expect(request.header("authorization") == "Bearer ya29.example")
        #expect(request.header("content-type") == "application/json")
        #expect(
            request.bodyText
                == #"{"messageTrafficType":"TRANSACTION","ttl":"120s","contentMessage":\#(RBMRequestTests.card)}"#
        )
        #expect(provider.hasIdempotencyHandle)
    }

    @Test func settingsAndTemplateChooseHostAgentAndTraffic() throws {
        let provider = try ChatProviders.rbm(
            "region: 'europe', traffic_type: 'AUTHENTICATION', check_capability: false"
        )
        let plain = provider.request(for: try dispatch(nil, lifeSeconds: 4))
        #expect(plain.url.hasPrefix("https://europe-rcsbusinessmessaging.googleapis.com/v1/"))
        #expect(
            plain.bodyText == """
                {"messageTrafficType":"AUTHENTICATION","ttl":"4s",\
                "contentMessage":{"text":"482913: pay 12.50 EUR"}}
                """
        )
        let own = provider.request(
            for: try dispatch(
                #"{"contentMessage":{"text":"x"},"messageTrafficType":"TRANSACTION"}"#
            )
        )
        #expect(own.bodyText.contains(#""messageTrafficType":"TRANSACTION""#))
        #expect(!own.bodyText.contains("AUTHENTICATION"))
    }

    @Test func theTimeToLiveIsWhatTheCodeHasLeft() throws {
        let provider = try ChatProviders.rbm()
        for (life, ttl) in [(0, "1s"), (287, "287s"), (2_000_000, "1296000s")] {
            let request = provider.request(for: try dispatch(nil, lifeSeconds: life))
            #expect(request.bodyText.contains(#""ttl":"\#(ttl)""#))
        }
    }

    @Test func aCapabilityCheckGoesFirstWhereItIsWanted() throws {
        let dispatch = try dispatch(nil)
        #expect(try ChatProviders.rbm().preparation(for: dispatch) == nil)
        let provider = try ChatProviders.rbm("check_capability: true")
        let request = try #require(provider.preparation(for: dispatch))
        #expect(request.method == "GET")
        #expect(request.body.isEmpty)
        #expect(
            request.url == "https://rcsbusinessmessaging.googleapis.com/v1/phones/%2B4915112345678"
                + "/capabilities?requestId=\(RBMRequestTests.uuid)&agentId=pay_agent"
        )
        #expect(request.header("authorization") == "Bearer ya29.example")
    }

    @Test func aMessageIsTakenBackByItsUUID() throws {
        let provider = try ChatProviders.rbm("base_url: 'http://127.0.0.1:9/'")
        let dispatch = try dispatch(nil)
        let revocation = Revocation(
            message: dispatch.message,
            to: dispatch.to,
            now: dispatch.now,
            accessToken: dispatch.accessToken
        )
        let request = try #require(provider.request(for: revocation))
        #expect(request.method == "DELETE")
        #expect(request.body.isEmpty)
        #expect(
            request.url == "http://127.0.0.1:9/v1/phones/%2B4915112345678/agentMessages/"
                + "\(RBMRequestTests.uuid)?agentId=pay_agent"
        )
        #expect(request.header("authorization") == "Bearer ya29.example")
    }

    @Test func itsTokensAreTheServiceAccounts() throws {
        let provider = try ChatProviders.rbm()
        guard case .exchanged(let request, let read) = provider.accessTokens else {
            Issue.record("no exchange")
            return
        }
        let asked = request(Samples.now)
        #expect(asked.url == "https://oauth2.googleapis.com/token")
        let assertion = try #require(
            PercentEncoding.parameters(asked.bodyText, plusIsSpace: true)?
                .first { $0.name == "assertion" }?.value
        )
        let token = try CompactJWS(parsing: assertion)
        let claims = try JSONReader.read(token.payload)
        #expect(
            claims["scope"]?.string == "https://www.googleapis.com/auth/rcsbusinessmessaging"
        )
        #expect(try TestKeyPair.rsa.get().verifiesRS256(assertion))
        let answer = #"{"access_token":"ya29.example","expires_in":3599,"token_type":"Bearer"}"#
        #expect(try read(reply(200, answer), Samples.now).get().value == "ya29.example")
    }
}
