/// A currency that payments are made in.
///
/// Source: ISO 4217 list one, published 2026-01-01; funds, metals and accounting units are not taken.
/// Shape: one 32-bit word, so that currencies compare and hash as fast as a number.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// Five bits a letter, then ten bits of the numeric code, then three of the exponent.
    private let word: UInt32

    /// The currency of a code; nil when it is unknown, withdrawn, or no payment currency.
    ///
    /// ``refusal(of:)`` says which of these.
    public init?(_ code: String) {
        guard let key = Currency.key(code.utf8), let currency = CurrencyTable.find(key) else {
            return nil
        }
        self = currency
    }

    /// A row of the table.
    init(key: UInt32, numeric: UInt32, exponent: Int) {
        word = key << 13 | numeric << 3 | UInt32(exponent)
    }

    /// Every currency that payments are made in, by code.
    public static var all: [Currency] { CurrencyTable.currencies }

    /// Three upper-case letters such as `EUR`.
    public var code: String {
        let letters = [key >> 10, key >> 5 & 31, key & 31].map { UInt8(65 + $0) }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Three digits as card messages carry them, such as `978` or `008`.
    public var numeric: String {
        let number = word >> 3 & 1_023
        let digits = [number / 100, number / 10 % 10, number % 10].map { UInt8(48 + $0) }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Digits of the minor unit, 0 to 3.
    public var exponent: Int { Int(word & 7) }

    /// The code.
    public var description: String { code }

    /// The letters as a number that orders like the code.
    var key: UInt32 { word >> 13 }

    /// The key of three upper-case letters; nil for anything else.
    static func key(_ code: some Collection<UInt8>) -> UInt32? {
        guard code.count == 3 else { return nil }
        var key: UInt32 = 0
        for letter in code {
            guard (65...90).contains(letter) else { return nil }
            key = key << 5 | UInt32(letter - 65)
        }
        return key
    }
}
