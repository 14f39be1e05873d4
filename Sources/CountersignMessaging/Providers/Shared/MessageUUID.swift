import CountersignCore

/// A message's id in the form of a UUID, for providers that take no other form.
///
/// The same message gives the same UUID on every attempt, so that a repeat is recognised, and the UUID
/// gives the message back: a provider that echoes it needs no table. A UUID has 122 free bits; an id's 80
/// random bits and its time in milliseconds, which takes 42 bits until the year 2109, fill them.
/// Source: RFC 9562 section 5.8 (version 8).
enum MessageUUID {
    /// Free bits after the variant.
    private static let tailBits: UInt128 = 62
    /// Free bits between the version and the variant.
    private static let middleBits: UInt128 = 12

    private static let tailMask = (UInt128(1) << tailBits) - 1
    private static let middleMask = (UInt128(1) << middleBits) - 1
    /// Version 8 and the variant of RFC 9562 at their places.
    private static let marks = (UInt128(8) << 76) | (UInt128(2) << 62)

    /// The UUID in lower-case hexadecimal with hyphens.
    static func text(of message: MessageID) -> String {
        let tail = message.bits & tailMask
        let middle = (message.bits >> tailBits) & middleMask
        // What an id has beyond 122 bits is shifted out: zeroes until the year 2109.
        let head = (message.bits >> (tailBits + middleBits)) << 80
        let bits = head | marks | (middle << 64) | tail
        return groups(
            of: (0..<16).map { UInt8(truncatingIfNeeded: bits >> UInt128(120 - 8 * $0)) }
        )
    }

    /// The message of a UUID that ``text(of:)`` made; nil for any other.
    static func message(_ text: String) -> MessageID? {
        guard let bytes = Hex.decode(text.replacing("-", with: "")), bytes.count == 16 else {
            return nil
        }
        let bits = bytes.reduce(UInt128(0)) { ($0 << 8) | UInt128($1) }
        let head = (bits >> 80) << (tailBits + middleBits)
        let middle = ((bits >> 64) & middleMask) << tailBits
        let message = MessageID(bits: head | middle | (bits & tailMask))
        return self.text(of: message).utf8.elementsEqual(text.utf8) ? message : nil
    }

    /// Sixteen bytes in a UUID's five groups of digits.
    static func groups(of bytes: [UInt8]) -> String {
        precondition(bytes.count == 16, "A UUID has sixteen bytes.")
        let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
        return groups.map { Hex.encode(bytes[$0]) }.joined(separator: "-")
    }
}
