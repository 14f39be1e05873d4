public import CountersignCore

/// Who calls: a merchant's key, already checked.
public struct Caller: Sendable {
    /// The merchant.
    public let merchant: Merchant
    /// Live or test.
    public let mode: Mode

    /// A caller.
    public init(merchant: Merchant, mode: Mode) {
        self.merchant = merchant
        self.mode = mode
    }
}
