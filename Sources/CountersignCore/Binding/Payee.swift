/// A name that the payer reads: one line, no characters that could disguise it.
///
/// Shape: 1 to 120 bytes of UTF-8, no control, line-separating or bidirectional-control characters,
/// no white space at either end. The edge brings it to NFC before. Source: binding.md, "Context".
public struct Payee: Hashable, Sendable, CustomStringConvertible {
    /// Most bytes of UTF-8 that a payee's name may have.
    public static let bytesMax = 120

    /// Why a name is refused.
    ///
    /// Checked top to bottom; the first that applies is returned.
    public enum Fault: Error, Equatable, Sendable {
        /// The name is empty.
        case empty
        /// The name is longer than ``bytesMax``; shorten it.
        case tooLong
        /// The name has white space at an end; remove it.
        case untrimmed
        /// The name holds a character that can break or reorder the line; remove it.
        case forbiddenCharacter(scalar: UInt32)
    }

    /// The name as the payer sees it.
    public let text: String

    /// Reads a name.
    /// - Throws: ``Fault``, the first that applies.
    public init(_ text: String) throws(Fault) {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= Payee.bytesMax else { throw .tooLong }
        let scalars = text.unicodeScalars
        var before: Unicode.Scalar?
        for scalar in scalars {
            if PlainText.isForbidden(scalar) || Payee.isIdleJoiner(scalar, after: before) {
                throw .forbiddenCharacter(scalar: scalar.value)
            }
            before = scalar
        }
        if let first = scalars.first, let last = scalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        {
            throw .untrimmed
        }
        self.text = text
    }

    /// The name.
    public var description: String { text }

    /// Whether this is a joiner that nothing is shaped by: names that differ by it alone look the same.
    ///
    /// Scripts that joiners shape, and emoji, lie after Latin, Greek and Cyrillic.
    private static func isIdleJoiner(
        _ scalar: Unicode.Scalar,
        after before: Unicode.Scalar?
    ) -> Bool {
        guard scalar.value == 0x200C || scalar.value == 0x200D else { return false }
        guard let before else { return true }
        return before.value < 0x0600 || (0x1E00...0x203F).contains(before.value)
    }

    /// Whether the bytes are equal: Swift's own equality would merge canonically equivalent spellings.
    public static func == (left: Payee, right: Payee) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Feeds the bytes, as ``==(_:_:)`` compares them.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
