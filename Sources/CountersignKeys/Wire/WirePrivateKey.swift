internal import CCrypto

/// A private key from a PEM file that signs tokens for a provider.
///
/// RSA signs RSASSA-PKCS1-v1_5 with SHA-256 (RS256), P-256 ECDSA with SHA-256 in the 64 bytes r‖s
/// (ES256). Source: RFC 7518 sections 3.3 and 3.4.
@safe
// Unchecked: an EVP_PKEY that nobody changes may be used from many threads.
public final class WirePrivateKey: @unchecked Sendable {
    /// Fewest bits of an RSA key.
    public static let rsaBitsMin = 2_048
    /// Bytes of one coordinate of a P-256 signature.
    private static let coordinateByteCount = 32

    private let handle: Handle
    private let isRSA: Bool

    /// An RSA key; nil when the PEM text holds none of at least ``rsaBitsMin``.
    public convenience init?(rsaPEM: [UInt8]) { self.init(pem: rsaPEM, isRSA: true) }

    /// A P-256 key; nil when the PEM text holds none.
    public convenience init?(p256PEM: [UInt8]) { self.init(pem: p256PEM, isRSA: false) }

    private init?(pem: [UInt8], isRSA: Bool) {
        guard let pointer = unsafe WirePrivateKey.read(pem) else { return nil }
        unsafe handle = Handle(owning: pointer, release: EVP_PKEY_free)
        self.isRSA = isRSA
        let key = unsafe handle.pointer
        let fits =
            isRSA
            ? unsafe EVP_PKEY_is_a(key, "RSA") == 1
                && Int(EVP_PKEY_get_bits(key)) >= WirePrivateKey.rsaBitsMin
            : unsafe EVP_PKEY_is_a(key, "EC") == 1 && WirePrivateKey.isP256(key)
        guard fits else { return nil }
    }

    /// The signature of a message.
    public func sign(_ message: [UInt8]) -> [UInt8] {
        let context = SignatureContext()
        context.begin(signingWith: handle, hash: "SHA256")
        var count = 0
        unsafe Libcrypto.demand(
            EVP_DigestSign(context.pointer, nil, &count, message, message.count),
            "EVP_DigestSign"
        )
        var signature = [UInt8](repeating: 0, count: count)
        unsafe Libcrypto.demand(
            EVP_DigestSign(context.pointer, &signature, &count, message, message.count),
            "EVP_DigestSign"
        )
        signature.removeLast(signature.count - count)
        return isRSA ? signature : WirePrivateKey.coordinates(ofDER: signature)
    }

    /// Whether a signature of a message is this key's own, in the form that ``sign(_:)`` gives.
    public func isOwn(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let encoded = isRSA ? signature : WirePrivateKey.der(ofCoordinates: signature) else {
            return false
        }
        return SignatureContext().accepts(encoded, of: message, by: handle, hash: "SHA256")
    }

    /// The key in a PEM text without a password.
    private static func read(_ pem: [UInt8]) -> OpaquePointer? {
        guard let file = unsafe BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else {
            return nil
        }
        defer { unsafe _ = BIO_free(file) }
        // A key under a password has no reader here: no answer instead of a prompt on the terminal.
        return unsafe Libcrypto.result(
            PEM_read_bio_PrivateKey(file, nil, { _, _, _, _ in -1 }, nil)
        )
    }

    private static func isP256(_ key: OpaquePointer) -> Bool {
        var name = [CChar](repeating: 0, count: 64)
        var count = 0
        guard
            Libcrypto.succeeded(
                unsafe EVP_PKEY_get_group_name(key, &name, name.count, &count)
            )
        else { return false }
        let bytes = name.prefix(count).map { UInt8(bitPattern: $0) }
        return ["prime256v1", "P-256"].contains(String(decoding: bytes, as: UTF8.self))
    }

    /// Both numbers of an ECDSA signature, each filled up with zeroes to 32 bytes.
    private static func coordinates(ofDER signature: [UInt8]) -> [UInt8] {
        unsafe signature.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            let parsed = unsafe Libcrypto.demand(
                d2i_ECDSA_SIG(nil, &place, buffer.count),
                "d2i_ECDSA_SIG"
            )
            defer { unsafe ECDSA_SIG_free(parsed) }
            return unsafe padded(ECDSA_SIG_get0_r(parsed)) + padded(ECDSA_SIG_get0_s(parsed))
        }
    }

    /// An ECDSA signature from the 64 bytes of its numbers; nil for any others.
    private static func der(ofCoordinates bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count == 2 * coordinateByteCount else { return nil }
        let signature = unsafe Handle(
            owning: Libcrypto.demand(ECDSA_SIG_new(), "ECDSA_SIG_new"),
            release: ECDSA_SIG_free
        )
        let numbers = unsafe [bytes.prefix(coordinateByteCount), bytes.suffix(coordinateByteCount)]
            .map { unsafe BN_bin2bn(Array($0), Int32(coordinateByteCount), nil) }
        // Both numbers belong to the signature from here on.
        unsafe Libcrypto.demand(
            ECDSA_SIG_set0(signature.pointer, numbers[0], numbers[1]),
            "ECDSA_SIG_set0"
        )
        var encoded = [UInt8](
            repeating: 0,
            count: Int(unsafe i2d_ECDSA_SIG(signature.pointer, nil))
        )
        let written = unsafe encoded.withUnsafeMutableBufferPointer { buffer in
            var place = buffer.baseAddress
            return unsafe i2d_ECDSA_SIG(signature.pointer, &place)
        }
        return Int(written) == encoded.count ? encoded : nil
    }

    private static func padded(_ number: OpaquePointer?) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: coordinateByteCount)
        let written = unsafe BN_bn2binpad(number, &bytes, Int32(bytes.count))
        Libcrypto.demand(written == Int32(bytes.count) ? 1 : 0, "BN_bn2binpad")
        return bytes
    }
}
