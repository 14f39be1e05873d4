/// One-time codes from a key and a question.
///
/// Source: RFC 6287 section 5; the truncation is RFC 4226 section 5.3.
public enum OCRA {
    /// HMAC of a message under a key, as long as the hash function's output.
    public typealias HMAC = (_ hash: HashAlgorithm, _ key: [UInt8], _ message: [UInt8]) -> [UInt8]

    /// The code of a suite and its inputs.
    ///
    /// Shape: as many decimal digits as the suite says, leading zeroes kept; for a suite of 0 digits
    /// the whole HMAC in lower-case hexadecimal.
    /// - Throws: ``OCRAFault`` when the inputs are not those that the suite takes.
    public static func response(
        suite: OCRASuite,
        key: [UInt8],
        input: OCRADataInput,
        hmac: HMAC
    ) throws(OCRAFault) -> String {
        let mac = hmac(suite.hash, key, try input.bytes(for: suite))
        return suite.digits == 0 ? Hex.encode(mac) : truncate(mac, digits: suite.digits)
    }

    /// The decimal digits of an HMAC: 31 bits at the place that its last byte's low half names, modulo
    /// a power of ten, with leading zeroes.
    /// - Parameter digits: 1 to 10.
    public static func truncate(_ mac: [UInt8], digits: Int) -> String {
        precondition(mac.count >= 20, "Truncation needs an HMAC of at least 20 bytes.")
        let offset = Int(mac[mac.count - 1] & 0x0F)
        var value = UInt64(mac[offset] & 0x7F) << 24
        value |= UInt64(mac[offset + 1]) << 16
        value |= UInt64(mac[offset + 2]) << 8
        value |= UInt64(mac[offset + 3])

        var text = [UInt8](repeating: UInt8(ascii: "0"), count: digits)
        for place in text.indices.reversed() {
            text[place] += UInt8(value % 10)
            value /= 10
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The one suite that Countersign's codes use: `OCRA-1:HOTP-SHA256-<6…8>:QH64`, the question being the
/// SHA-256 of a context.
///
/// It gives the bytes that ``OCRADataInput`` would give, without reading a suite string or writing the
/// digest as text on every call. Source: binding.md, "Code".
public enum OCRATransactionSuite {
    /// The suite string for a number of digits within ``ConfirmationSettings/codeDigitsBounds``.
    public static func text(digits: Int) -> String {
        precondition(
            ConfirmationSettings.codeDigitsBounds.contains(digits),
            "A code has 6 to 8 digits."
        )
        return "OCRA-1:HOTP-SHA256-\(digits):QH64"
    }

    /// The bytes that the HMAC-SHA-256 is computed over.
    /// - Parameter digest: SHA-256 of the context's canonical bytes, 32 bytes.
    public static func bytes(digits: Int, digest: [UInt8]) -> [UInt8] {
        precondition(digest.count == 32, "The question is a SHA-256 digest of 32 bytes.")
        precondition(
            ConfirmationSettings.codeDigitsBounds.contains(digits),
            "A code has 6 to 8 digits."
        )
        var bytes: [UInt8] = []
        bytes.reserveCapacity(prefix.count + suffix.count + OCRADataInput.questionByteCount + 1)
        bytes += prefix
        bytes.append(UInt8(ascii: "0") + UInt8(digits))
        bytes += suffix
        bytes += digest
        bytes += padding
        return bytes
    }

    private static let prefix = Array("OCRA-1:HOTP-SHA256-".utf8)
    private static let suffix = Array(":QH64".utf8) + [0]
    private static let padding = [UInt8](repeating: 0, count: OCRADataInput.questionByteCount - 32)
}
