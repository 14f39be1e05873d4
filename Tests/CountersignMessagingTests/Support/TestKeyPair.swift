import CountersignCore
import CountersignMessaging
import Foundation
import Testing

/// A key pair that lives as long as the test run; no private key is kept in the repository.
struct TestKeyPair: Sendable {
    /// The private key as PEM text.
    let privatePEM: [UInt8]
    /// The public key: a certificate for RSA, a plain public key for P-256.
    let publicPEM: [UInt8]

    /// An RSA pair of 2,048 bits.
    static let rsa = Result {
        try inFolder { folder in
            let key = folder.appending(path: "key.pem")
            let certificate = try openssl([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key.path, "-subj",
                "/CN=signer", "-days", "1",
            ])
            return TestKeyPair(
                privatePEM: Array(try Data(contentsOf: key)),
                publicPEM: Array(certificate)
            )
        }
    }

    /// A P-256 pair.
    static let p256 = Result {
        try inFolder { folder in
            let key = folder.appending(path: "key.pem")
            let pem = try openssl([
                "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256",
            ])
            try pem.write(to: key)
            return TestKeyPair(
                privatePEM: Array(pem),
                publicPEM: Array(try openssl(["pkey", "-in", key.path, "-pubout"]))
            )
        }
    }

    /// Whether the token is signed with RS256 by this pair's private key.
    func verifiesRS256(_ token: String) throws -> Bool {
        let token = try CompactJWS(parsing: token)
        return RealCrypto.providers.isValidRSA(
            token.signature,
            token.signingInput,
            .sha256,
            publicPEM
        )
    }

    /// Whether the token is signed with ES256, 64 bytes r‖s, by this pair's private key.
    func verifiesES256(_ token: String) throws -> Bool {
        let token = try CompactJWS(parsing: token)
        guard token.signature.count == 64 else { return false }
        return try TestKeyPair.inFolder { folder in
            let files = ["key.pem", "signature", "input"].map { folder.appending(path: $0) }
            try Data(publicPEM).write(to: files[0])
            try Data(TestKeyPair.der(token.signature)).write(to: files[1])
            try Data(token.signingInput).write(to: files[2])
            let answer = try? TestKeyPair.openssl([
                "dgst", "-sha256", "-verify", files[0].path, "-signature", files[1].path,
                files[2].path,
            ])
            return answer != nil
        }
    }

    /// The DER form of r‖s: a sequence of two integers, each without needless zeroes in front and
    /// with one where its first bit is set.
    private static func der(_ signature: [UInt8]) -> [UInt8] {
        let integers = [signature.prefix(32), signature.suffix(32)].flatMap { half -> [UInt8] in
            var number = Array(half.drop { $0 == 0 })
            if number.first.map({ $0 >= 0x80 }) ?? true { number.insert(0, at: 0) }
            return [0x02, UInt8(number.count)] + number
        }
        return [0x30, UInt8(integers.count)] + integers
    }

    private static func inFolder<Made>(_ body: (URL) throws -> Made) throws -> Made {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    private static func openssl(_ arguments: [String]) throws -> Data {
        // Through the shell, which waits for its child itself: `Process` needs a run loop, which a
        // thread of the tests' pool lacks.
        let line = (["exec openssl"] + arguments).joined(separator: " ")
        guard let pipe = unsafe popen("\(line) </dev/null 2>/dev/null", "re") else {
            throw Failed()
        }
        var bytes = Data()
        while case let byte = unsafe fgetc(pipe), byte != EOF { bytes.append(UInt8(byte)) }
        guard unsafe pclose(pipe) == 0 else { throw Failed() }
        return bytes
    }

    private struct Failed: Error {}
}
