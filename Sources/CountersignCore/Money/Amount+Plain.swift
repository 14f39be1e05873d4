extension Amount: CustomStringConvertible {
    /// Reads an amount as people write it on a command line or in a policy.
    ///
    /// Shape: digits, a point before decimals, one space, the code: `49.99 EUR`, `49 EUR`, `4999 JPY`.
    /// Fewer decimals than the currency has are filled up with zeroes; more are refused, never
    /// rounded.
    /// - Throws: ``AmountFault``, the first that applies.
    public init(parsing text: String) throws(AmountFault) {
        let parts = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[0].first, !parts[1].isEmpty else { throw .shape }
        guard first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else { throw .signed }
        guard !parts[0].contains(where: { [0x2C, 0x27, 0x5F].contains($0) }) else {
            throw .separator
        }
        let number = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard number.count <= 2, number.allSatisfy(Amount.isDigits),
            number[0].count == 1 || number[0].first != 48
        else { throw .notANumber }
        let code = String(decoding: parts[1], as: UTF8.self)
        guard let currency = Currency(code) else {
            throw .currency(refusal: Currency.refusal(of: code))
        }
        let decimals = number.count == 2 ? number[1].count : 0
        guard decimals <= currency.exponent else { throw .tooPrecise(currency) }
        // 16 digits can't overflow 64 bits, and the bound on amounts has 15.
        guard number[0].count + currency.exponent <= 16 else { throw .tooLarge }
        var minorUnits = number.joined().reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
        for _ in decimals..<currency.exponent { minorUnits *= 10 }
        guard let amount = Amount(minorUnits: minorUnits, currency: currency) else {
            throw .tooLarge
        }
        self = amount
    }

    /// The amount as ``init(parsing:)`` reads it, with every decimal: `49.99 EUR`, `4999 JPY`.
    public var plain: String {
        let (whole, decimals) = digits
        return decimals.isEmpty
            ? "\(whole) \(currency.code)" : "\(whole).\(decimals) \(currency.code)"
    }

    /// The amount as ``plain`` prints it.
    public var description: String { plain }

    /// The digits before and after the decimal point; the latter as many as the currency has.
    var digits: (whole: String, decimals: String) {
        var power: Int64 = 1
        for _ in 0..<currency.exponent { power *= 10 }
        let decimals = currency.exponent == 0 ? "" : String(power + minorUnits % power).dropFirst()
        return (String(minorUnits / power), String(decimals))
    }

    private static func isDigits(_ text: some Collection<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { (48...57).contains($0) }
    }
}
