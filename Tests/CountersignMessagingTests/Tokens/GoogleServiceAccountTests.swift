import CountersignCore
import Testing

@testable import CountersignMessaging

@Suite struct GoogleServiceAccountTests {
    private static let scope = "https://www.googleapis.com/auth/firebase.messaging"

    @Test func theExchangeIsTheDocumentedOne() throws {
        let pair = try TestKeyPair.rsa.get()
        let account = try account(ServiceAccountFile.text(pair))
        guard case .exchanged(let request, _) = account.accessTokens(scope: Self.scope) else {
            Issue.record("a service account exchanges assertions")
            return
        }
        let sent = request(Samples.now)
        #expect(sent.method == "POST")
        #expect(sent.url == "https://oauth2.googleapis.com/token")
        #expect(sent.headers.map(\.name) == ["Content-Type"])
        #expect(sent.header("content-type") == "application/x-www-form-urlencoded")
        let form = try #require(
            PercentEncoding.parameters(sent.bodyText, plusIsSpace: true)
        )
        #expect(form.map(\.name) == ["grant_type", "assertion"])
        #expect(form[0].value == "urn:ietf:params:oauth:grant-type:jwt-bearer")
        #expect(try pair.verifiesRS256(form[1].value))
        let token = try CompactJWS(parsing: form[1].value)
        let header = #"{"alg":"RS256","kid":"test-key-1","typ":"JWT"}"#
        #expect(token.header == (try JSONReader.read(Array(header.utf8))))
        #expect(
            String(decoding: token.payload, as: UTF8.self) == """
                {"iss":"sender@example-project.iam.gserviceaccount.com",\
                "scope":"https://www.googleapis.com/auth/firebase.messaging",\
                "aud":"https://oauth2.googleapis.com/token","iat":1767225600,"exp":1767229200}
                """
        )
    }

    @Test func aTokenIsRenewedFiveMinutesBeforeItsEnd() throws {
        let answer = reply(
            200,
            #"{"access_token":"ya29.example","expires_in":3599,"token_type":"Bearer"}"#
        )
        let token = try TokenAnswer.read(answer, at: Samples.now).get()
        #expect(token.value == "ya29.example")
        #expect(token.renewAt == Samples.now.advanced(bySeconds: 3_299))
        #expect(token.expiresAt == Samples.now.advanced(bySeconds: 3_599))
        #expect(!"\(token)".contains("ya29"))
    }

    @Test func aShortLivedTokenIsUsedByHalf() throws {
        let answer = reply(200, #"{"access_token":"a","expires_in":100}"#)
        let token = try TokenAnswer.read(answer, at: Samples.now).get()
        #expect(token.renewAt == Samples.now.advanced(bySeconds: 50))
    }

    @Test(
        arguments: [
            (reply(400, #"{"error":"invalid_grant"}"#), .stop, "token invalid_grant"),
            (reply(401, #"{"error":"call +4915112345678"}"#), .stop, "token http 401"),
            (reply(403), .stop, "token http 403"),
            (reply(429), .retrySame, "token http 429"),
            (reply(500), .retrySame, "token http 500"),
            (reply(503), .retrySame, "token http 503"),
            (reply(200, "<html>"), .retrySame, "token answer malformed"),
            (
                reply(200, #"{"access_token":"a b","expires_in":9}"#), .retrySame,
                "token answer malformed"
            ),
            (
                reply(200, #"{"access_token":"a","expires_in":0}"#), .retrySame,
                "token answer malformed"
            ),
            (.failure(.notSent(reason: "connect")), .retrySame, "token not sent: connect"),
            (
                .failure(.unanswered(reason: "timeout")), .retrySame,
                "token unanswered: timeout"
            ),
            (.failure(.addressRefused), .stop, "token address refused"),
        ] as [(Result<OutboundReply, OutboundFailure>, FailureClass, String)]
    )
    func noTokenSaysWhatItMeansForTheMessageThatWaits(
        result: Result<OutboundReply, OutboundFailure>,
        failureClass: FailureClass,
        reason: String
    ) {
        let expected = TokenRefusal(failureClass, reason: reason)
        #expect(throws: expected) { try TokenAnswer.read(result, at: Samples.now).get() }
    }

    @Test func aKeyFileThatDoesNotFitIsNamedWithoutItsKey() throws {
        #expect(faults("not json").count == 1)
        #expect(
            faults("{}") == [
                "the service account's key file has no client_email",
                "the service account's key file has no private_key",
                "the service account's key file has no token_uri",
            ]
        )
        let bad =
            #"{"client_email":"a@b","private_key":"treasure","token_uri":"https://t.example/"}"#
        #expect(
            faults(bad) == ["private_key of the key file is no RSA key of at least 2048 bits"]
        )
        #expect(
            faults(bad.replacing("https://t.example/", with: "oauth"))
                == ["token_uri of the key file is no absolute URL"]
        )
    }

    @Test func anAccountKeepsItsKeyToItself() throws {
        let account = try account(ServiceAccountFile.text(TestKeyPair.rsa.get()))
        var shown = "\(account) \(String(reflecting: account))"
        dump(account, to: &shown)
        #expect(!shown.contains("PRIVATE KEY"))
    }

    private func faults(_ file: String) -> [String] {
        var reader = ProviderSettingsReader()
        _ = reader.serviceAccount("service_account", in: settings(file))
        return reader.faults.map(\.detail)
    }

    private func account(_ file: String) throws -> GoogleServiceAccount {
        var reader = ProviderSettingsReader()
        let account = reader.serviceAccount("service_account", in: settings(file))
        #expect(reader.faults.isEmpty)
        return try #require(account)
    }

    private func settings(_ file: String) -> ProviderSettings {
        ProviderSettings(
            name: "push",
            members: .object([]),
            secrets: ["/service_account": Array(file.utf8)],
            callbackURL: "https://confirm.example/v1/callbacks/push",
            crypto: RealCrypto.providers
        )
    }
}
