public import CountersignCore

/// How payers are taught, as the configuration says.
public struct EducationSettings: Equatable, Sendable {
    /// The share of payers who get no tip, in ten-thousandths; 1,000 is one in ten.
    public var holdoutTenThousandths: Int
    /// From which amount on a payment is called large, in minor units by currency; a currency that is not
    /// here has no large amounts.
    public var largeAmounts: [Currency: Int64]

    /// Settings; without any one payer in ten is held out and no amount is large.
    public init(holdoutTenThousandths: Int = 1_000, largeAmounts: [Currency: Int64] = [:]) {
        self.holdoutTenThousandths = holdoutTenThousandths
        self.largeAmounts = largeAmounts
    }

    /// Whether an amount is large.
    func isLarge(_ amount: Amount?) -> Bool {
        guard let amount, let least = largeAmounts[amount.currency] else { return false }
        return amount.minorUnits >= least
    }
}
