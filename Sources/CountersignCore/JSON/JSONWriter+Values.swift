extension JSONWriter {
    /// Writes a member with money: `{"value": 4999, "currency": "EUR"}`.
    public mutating func member(_ name: String, _ amount: Amount) {
        self.name(name)
        beginObject()
        member("value", amount.minorUnits)
        member("currency", amount.currency.code)
        endObject()
    }

    /// Writes a member with an app's address, its token masked.
    public mutating func member(_ name: String, masked push: PushAddress) {
        self.name(name)
        beginObject()
        member("platform", push.platform.rawValue)
        member("token", push.maskedToken)
        endObject()
    }
}
