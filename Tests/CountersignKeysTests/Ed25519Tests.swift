import CountersignCore
import Testing

@testable import CountersignKeys

@Suite("Ed25519")
struct Ed25519Tests {
    @Test func everyPublishedSignatureIsReproducedAndVerifies() throws {
        let vectors = try Vectors.read("jws-vectors").list("ed25519")
        #expect(vectors.count == 5)
        for vector in vectors {
            let seed = SecretBytes(copying: try vector.bytes("secretKeyHex"))
            let key = try #require(Ed25519PrivateKey(seed: seed))
            let message = try vector.bytes("messageHex")
            let signature = try vector.bytes("signatureHex")
            #expect(key.publicKey == (try vector.bytes("publicKeyHex")))
            #expect(key.sign(message) == signature)
            #expect(
                Ed25519.isValid(signature: signature, of: message, publicKey: key.publicKey)
            )
        }
    }

    @Test func manySignaturesAtOnceAreTheSameAsOneByOne() async throws {
        let seed = SecretBytes(copying: [UInt8](repeating: 7, count: Ed25519.seedByteCount))
        let key = try #require(Ed25519PrivateKey(seed: seed))
        let messages = (0..<64).map { [UInt8](repeating: UInt8($0), count: 100 + $0) }
        let expected = messages.map { key.sign($0) }
        let signatures = await withTaskGroup(of: (Int, [UInt8]).self) { group in
            for (number, message) in messages.enumerated() {
                group.addTask { (number, key.sign(message)) }
            }
            return await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        #expect(messages.indices.map { signatures[$0] } == expected)
    }

    @Test func signatureWithOrderAddedIsRefused() throws {
        // L, the order of the group, little-endian (RFC 8032 section 5.1).
        let order = try #require(
            Hex.decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        )
        for vector in try Vectors.read("jws-vectors").list("ed25519") {
            var signature = try vector.bytes("signatureHex")
            var carry = 0
            for place in 0..<32 {
                let sum = Int(signature[32 + place]) + Int(order[place]) + carry
                signature[32 + place] = UInt8(sum & 255)
                carry = sum >> 8
            }
            try #require(carry == 0)
            #expect(
                !Ed25519.isValid(
                    signature: signature,
                    of: try vector.bytes("messageHex"),
                    publicKey: try vector.bytes("publicKeyHex")
                )
            )
        }
    }

    @Test func everyFlippedBitIsRefused() throws {
        let vector = try #require(try Vectors.read("jws-vectors").list("ed25519").dropFirst().first)
        let message = try vector.bytes("messageHex")
        let key = try vector.bytes("publicKeyHex")
        let signature = try vector.bytes("signatureHex")
        for bit in 0..<(signature.count * 8) {
            var changed = signature
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(!Ed25519.isValid(signature: changed, of: message, publicKey: key))
        }
    }

    @Test func wrongLengthsAreRefused() throws {
        let vector = try #require(try Vectors.read("jws-vectors").list("ed25519").first)
        let key = try vector.bytes("publicKeyHex")
        let signature = try vector.bytes("signatureHex")
        #expect(!Ed25519.isValid(signature: signature.dropLast(), of: [], publicKey: key))
        #expect(!Ed25519.isValid(signature: signature + [0], of: [], publicKey: key))
        #expect(!Ed25519.isValid(signature: [], of: [], publicKey: key))
        #expect(!Ed25519.isValid(signature: signature, of: [], publicKey: key.dropLast()))
        #expect(!Ed25519.isValid(signature: signature, of: [], publicKey: []))
        #expect(Ed25519PrivateKey(seed: SecretBytes(copying: [1, 2, 3])) == nil)
    }

    @Test func thumbprintsAreThePublishedOnes() throws {
        let vectors = try Vectors.read("jws-vectors")
        let okp = try #require(vectors["rfc8037"])
        #expect(
            JWKThumbprint.ed25519(publicKey: try okp.bytes("publicKeyHex"))
                == (try okp.text("thumbprint"))
        )
        let rsa = try #require(vectors["rfc7638"])
        #expect(
            JWKThumbprint.thumbprint(ofCanonical: try rsa.text("canonicalRsa"))
                == (try rsa.text("thumbprint"))
        )
    }
}
