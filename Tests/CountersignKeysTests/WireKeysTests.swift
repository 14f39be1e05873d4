import Foundation
import Testing

@testable import CountersignKeys

/// The published vectors hold no private keys: a pair is made here, and the vectors' tokens are
/// verified with their public halves in the rooms that read them.
@Suite struct WireKeysTests {
    private func pem(_ arguments: [String]) throws -> [UInt8] {
        // Through the shell, which waits for its child itself: `Process` needs a run loop, which a
        // thread of the tests' pool lacks.
        let line = (["exec openssl"] + arguments).joined(separator: " ")
        let opened = unsafe popen("\(line) </dev/null 2>/dev/null", "re")
        guard let pipe = unsafe opened else { throw Failed() }
        var bytes: [UInt8] = []
        while case let byte = unsafe fgetc(pipe), byte != EOF { bytes.append(UInt8(byte)) }
        guard unsafe pclose(pipe) == 0 else { throw Failed() }
        return bytes
    }

    private struct Failed: Error {}

    @Test func whatAnRSAKeySignsItsCertificateVerifies() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let keyFile = folder.appending(path: "key.pem").path
        let certificate = try pem([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", keyFile, "-subj",
            "/CN=signer", "-days", "1",
        ])
        let key = try #require(
            WirePrivateKey(rsaPEM: Array(Data(contentsOf: .init(filePath: keyFile))))
        )
        let reader = try #require(WireCertificate(pem: certificate))
        let message = Array("amount and payee".utf8)
        let signature = key.sign(message)
        #expect(reader.isValid(signature: signature, of: message, .sha256))
        #expect(!reader.isValid(signature: signature, of: message, .sha1))
        #expect(!reader.isValid(signature: signature, of: message + [0], .sha256))
        #expect(!reader.isValid(signature: [], of: message, .sha256))
    }

    @Test func aP256KeySignsInSixtyFourBytes() throws {
        let key = try #require(
            WirePrivateKey(
                p256PEM: pem(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"])
            )
        )
        for count in 0..<40 {
            #expect(key.sign([UInt8(count)]).count == 64)
        }
    }

    @Test func keysOfAnotherKindAreRefused() throws {
        let small = try pem(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"])
        let other = try pem([
            "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384",
        ])
        #expect(WirePrivateKey(rsaPEM: small) == nil)
        #expect(WirePrivateKey(rsaPEM: other) == nil)
        #expect(WirePrivateKey(p256PEM: other) == nil)
        #expect(WirePrivateKey(p256PEM: small) == nil)
        #expect(WirePrivateKey(rsaPEM: Array("no key".utf8)) == nil)
        #expect(WireCertificate(pem: small) == nil)
    }

    @Test(arguments: [
        (WireHash.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            .sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            .sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ])
    func hashesAreThoseOfTheStandard(hash: WireHash, expected: String) {
        #expect(
            hash.hash(Array("abc".utf8)).map { String(format: "%02x", $0) }.joined() == expected
        )
    }
}
