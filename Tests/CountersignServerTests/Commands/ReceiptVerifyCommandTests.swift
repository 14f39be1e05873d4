import CountersignCore
import CountersignKeys
import CountersignMessaging
import Testing

@testable import CountersignServer

@Suite struct ReceiptVerifyCommandTests {
    private let keyring = SystemKeyring(
        KeyFile.generate(at: Instant(seconds: 1_700_000_000), entropy: SystemEntropy())
    )

    private func receipt(_ payload: String) throws -> String {
        let key = keyring.currentSignKey
        let header = #"{"alg":"EdDSA","kid":"\#(key)","typ":"countersign-receipt+jwt"}"#
        let input = CompactJWS.signingInput(header: header, payload: Array(payload.utf8))
        return CompactJWS.compose(signingInput: input, signature: try keyring.sign(input, key: key))
    }

    private func world() throws -> TestSurroundings {
        let world = try TestSurroundings()
        try world.write(JSONText.text(keyring.publicKeys()), to: "jwks.json")
        return world
    }

    @Test func goodReceiptIsExplainedMemberByMember() async throws {
        let world = try world()
        let token = try receipt(#"{"outcome":"approved","payee":"Acme Shoes","iat":1763892000}"#)
        #expect(await world.run("receipt", "verify", token, "--jwks", "jwks.json") == .done)
        #expect(world.output.contains("payee    Acme Shoes"))
        #expect(world.output.contains("2025-11-23T10:00:00Z"))
        #expect(world.output.contains("the name that the payer saw"))
    }

    @Test func keysMayComeFromTheService() async throws {
        let world = try world()
        world.answer(status: 200, JSONText.text(keyring.publicKeys()))
        let url = "https://confirm.example/.well-known/jwks.json"
        let token = try receipt("{}")
        #expect(await world.run("receipt", "verify", token, "--jwks", url, "--json") == .done)
        #expect(try JSONReader.read(Array(world.output.utf8))["valid"]?.bool == true)
        #expect(world.requests.map(\.method) == ["GET"])
    }

    @Test func changedReceiptIsAFinding() async throws {
        let world = try world()
        let parts = try receipt(#"{"amount":"4999"}"#).split(separator: ".").map(String.init)
        let changed = Base64URL.encode(Array(#"{"amount":"9999"}"#.utf8))
        let token = [parts[0], changed, parts[2]].joined(separator: ".")
        #expect(await world.run("receipt", "verify", token, "--jwks", "jwks.json") == .findings)
        #expect(world.output.contains("signature does not fit"))
    }

    @Test func missingKeySetIsUnusable() async throws {
        let world = try world()
        #expect(await world.run("receipt", "verify", "a.b.c", "--jwks", "none.json") == .unusable)
        try world.write("{}", to: "empty.json")
        #expect(await world.run("receipt", "verify", "a.b.c", "--jwks", "empty.json") == .unusable)
    }
}
