/// Why a payment calls for a tip, the most urgent first.
///
/// Source: templates.md, "Customer education".
public enum TipReason: String, CaseIterable, Hashable, Sendable {
    /// The payer said "this wasn't me" to the payment before.
    case afterDenial = "after_denial"
    /// Wrong codes used up the payment before, or some were typed for this one.
    case afterWrongCodes = "after_wrong_codes"
    /// The checkout says that it does not know the device.
    case newDevice = "new_device"
    /// The amount is as large as the configuration calls large.
    case largeAmount = "large_amount"
    /// The payer has not been asked by this merchant before.
    case firstTime = "first_time"
    /// There is always this one.
    case general
}
