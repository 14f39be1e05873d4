import Testing

@testable import CountersignKeys

@Suite struct WireKeyMakingTests {
    @Test func aNewRSAKeyCanBeReadAndSigns() throws {
        let pem = WirePrivateKey.newRSAPEM()
        #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        let key = try #require(WirePrivateKey(rsaPEM: pem))
        let signature = key.sign(Array("message".utf8))
        #expect(signature.count == 256)
        #expect(key.sign(Array("message".utf8)) == signature)
        #expect(key.sign(Array("other".utf8)) != signature)
        #expect(WirePrivateKey.newRSAPEM() != pem)
    }
}
