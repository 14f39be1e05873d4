import CountersignCore
import CountersignTemplates
import Foundation
import Testing

/// Every shipped template with the values that matter, word for word.
///
/// `COUNTERSIGN_WRITE_GOLDEN=1 swift test --filter GoldenTests` rewrites the files; the difference is
/// to be read.
@Suite struct GoldenTests {
    struct Sample: CustomTestStringConvertible {
        let locale: String
        let purpose: String
        let channel: Channel
        var name: String { "\(purpose).\(channel.rawValue).\(locale)" }
        var testDescription: String { name }
    }

    static let samples = ["en", "de"].flatMap { locale in
        ["payment", "amended"].flatMap { purpose in
            [Channel.sms, .whatsapp, .rcs, .email].map {
                Sample(locale: locale, purpose: purpose, channel: $0)
            }
        }
    }

    private func variants() throws -> [(name: String, values: TemplateValues)] {
        let before = try Shipped.amount(4_499)
        return [
            ("ordinary", try Shipped.values(previousAmount: before)),
            ("up to", try Shipped.values(bound: .upTo, previousAmount: before)),
            (
                "yen",
                try Shipped.values(
                    amount: Shipped.amount(4_999, "JPY"),
                    previousAmount: Shipped.amount(12_000_000, "JPY")
                )
            ),
            (
                "largest dinar",
                try Shipped.values(amount: Shipped.amount(Amount.minorUnitsMax, "KWD"))
            ),
            (
                "long payee",
                try Shipped.values(
                    payee: "Worshipful Company of Cordwainers and Bespoke Footwear, "
                        + "Established 1272, of Bishopsgate in the City of London"
                )
            ),
            ("unicode payee", try Shipped.values(payee: "Größe & Çiçek 靴屋 🎉")),
            ("right-to-left payee", try Shipped.values(payee: "חנות הנעליים 24")),
            ("quoting payee", try Shipped.values(payee: "Joe’s \"Shoes\" \\ {{code}}")),
            ("no origin, no match word", try Shipped.values(matchWord: nil, origin: nil)),
        ]
    }

    @Test(arguments: samples)
    func messagesAreWhatWasReviewed(_ sample: Sample) throws {
        let library = try Shipped.library()
        let key = Shipped.key(sample.purpose, sample.channel, locale: sample.locale)
        var text = ""
        for (name, values) in try variants() {
            let preview = try library.preview(key, values)
            text += "=== \(name)\n\(preview.text)\n"
        }
        try expect(text, in: "\(sample.name).txt")
    }

    /// Every text of a language, once each, for a reader who speaks it.
    @Test(arguments: Shipped.locales)
    func textsAreWhatWasReviewed(_ locale: String) throws {
        let library = try Shipped.library()
        var text = ""
        for purpose in ShippedLocalesTests.purposes {
            for channel in Channel.allCases {
                var values = try Shipped.values(isResent: purpose == "login")
                switch purpose {
                case "amended": values.previousAmount = try Shipped.amount(4_499)
                case "payment": break
                default: values.amount = nil
                }
                let key = Shipped.key(purpose, channel, locale: locale)
                let message = try library.render(key, values)
                text += "=== \(purpose).\(channel.rawValue)\n\(words(of: message))\n\n"
            }
        }
        try expect(text, in: "texts.\(locale).txt")
    }

    /// What a person reads of a message, without the platform's members around it.
    private func words(of message: RenderedMessage) -> String {
        let content = message.content.flatMap { try? JSONReader.read($0) }
        switch message.channel {
        case .sms, .whatsapp: return message.text
        case .email: return message.forms[0]
        case .push: return "\(content?["title"]?.string ?? "")\n\(message.text)"
        case .rcs:
            let card = content?["contentMessage"]?["richCard"]?["standaloneCard"]?["cardContent"]
            let buttons = (card?["suggestions"]?.array ?? []).map {
                "[\($0["reply"]?["text"]?.string ?? "")]"
            }
            return
                ([card?["title"]?.string ?? "", card?["description"]?.string ?? ""] + buttons)
                .joined(separator: "\n")
        }
    }

    private func expect(_ text: String, in file: String) throws {
        if ProcessInfo.processInfo.environment["COUNTERSIGN_WRITE_GOLDEN"] == "1" {
            let source = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "Golden/\(file)")
            try text.write(to: source, atomically: true, encoding: .utf8)
            return
        }
        let url = try #require(
            Bundle.module.url(forResource: file, withExtension: nil, subdirectory: "Golden")
        )
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(text.utf8.elementsEqual(golden.utf8), "\(text)")
    }

    @Test func ordinaryMessagesTakeOnePart() throws {
        let library = try Shipped.library()
        for sample in Self.samples where sample.channel == .sms {
            let key = Shipped.key(sample.purpose, .sms, locale: sample.locale)
            for bound in Bound.allCases {
                let values = try Shipped.values(
                    bound: bound,
                    previousAmount: Shipped.amount(4_499)
                )
                let preview = try library.preview(key, values)
                #expect(preview.message.parts == 1, "\(preview.text)")
            }
        }
    }
}
