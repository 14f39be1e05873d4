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

    @Test func aNewP256KeyKnowsItsOwnSignatures() throws {
        let key = try #require(WirePrivateKey(p256PEM: WirePrivateKey.newP256PEM()))
        let other = try #require(WirePrivateKey(p256PEM: WirePrivateKey.newP256PEM()))
        let message = Array("message".utf8)
        let signature = key.sign(message)
        #expect(signature.count == 64)
        #expect(key.isOwn(signature, of: message))
        #expect(!key.isOwn(signature, of: Array("other".utf8)))
        #expect(!other.isOwn(signature, of: message))
        #expect(!key.isOwn(Array(signature.dropLast()), of: message))
        #expect(!key.isOwn([UInt8](repeating: 0, count: 64), of: message))
        #expect(!key.isOwn([], of: message))
    }

    @Test func anRSAKeyKnowsItsOwnSignatures() throws {
        let key = try #require(WirePrivateKey(rsaPEM: WirePrivateKey.newRSAPEM()))
        let signature = key.sign([1, 2, 3])
        #expect(key.isOwn(signature, of: [1, 2, 3]))
        #expect(!key.isOwn(signature, of: [1, 2, 4]))
    }
}
