import CountersignCore
import Testing

@Suite struct CurrencyTests {
    struct List: Decodable {
        struct Row: Decodable {
            let code: String
            let numeric: String
            let minorUnits: Int?
            let payment: Bool
        }
        let currencies: [Row]
    }

    let rows: [List.Row]

    init() throws { rows = try Vectors.load("iso4217", as: List.self).currencies }

    @Test func everyPaymentCurrencyHasItsExponentAndNumber() throws {
        let payment = rows.filter(\.payment)
        #expect(payment.count == 155)
        for row in payment {
            let currency = try #require(Currency(row.code))
            #expect(currency.code == row.code)
            #expect(currency.numeric == row.numeric)
            #expect(currency.exponent == row.minorUnits, "\(row.code)")
        }
        #expect(Set(Currency.all.map(\.code)) == Set(payment.map(\.code)))
    }

    @Test func noOtherListedCodeIsTaken() {
        for row in rows where !row.payment {
            #expect(Currency(row.code) == nil, "\(row.code)")
            #expect(Currency.refusal(of: row.code).contains("no payment is made in it"))
        }
    }

    @Test func noCodeOutsideTheListIsTaken() {
        let letters = (65...90).map { UInt8($0) }
        let listed = Set(rows.filter(\.payment).map(\.code))
        var taken = 0
        for first in letters {
            for second in letters {
                for third in letters {
                    let code = String(decoding: [first, second, third], as: UTF8.self)
                    guard Currency(code) != nil else { continue }
                    taken += 1
                    #expect(listed.contains(code))
                }
            }
        }
        #expect(taken == 155)
    }

    @Test(arguments: ["", "E", "EU", "EURO", "eur", "Eur", "€", "EU\u{300}", "E R", "978", "EUR\0"])
    func otherSpellingsAreNoCurrency(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test(arguments: [
        ("HRK", "HRK was withdrawn; Croatia uses EUR"),
        ("BGN", "BGN was withdrawn; Bulgaria uses EUR"),
        ("ANG", "ANG was withdrawn; the Dutch Caribbean uses XCG"),
        ("ZWL", "ZWL was withdrawn; Zimbabwe uses ZWG"),
        ("SLL", "SLL was withdrawn; Sierra Leone uses SLE"),
        ("CUC", "CUC was withdrawn; Cuba uses CUP"),
        ("eur", "currency codes are written in capital letters; write EUR"),
        ("hrk", "HRK was withdrawn; Croatia uses EUR"),
        ("EUX", "EUX is no ISO 4217 currency; did you mean EUR?"),
        ("YEN", "YEN is no ISO 4217 currency; did you mean JPY?"),
        ("QQQ", "QQQ is no ISO 4217 currency"),
        ("XAU", "XAU is a fund, a metal or a unit of account, and no payment is made in it"),
        ("EUR", "EUR is taken"),
        ("", "a currency is three capital letters of ISO 4217, e.g. EUR"),
        ("E\nR", "a currency is three capital letters of ISO 4217, e.g. EUR"),
        ("[[[", "a currency is three capital letters of ISO 4217, e.g. EUR"),
    ])
    func refusalSaysWhy(code: String, clause: String) {
        #expect(Currency.refusal(of: code) == clause)
    }

    @Test func currenciesFitInOneWord() {
        #expect(MemoryLayout<Currency>.size == 4)
        #expect(Set(Currency.all).count == 155)
    }
}
