import CountersignCore
import Testing

@testable import CountersignMessaging

@Suite struct PlivoSignatureTests {
    @Test func publishedCasesAreTakenOrRefused() throws {
        let cases = try #require(Samples.vectors("plivo")["cases"]?.array)
        #expect(cases.count == 5)
        for vector in cases {
            let name = vector["name"]?.string ?? ""
            #expect(try isTaken(vector) == vector["valid"]?.bool, "\(name)")
        }
    }

    @Test func theMainAccountMaySignInsteadAndTheNonceIsSigned() throws {
        let vector = try #require(Samples.vectors("plivo")["cases"]?.array?.first)
        #expect(try isTaken(vector, header: "x-plivo-signature-ma-v3"))
        #expect(try !isTaken(vector, header: "x-plivo-signature"))
        #expect(try !isTaken(vector, nonce: "1"))
        #expect(try !isTaken(vector, nonce: ""))
        #expect(try !isTaken(vector, token: "another"))
    }

    @Test func settingsAreCheckedAllAtOnce() throws {
        let fixture = ProviderFixture(
            kind: .plivo,
            json5: """
                {kind: "plivo", channel: "rcs", auth_id: "a:b", auth_token: "seen", powerpack: "x",
                 base_url: "x"}
                """,
            secrets: [:]
        )
        let faults = try fixture.faults()
        #expect(
            faults.keys.sorted() == [
                "/auth_id", "/auth_token", "/base_url", "/channel", "/from", "/powerpack",
            ]
        )
        #expect(faults["/from"] == "from or powerpack_uuid is missing, such as \"+15550100000\"")
        let both = #"from: "A", powerpack_uuid: "b""#
        #expect(try PlivoFixture.fixture(sender: both).faults().keys.sorted() == ["/from"])
        #expect(try !PlivoFixture.fixture(token: "treasure").shown().contains("treasure"))
    }

    private func isTaken(
        _ vector: JSONValue,
        header: String = "x-plivo-signature-v3",
        nonce: String? = nil,
        token: String? = nil
    ) throws -> Bool {
        let url = try #require(vector["url"]?.string)
        let parts = url.split(separator: "?", maxSplits: 1).map(String.init)
        let form = try #require(vector["params"]?.object)
        let callback = Callback(
            method: try #require(vector["method"]?.string),
            query: parts.count > 1 ? parts[1] : "",
            headers: [
                header: try #require(vector["x_plivo_signature_v3"]?.string),
                "x-plivo-signature-v3-nonce": try nonce ?? #require(vector["nonce"]?.string),
            ],
            body: Array(PercentEncoding.form(form.map { ($0.name, $0.value.string ?? "") }).utf8)
        )
        let key = try token ?? #require(vector["auth_token"]?.string)
        let signature = PlivoSignature(
            authToken: ProviderSecret(Array(key.utf8)),
            crypto: RealCrypto.providers
        )
        do {
            _ = try signature.parameters(of: callback, under: parts[0])
            return true
        } catch {
            #expect(error == .forged)
            return false
        }
    }
}
