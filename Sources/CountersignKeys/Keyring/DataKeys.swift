internal import CountersignCore

/// Seals personal data at rest, and opens it again with the key that sealed it.
///
/// Shape of a sealed value: version 1 (1 byte), length of the key id (1 byte), key id, nonce
/// (12 bytes), ciphertext, tag (16 bytes). Everything before the nonce, and the place that the bytes
/// belong to, are authenticated with it.
///
/// Nonces are random: NIST SP 800-38D section 8.3 allows 2^32 of them under one key, after which the
/// data key is to be rotated.
final class DataKeys: Sendable {
    private static let version: UInt8 = 1

    private let current: SealingKey
    private let header: [UInt8]
    private let keys: [String: SealingKey]
    private let entropy: any Entropy

    init(current id: String, keys: [String: SealingKey], entropy: any Entropy) {
        guard let current = keys[id] else {
            preconditionFailure("The current data key is one of the data keys.")
        }
        self.current = current
        self.header = [DataKeys.version, UInt8(id.utf8.count)] + Array(id.utf8)
        self.keys = keys
        self.entropy = entropy
    }

    func seal(_ plaintext: [UInt8], for place: [UInt8]) -> [UInt8] {
        let nonce = entropy.bytes(SealingKey.nonceByteCount)
        return header + nonce
            + current.seal(plaintext, nonce: nonce, authenticating: header + place)
    }

    func open(_ sealed: [UInt8], for place: [UInt8]) throws(KeyringError) -> [UInt8] {
        guard sealed.count >= 2, sealed[0] == DataKeys.version else { throw .sealBroken }
        let nonceStart = 2 + Int(sealed[1])
        let textStart = nonceStart + SealingKey.nonceByteCount
        let tagStart = sealed.count - SealingKey.tagByteCount
        guard textStart <= tagStart else { throw .sealBroken }

        let id = String(decoding: sealed[2..<nonceStart], as: UTF8.self)
        guard KeyFile.isID(id) else { throw .sealBroken }
        guard let key = keys[id] else { throw .unknownKey(use: .data, id: id) }
        let plaintext = key.open(
            sealed[textStart..<tagStart],
            tag: sealed[tagStart...],
            nonce: sealed[nonceStart..<textStart],
            authenticating: Array(sealed[..<nonceStart]) + place
        )
        guard let plaintext else { throw .sealBroken }
        return plaintext
    }
}
