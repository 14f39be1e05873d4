/// The short name of a merchant account, such as `acme-shoes`.
///
/// Shape: 1 to 64 lower-case ASCII letters, digits and hyphens; starts with a letter or digit. It
/// also names the merchant's policy file.
public struct MerchantID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Most characters that a merchant id may have.
    public static let lengthMax = 64

    /// The id as written.
    public let text: String

    /// Reads a merchant id; nil when its shape is wrong.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (1...MerchantID.lengthMax).contains(bytes.count), bytes[0] != 45,
            bytes.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
        else { return nil }
        self.text = text
    }

    /// The id as written.
    public var description: String { text }

    /// Orders by the bytes of the text.
    public static func < (left: MerchantID, right: MerchantID) -> Bool { left.text < right.text }
}
