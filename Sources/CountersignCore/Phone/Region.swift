/// A country or territory: ISO 3166-1 alpha-2, and XK, AC and TA, which phone numbers use as well.
struct Region: Hashable, Sendable {
    private let letters: UInt16

    /// Reads two capital letters; nil for anything else.
    init?(_ text: some Collection<UInt8>) {
        guard text.count == 2, text.allSatisfy({ (65...90).contains($0) }) else { return nil }
        letters = text.reduce(0) { $0 << 8 | UInt16($1) }
    }

    /// The two letters.
    var text: String {
        String(decoding: [UInt8(letters >> 8), UInt8(letters & 255)], as: UTF8.self)
    }
}
