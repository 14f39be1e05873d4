public import CountersignCore

/// Derives keys from a key.
///
/// Source: RFC 5869.
public enum HKDF {
    /// Why no key is derived.
    public enum Fault: Error, Equatable, Sendable {
        /// Fewer than 1 or more than `max` bytes were asked for; 255 times the hash's length is the most.
        case countOutOfBounds(max: Int)
    }

    /// A key of so many bytes for one purpose.
    /// - Parameters:
    ///   - salt: key of the extraction; empty means none.
    ///   - info: says what the key is for; another info gives an unrelated key.
    ///   - count: 1 to 255 times the length of the hash.
    public static func derive(
        _ hash: HashAlgorithm,
        inputKey: [UInt8],
        salt: [UInt8],
        info: [UInt8],
        count: Int
    ) throws(Fault) -> [UInt8] {
        var key = extract(hash, salt: salt, inputKey: inputKey)
        defer { Libcrypto.wipe(&key) }
        return try expand(hash, key: key, info: info, count: count)
    }

    /// The first step: a uniform key as long as the hash from any input key.
    public static func extract(
        _ hash: HashAlgorithm,
        salt: [UInt8],
        inputKey: [UInt8]
    ) -> [UInt8] {
        Libcrypto.digest(hash).hmac(key: salt, inputKey)
    }

    /// The second step: so many bytes from a uniform key.
    public static func expand(
        _ hash: HashAlgorithm,
        key: [UInt8],
        info: [UInt8],
        count: Int
    ) throws(Fault) -> [UInt8] {
        let countMax = 255 * hash.byteCount
        guard (1...countMax).contains(count) else { throw .countOutOfBounds(max: countMax) }
        let digest = Libcrypto.digest(hash)
        var output: [UInt8] = []
        output.reserveCapacity(count + hash.byteCount)
        var block: [UInt8] = []
        var number: UInt8 = 0
        while output.count < count {
            number += 1
            block = digest.hmac(key: key, block + info + [number])
            output += block
        }
        output.removeLast(output.count - count)
        return output
    }
}
