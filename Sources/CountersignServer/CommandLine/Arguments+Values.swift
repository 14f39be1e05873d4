import CountersignCore

extension Arguments {
    /// The value of an option as money: `49.99 EUR`.
    func amount(_ name: String) throws(UsageFault) -> Amount? {
        guard let text = value(name) else { return nil }
        do throws(AmountFault) { return try Amount(parsing: text) } catch {
            throw UsageFault("--\(name) '\(text)' is no amount. \(error.advice)")
        }
    }
}
