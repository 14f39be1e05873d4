import CountersignCore
import Testing

@testable import CountersignMessaging

@Suite struct TwilioSignatureTests {
    private static let keyID = "webhooks_sharedkey_example1"
    private static let keySecret = "whk_test_shared_secret_0001"

    @Test func publishedCasesAreTakenOrRefused() throws {
        let cases = try #require(Samples.vectors("twilio")["cases"]?.array)
        #expect(cases.count == 9)
        for vector in cases {
            let name = vector["name"]?.string ?? ""
            #expect(try isTaken(vector) == vector["valid"]?.bool, "\(name)")
        }
    }

    @Test func whoeverSendsMayNotChooseTheAlgorithm() throws {
        let vector = try #require(
            Samples.vectors("twilio")["cases"]?.array?.first {
                $0["algorithm"]?.string == "HMAC_SHA256"
            }
        )
        for settings in [
            "key=\(Self.keyID),algorithm=HMAC_SHA1", "key=other,algorithm=HMAC_SHA256",
            "algorithm=HMAC_SHA256", "key=\(Self.keyID)", "", "key=a,key=b,algorithm=HMAC_SHA256",
        ] {
            #expect(try !isTaken(vector, settings: settings), "\(settings)")
        }
        let first = try #require(Samples.vectors("twilio")["cases"]?.array?.first)
        #expect(try isTaken(first))
        #expect(try !isTaken(first, requiresSHA256: true))
        #expect(try isTaken(vector, requiresSHA256: true))
    }

    @Test(
        arguments: [
            (
                "https://pay.example/v1/callbacks/t?m=1",
                "https://pay.example:443/v1/callbacks/t?m=1"
            ),
            ("http://pay.example/v1", "http://pay.example:80/v1"),
            ("https://pay.example:8443/v1", "https://pay.example/v1"),
            ("https://[2001:db8::1]/v1", "https://[2001:db8::1]:443/v1"),
            ("https://[2001:db8::1]:8443/v1?a=b:c", "https://[2001:db8::1]/v1?a=b:c"),
            ("https://pay.example?m=1", "https://pay.example:443?m=1"),
        ]
    )
    func theURLIsTriedWithAndWithoutItsPort(url: String, other: String) {
        #expect(TwilioSignature.urls(url) == [url, other])
    }

    @Test func aBodyThatCannotBeDecodedIsForged() {
        let signature = signature(requiresSHA256: false)
        for body in [[0x25, 0x5A], [0xFF]] as [[UInt8]] {
            let callback = Callback(headers: ["x-twilio-signature": "AAAA"], body: body)
            #expect(throws: CallbackFault.forged) {
                try signature.parameters(of: callback, under: "https://pay.example/")
            }
        }
    }

    private func signature(requiresSHA256: Bool) -> TwilioSignature {
        TwilioSignature(
            authToken: ProviderSecret(Array("4f1d2c3b5a69788796a5b4c3d2e1f001".utf8)),
            keys: [Self.keyID: ProviderSecret(Array(Self.keySecret.utf8))],
            requiresSHA256: requiresSHA256,
            crypto: RealCrypto.providers
        )
    }

    private func isTaken(
        _ vector: JSONValue,
        settings: String? = nil,
        requiresSHA256: Bool = false
    ) throws -> Bool {
        let url = try #require(vector["url"]?.string)
        let parts = url.split(separator: "?", maxSplits: 1).map(String.init)
        var headers: [String: String] = [:]
        for header in try #require(vector["headers"]?.object) {
            headers[header.name.lowercased()] = header.value.string
        }
        if let settings { headers[TwilioSignature.settingsHeader] = settings }
        let callback = Callback(
            query: parts.count > 1 ? parts[1] : "",
            headers: headers,
            body: Array(try body(of: vector).utf8)
        )
        do {
            _ = try signature(requiresSHA256: requiresSHA256)
                .parameters(of: callback, under: parts[0])
            return true
        } catch {
            #expect(error == .forged)
            return false
        }
    }

    private func body(of vector: JSONValue) throws -> String {
        if let body = vector["body"]?.string ?? vector["raw_body"]?.string { return body }
        if let many = vector["form_params_multi"]?.object {
            return PercentEncoding.form(
                many.flatMap { member in
                    (member.value.array ?? []).map { (member.name, $0.string ?? "") }
                }
            )
        }
        let form = try #require(vector["form_params"]?.object)
        return PercentEncoding.form(form.map { ($0.name, $0.value.string ?? "") })
    }
}
