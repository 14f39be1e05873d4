import CountersignCore
import Testing

@Suite("The key of a receipt")
struct ReceiptSignatureTests {
    private let x = Base64URL.encode([UInt8](repeating: 7, count: 32))

    private func verify(_ keys: String, kid: String? = "k1") throws(JWSFault) -> JSONValue {
        let jwks: JSONValue
        do { jwks = try JSONReader.read(Array(keys.utf8)) } catch { throw .malformedPayload }
        let id = kid.map { #","kid":"\#($0)""# } ?? ""
        let input = CompactJWS.signingInput(
            header: #"{"alg":"EdDSA"\#(id),"typ":"countersign-receipt+jwt"}"#,
            payload: Array(#"{"a":"1"}"#.utf8)
        )
        let token = CompactJWS.compose(signingInput: input, signature: [9])
        return try ReceiptSignature.verify(token: token, jwks: jwks) { signature, message, key in
            signature == [9] && message == input && key == [UInt8](repeating: 7, count: 32)
        }
    }

    @Test func keyIsFoundAmongOthers() throws {
        let payload = try verify(
            """
            {"keys":[1,{"kty":"RSA","kid":"k1"},{"kty":"OKP","crv":"Ed25519","kid":"k2","x":"A"},
            {"kty":"OKP","crv":"Ed25519","kid":"k1","x":"\(x)","use":"sig","alg":"EdDSA","more":1}]}
            """
        )
        #expect(payload["a"]?.string == "1")
    }

    @Test(arguments: [
        #"{}"#, #"[]"#, #"{"keys":[]}"#, #"{"keys":{"kid":"k1"}}"#,
        #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k2","x":"X"}]}"#,
        #"{"keys":[{"kty":"OKP","crv":"X25519","kid":"k1","x":"X"}]}"#,
        #"{"keys":[{"kty":"EC","crv":"Ed25519","kid":"k1","x":"X"}]}"#,
        #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k1","x":"X","use":"enc"}]}"#,
        #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k1","x":"X","alg":"HS256"}]}"#,
        #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k1","x":"X="}]}"#,
        #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k1","x":"AAAA"}]}"#,
        #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k1"}]}"#,
    ])
    func unsuitableKeysAreNoKeys(keys: String) {
        #expect(throws: JWSFault.unknownKey) {
            try verify(keys.replacing(#""x":"X"#, with: #""x":"\#(x)"#))
        }
    }

    @Test func tokenWithoutKeyIDIsRefused() {
        let keys = #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k1","x":"\#(x)"}]}"#
        #expect(throws: JWSFault.unknownKey) { try verify(keys, kid: nil) }
        #expect(throws: Never.self) { try verify(keys) }
    }
}
