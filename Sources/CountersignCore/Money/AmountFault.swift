/// Why a text is no amount.
///
/// Checked top to bottom; the first that applies is returned.
public enum AmountFault: Error, Equatable, Sendable {
    /// It is not a number, one space and a currency code.
    case shape
    /// A plus or minus stands before the number.
    case signed
    /// A comma, apostrophe or the like stands in the number.
    case separator
    /// The number is not digits with at most one point between them, or begins with a needless zero.
    case notANumber
    /// The code is no payment currency; the clause of ``Currency/refusal(of:)`` says why.
    case currency(refusal: String)
    /// More decimals than the currency has.
    case tooPrecise(Currency)
    /// More than ``Amount/minorUnitsMax``.
    case tooLarge

    /// What to write instead, one sentence.
    public var advice: String {
        switch self {
        case .shape:
            "Write the number, one space and the currency's code, e.g. 49.99 EUR."
        case .signed:
            "Write the amount without a sign."
        case .separator:
            "Write a point before the decimals and nothing between the thousands, e.g. 1299.50 EUR."
        case .notANumber:
            "Write digits, and a point before the decimals if there are any, e.g. 49.99 EUR."
        case .currency(let refusal):
            "Write another currency: \(refusal)."
        case .tooPrecise(let currency):
            switch currency.exponent {
            case 0: "Write \(currency.code) without decimals."
            default: "Write at most \(currency.exponent) decimals for \(currency.code)."
            }
        case .tooLarge:
            "Write at most \(Amount.minorUnitsMax) minor units."
        }
    }
}
