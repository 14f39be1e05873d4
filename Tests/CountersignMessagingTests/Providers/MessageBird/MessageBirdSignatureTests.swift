import CountersignCore
import Testing

@testable import CountersignMessaging

@Suite struct MessageBirdSignatureTests {
    private static let query = [("id", "f28b"), ("status", "sent")]

    @Test func publishedCasesAreTakenOrRefused() throws {
        let cases = try #require(Samples.vectors("messagebird")["cases"]?.array)
        #expect(cases.count == 6)
        for vector in cases {
            let name = vector["name"]?.string ?? ""
            // The token that expired was published while it still had a minute to live.
            let isAboutAge = name.hasPrefix("expired")
            let now = isAboutAge ? Samples.now.advanced(bySeconds: 61) : Samples.now
            #expect(try isTaken(vector, at: now) == vector["valid"]?.bool, "\(name)")
            if isAboutAge { #expect(try isTaken(vector, at: Samples.now)) }
        }
    }

    @Test(
        arguments: [
            (-2, false), (-1, true), (0, true), (60, true), (61, false), (3_600, false),
        ]
    )
    func aTokenWorksForItsTimeAndASecondMore(seconds: Int, isTaken: Bool) throws {
        let provider = try MessageBirdFixture.fixture().provider()
        let now = Samples.now.advanced(bySeconds: seconds)
        let fault = fault(provider, MessageBirdFixture.callback(Self.query), at: now)
        #expect(fault == (isTaken ? nil : .forged))
    }

    @Test(
        arguments: [
            ("HS256", true), ("HS384", true), ("HS512", true), ("none", false), ("RS256", false),
        ]
    )
    func onlyTheThreeAlgorithmsAreBelieved(algorithm: String, isTaken: Bool) throws {
        let provider = try MessageBirdFixture.fixture().provider()
        let callback = MessageBirdFixture.callback(Self.query, algorithm: algorithm)
        #expect(fault(provider, callback) == (isTaken ? nil : .forged))
    }

    @Test(arguments: [
        #""iss":"MessageBird","nbf":1767225600"#, #""iss":"MessageBird","exp":1767225660"#,
        #""nbf":1767225600,"exp":1767225660"#,
        #""iss":"MessageBird","nbf":1767225600,"exp":1767225660,"payload_hash":"00""#,
    ])
    func everyClaimMustBeThereAndNoOther(claims: String) throws {
        let provider = try MessageBirdFixture.fixture().provider()
        #expect(
            fault(provider, MessageBirdFixture.callback(Self.query, claims: claims)) == .forged
        )
    }

    @Test func aReportWithoutATokenIsForged() throws {
        let provider = try MessageBirdFixture.fixture().provider()
        let callback = Callback(method: "GET", query: "id=1&status=sent", headers: [:], body: [])
        #expect(fault(provider, callback) == .forged)
        #expect(provider.callbackHeaders == ["messagebird-signature-jwt"])
    }

    private func isTaken(_ vector: JSONValue, at now: Instant) throws -> Bool {
        let url = try #require(vector["url"]?.string)
        let parts = url.split(separator: "?", maxSplits: 1).map(String.init)
        let callback = Callback(
            method: "GET",
            query: parts.count > 1 ? parts[1] : "",
            headers: [
                MessageBirdSignature.header: try #require(
                    vector["messagebird_signature_jwt"]?.string
                )
            ],
            body: Array(try #require(vector["body"]?.string).utf8)
        )
        let key = try #require(vector["signing_key"]?.string)
        let signature = MessageBirdSignature(
            key: ProviderSecret(Array(key.utf8)),
            crypto: RealCrypto.providers
        )
        do {
            try signature.verify(callback, under: parts[0], at: now)
            return true
        } catch {
            #expect(error == .forged)
            return false
        }
    }
}
