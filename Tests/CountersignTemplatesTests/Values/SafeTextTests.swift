import CountersignCore
import CountersignTemplates
import Testing

/// What a payee's name can't do to a message.
@Suite struct SafeTextTests {
    /// What stands between "to " and "? Your code" in the shipped text.
    private func shown(_ payee: String, _ channel: Channel = .sms) throws -> String {
        let values = try Shipped.values(payee: payee, origin: nil)
        let text = try Shipped.library().render(Shipped.key("payment", channel), values).text
        let start = try #require(text.firstRange(of: " to ")).upperBound
        let end = try #require(text.firstRange(of: "? Your code")).lowerBound
        return String(text[start..<end])
    }

    @Test(
        arguments: [
            ("Acme Shoes", "Acme Shoes"),
            ("Café 24", "Café 24"),
            ("H&M Nr. 7", "H&M Nr. 7"),
            ("Joe’s “Shoes” – Berlin…", "Joe's \"Shoes\" - Berlin..."),
            ("Studio 2000", "Studio 20'00"),
            ("Call 0800123456", "Call 08'001'23'456"),
            ("Pay 482913 now", "Pay 482'913 now"),
            ("Code 482 913", "Code 482'913"),
            ("G-482\u{2013}913", "G-482'913"),
            ("12 3 4-56 7", "12'3'4'56'7"),
            ("Route 66 7 - 12", "Route 66 7 - 12"),
            ("Bar 24-7", "Bar 24-7"),
            ("٤٨٢٩١٣", "\u{2068}٤٨٢'٩١٣\u{2069}"),
            ("evil.example", "evil .example"),
            ("https://evil.example/a", "https: //evil .example/a"),
            ("Booking.com", "Booking .com"),
            ("evil\u{3002}example", "evil \u{3002}example"),
            ("evil\u{FF0E}example", "evil \u{FF0E}example"),
            ("evil\u{FF61}example", "evil \u{FF61}example"),
            ("evil\u{2024}example", "evil \u{2024}example"),
            ("東京\u{3002}", "東京\u{3002}"),
            ("A.B. Smith 1.5", "A.B. Smith 1.5"),
            ("@evil #abcdef", " @evil #abcdef"),
            ("{{code}}", "{{code}}"),
            ("{{#origin}}x{{/origin}}", "{{#origin}}x{{/origin}}"),
            ("חנות", "\u{2068}חנות\u{2069}"),
        ]
    )
    func nameStaysRecognisableAndHarmless(_ row: (payee: String, shown: String)) throws {
        let text = try shown(row.payee)
        #expect(text.utf8.elementsEqual(row.shown.utf8), "\(text)")
    }

    @Test func typographyStaysWhereItCostsNothing() throws {
        let message = try Shipped.library().render(
            Shipped.key("payment", .rcs),
            Shipped.values(payee: "Joe’s")
        )
        let content = String(decoding: try #require(message.content), as: UTF8.self)
        #expect(content.contains("to Joe’s\""))
    }

    @Test func nameAddsNoDigitsLineOrPlaceholder() throws {
        let library = try Shipped.library()
        var chance = SeededChance(state: 20_260_101)
        let pieces = [
            "1", "23", "456789", "{{", "}}", "code", ".", "com", "@", "#", " ", "x", "é", "日",
            "//", ":", "\"", "\\", "٣",
        ]
        for _ in 0..<500 {
            let name = (0..<Int.random(in: 1...12, using: &chance))
                .map { _ in pieces.randomElement(using: &chance) ?? "" }.joined()
            guard let payee = try? Payee(name) else { continue }
            var values = try Shipped.values()
            values.payee = payee
            let text = try library.render(Shipped.key(), values).text
            #expect(text.unicodeScalars.count { $0 == "\n" } == 2, "\(name)")
            #expect(digitRuns(in: text) == ["042917", "042917"], "\(name): \(text)")
            #expect(text.hasSuffix("\n@shop.example #042917"), "\(name)")
            let rich = try library.render(Shipped.key("payment", .rcs), values)
            _ = try JSONReader.read(try #require(rich.content))
        }
    }

    /// Runs of four digits or more, of any script.
    private func digitRuns(in text: String) -> [String] {
        var runs = [""]
        for scalar in text.unicodeScalars {
            if scalar.properties.generalCategory == .decimalNumber {
                runs[runs.count - 1].unicodeScalars.append(scalar)
            } else if runs.last != "" {
                runs.append("")
            }
        }
        return runs.filter { $0.unicodeScalars.count >= 4 }
    }
}

/// A generator whose failures can be had again.
struct SeededChance: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
