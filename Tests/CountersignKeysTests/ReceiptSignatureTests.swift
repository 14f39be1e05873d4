import CountersignCore
import CountersignKeys
import Testing

@Suite("Signed tokens")
struct ReceiptSignatureTests {
    /// The check of a receipt, with the type that the vectors have.
    private func check(_ compact: String, type: String, key: [UInt8]) throws(JWSFault) {
        let token = try CompactJWS(parsing: compact)
        try token.expect(algorithms: ReceiptSignature.algorithms, type: type)
        let isValid = Ed25519.isValid(
            signature: token.signature,
            of: token.signingInput,
            publicKey: key
        )
        guard isValid else { throw .badSignature }
    }

    @Test func everyMustRejectVectorIsRefusedForItsReason() throws {
        let expected: [(start: String, fault: JWSFault)] = [
            ("one bit of the signature", .badSignature),
            ("payload changed", .badSignature),
            ("alg none", .unexpectedHeader(member: "alg")),
            ("alg HS256", .unexpectedHeader(member: "alg")),
            ("base64url with padding", .notCompact),
            ("standard base64 alphabet", .notCompact),
            ("two parts", .notCompact),
            ("four parts", .notCompact),
            ("unknown crit", .unexpectedHeader(member: "crit")),
            ("duplicate header member", .malformedHeader),
            ("signature truncated", .badSignature),
            ("malleated signature", .badSignature),
            ("non-zero unused bits", .notCompact),
        ]
        let vectors = try Vectors.read("jws-vectors")
        let key = try #require(vectors["rfc8037"]).bytes("publicKeyHex")
        let rejected = try vectors.list("mustReject")
        #expect(rejected.count == expected.count)
        for vector in rejected {
            let name = try vector.text("name")
            let row = try #require(expected.first { name.hasPrefix($0.start) }, "\(name)")
            let compact = try vector.text("compact")
            #expect(throws: row.fault, "\(name)") {
                try check(compact, type: "receipt+jwt", key: key)
            }
        }
    }

    @Test func goodVectorsVerifyAndAreComposedAgain() throws {
        let vectors = try Vectors.read("jws-vectors")
        let okp = try #require(vectors["rfc8037"])
        let key = try okp.bytes("publicKeyHex")
        for vector in try vectors.list("derived") + [okp] {
            let compact = try vector.text("compact")
            let token = try CompactJWS(parsing: compact)
            #expect(
                Ed25519.isValid(
                    signature: token.signature,
                    of: token.signingInput,
                    publicKey: key
                )
            )
            #expect(token.payload == Array(try vector.text("payload").utf8))
            let signingInput = CompactJWS.signingInput(
                header: try vector.text("protectedHeader"),
                payload: token.payload
            )
            #expect(signingInput == token.signingInput)
            #expect(
                CompactJWS.compose(signingInput: signingInput, signature: token.signature)
                    == compact
            )
        }
        let typed = try #require(try vectors.list("derived").first)
        try check(try typed.text("compact"), type: "receipt+jwt", key: key)
    }

    // MARK: - Receipts

    private let keyring = SystemKeyring(Keys.file)

    private func receipt(
        algorithm: String = "EdDSA",
        type: String = "countersign-receipt+jwt",
        payload: String = #"{"iss":"countersign","outcome":"approved"}"#
    ) throws -> String {
        let key = keyring.currentSignKey
        let input = CompactJWS.signingInput(
            header: #"{"alg":"\#(algorithm)","kid":"\#(key)","typ":"\#(type)"}"#,
            payload: Array(payload.utf8)
        )
        let signature = try keyring.sign(input, key: key)
        return CompactJWS.compose(signingInput: input, signature: signature)
    }

    @Test(arguments: ["EdDSA", "Ed25519"])
    func receiptVerifiesWithThePublishedKeys(algorithm: String) throws {
        let payload = try ReceiptSignature.verify(
            token: try receipt(algorithm: algorithm),
            jwks: keyring.publicKeys()
        )
        #expect(payload["outcome"]?.string == "approved")
    }

    @Test func receiptIsRefusedWithAnyByteChanged() throws {
        let token = Array(try receipt().utf8)
        for place in token.indices {
            var changed = token
            changed[place] = token[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : 65
            #expect(throws: JWSFault.self, "byte \(place)") {
                try ReceiptSignature.verify(
                    token: String(decoding: changed, as: UTF8.self),
                    jwks: keyring.publicKeys()
                )
            }
        }
    }

    @Test func anotherTypeOrAlgorithmIsRefused() throws {
        let jwks = keyring.publicKeys()
        let context = try receipt(type: "countersign-context+jwt")
        #expect(throws: JWSFault.unexpectedHeader(member: "typ")) {
            try ReceiptSignature.verify(token: context, jwks: jwks)
        }
        let mac = try receipt(algorithm: "HS256")
        #expect(throws: JWSFault.unexpectedHeader(member: "alg")) {
            try ReceiptSignature.verify(token: mac, jwks: jwks)
        }
    }

    @Test func receiptOfAnotherServiceIsRefused() throws {
        let other = KeyFile.generate(at: Instant(seconds: 0), entropy: SystemEntropy())
        let token = try receipt()
        #expect(throws: JWSFault.unknownKey) {
            try ReceiptSignature.verify(
                token: token,
                jwks: SystemKeyring(other).publicKeys()
            )
        }
    }

    @Test(arguments: ["[]", "not JSON", #"{"a":"1","a":"2"}"#])
    func signedPayloadThatIsNoObjectIsRefused(payload: String) throws {
        let token = try receipt(payload: payload)
        #expect(throws: JWSFault.malformedPayload) {
            try ReceiptSignature.verify(token: token, jwks: keyring.publicKeys())
        }
    }
}
