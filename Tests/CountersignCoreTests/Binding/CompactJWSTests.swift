import CountersignCore
import Testing

@Suite("Compact tokens")
struct CompactJWSTests {
    private func token(
        _ header: String,
        payload: String = "{}",
        signature: [UInt8] = [1]
    ) -> String {
        CompactJWS.compose(
            signingInput: CompactJWS.signingInput(header: header, payload: Array(payload.utf8)),
            signature: signature
        )
    }

    @Test func partsComeBackAsTheyWere() throws {
        let header = #"{"alg":"EdDSA","kid":"k1","typ":"t"}"#
        let text = token(header, payload: "hello", signature: [1, 2, 3])
        let token = try CompactJWS(parsing: text)
        #expect(token.member("kid") == "k1")
        #expect(token.member("jku") == nil)
        #expect(token.payload == Array("hello".utf8))
        #expect(token.signature == [1, 2, 3])
        #expect(
            CompactJWS.compose(signingInput: token.signingInput, signature: token.signature)
                == text
        )
        try token.expect(algorithms: ["EdDSA"], type: "t")
    }

    @Test(arguments: [
        "", ".", "..", "...", "e30.e30", "e30.e30.AA.", ".e30.AA", "e30=.e30.AA", "e30.e30.A",
        "e30.e3 0.AA", "e30.e30.AA\n", "é.e30.AA", "e30.e30.AB", "e30\u{0}.e30.AA",
    ])
    func whatIsNotExactlyCompactIsRefused(text: String) {
        let fault = #expect(throws: JWSFault.self) { try CompactJWS(parsing: text) }
        // Two dots and nothing else is compact in form, but nothing is no header.
        let expected: JWSFault =
            text == ".." || text.hasPrefix(".e") ? .malformedHeader : .notCompact
        #expect(fault == expected)
    }

    @Test(arguments: [
        "", "null", "[]", #""text""#, "{", #"{"alg":1}"#, #"{"kid":null}"#, #"{"typ":{}}"#,
        #"{"alg":"EdDSA","alg":"EdDSA"}"#, #"{"alg":"EdDSA","\u0061lg":"EdDSA"}"#,
        #"{"alg":"EdDSA",}"#, #"{"alg":"EdDSA"} x"#, #"{"jwk":{"a":1,"a":2}}"#,
    ])
    func malformedHeaderIsRefused(header: String) {
        #expect(throws: JWSFault.malformedHeader) { try CompactJWS(parsing: token(header)) }
    }

    @Test(arguments: [#"["exp"]"#, "[]", "null", #""exp""#])
    func criticalExtensionIsRefused(value: String) {
        #expect(throws: JWSFault.unexpectedHeader(member: "crit")) {
            try CompactJWS(parsing: token(#"{"alg":"EdDSA","crit":\#(value)}"#))
        }
    }

    @Test func tokenPastTheCapIsRefused() throws {
        let head = token(#"{"alg":"EdDSA"}"#, payload: "", signature: [])
        let room = CompactJWS.bytesMax - head.utf8.count
        let fitting = head + String(repeating: "A", count: room)
        try #require(room % 4 != 1)
        #expect(throws: Never.self) { try CompactJWS(parsing: fitting) }
        #expect(throws: JWSFault.tooLong) { try CompactJWS(parsing: fitting + "A") }
    }

    @Test(arguments: [
        (#"{"typ":"t"}"#, "alg"), (#"{"alg":"none","typ":"t"}"#, "alg"),
        (#"{"alg":"eddsa","typ":"t"}"#, "alg"), (#"{"alg":"EdDSA"}"#, "typ"),
        (#"{"alg":"EdDSA","typ":"T"}"#, "typ"), (#"{"alg":"EdDSA","typ":"application/t"}"#, "typ"),
    ])
    func headerThatIsNotExpectedIsNamed(header: String, member: String) throws {
        let token = try CompactJWS(parsing: token(header))
        #expect(throws: JWSFault.unexpectedHeader(member: member)) {
            try token.expect(algorithms: ["EdDSA", "Ed25519"], type: "t")
        }
    }

    @Test func lookalikeOfAnExpectedNameIsRefused() throws {
        // U+212A, the Kelvin sign, equals K for Swift's strings.
        let token = try CompactJWS(parsing: token(#"{"alg":"\#u{212A}","typ":"t"}"#))
        #expect(throws: JWSFault.unexpectedHeader(member: "alg")) {
            try token.expect(algorithms: ["K"], type: "t")
        }
    }
}
