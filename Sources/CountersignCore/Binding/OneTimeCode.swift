/// The one-time digits.
///
/// A string, never a number: leading zeroes count.
///
/// Prints as `•••`; the digits come out through ``withDigits(_:)`` only, where a message is rendered.
public struct OneTimeCode: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let digits: String

    /// A code from 6 to 8 ASCII digits; nil for anything else.
    public init?(digits: String) {
        let bytes = Array(digits.utf8)
        guard ConfirmationSettings.codeDigitsBounds.contains(bytes.count),
            bytes.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        self.digits = digits
    }

    /// A code as a person typed it: spaces and hyphens are dropped, and decimal digits of any script
    /// become ASCII; nil when what is left is not 6 to 8 digits.
    public init?(typed text: String) {
        // What nearly everybody types needs no look into Unicode's tables.
        if let code = OneTimeCode(digits: text) {
            self = code
            return
        }
        guard text.utf8.count <= 128 else { return nil }
        var digits = ""
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.isDash { continue }
            guard scalar.properties.generalCategory == .decimalNumber,
                let value = scalar.properties.numericValue
            else { return nil }
            digits += String(Int(value))
        }
        self.init(digits: digits)
    }

    /// Lends the digits for rendering or comparing.
    public func withDigits<Result>(_ body: (String) -> Result) -> Result { body(digits) }

    /// How many digits it has.
    public var count: Int { digits.utf8.count }
    ///
    /// Three bullets.
    public var description: String { "•••" }
    ///
    /// Three bullets.
    public var debugDescription: String { "•••" }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
