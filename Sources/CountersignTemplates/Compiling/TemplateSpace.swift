public import CountersignCore

/// Every payment that templates are proven for.
///
/// The default is all that the service takes: every currency up to the largest amount, any payee, any
/// host. A merchant who knows more says so, and the proofs get sharper.
public struct TemplateSpace: Sendable {
    /// The largest amount of each currency that is taken.
    public var largest: [Amount]
    /// The payees that there are; nil for any name.
    public var payees: [Payee]?
    /// The hosts of checkouts that there are; nil for any host, where a brand names none.
    public var origins: [String]?
    /// How many digits codes have.
    public var codeDigits: ClosedRange<Int>

    /// Payments within bounds.
    public init(
        largest: [Amount] = TemplateSpace.everyCurrency,
        payees: [Payee]? = nil,
        origins: [String]? = nil,
        codeDigits: ClosedRange<Int> = ConfirmationSettings.codeDigitsBounds
    ) {
        self.largest = largest
        self.payees = payees
        self.origins = origins
        self.codeDigits = codeDigits
    }

    /// The largest amount that is taken, in each currency.
    public static let everyCurrency: [Amount] = Currency.all.compactMap {
        Amount(minorUnits: Amount.minorUnitsMax, currency: $0)
    }
}
