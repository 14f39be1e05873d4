import CountersignCore
import CountersignTemplates
import Testing

/// The shipped advice: there in every language, short enough, and nothing that alarms or leads away.
@Suite struct ShippedEducationTests {
    private static let reasons = [
        "first_time", "large_amount", "new_device", "after_denial", "after_wrong_codes", "general",
    ]

    private func education(_ locale: String) throws -> JSONValue {
        let text = try #require(Shipped.files["default/\(locale)/education.json5"])
        return try JSONReader.read(Array(text.utf8), dialect: .json5)
    }

    private func tips(_ locale: String) throws -> [JSONValue] {
        try #require(try education(locale)["tips"]?.array)
    }

    @Test(arguments: Shipped.locales)
    func tipsCoverEveryReason(locale: String) throws {
        let tips = try tips(locale)
        #expect(tips.count >= 8)
        let named = tips.flatMap { $0["reasons"]?.array ?? [] }.compactMap(\.string)
        #expect(Set(named) == Set(Self.reasons))
        #expect(named.count { $0 == "general" } == 2)
        let ids = tips.compactMap { $0["id"]?.string }
        #expect(Set(ids).count == tips.count)
        let english = try self.tips("en").compactMap { $0["id"]?.string }
        #expect(ids == english, "a report compares a tip over all languages")
    }

    @Test(arguments: Shipped.locales)
    func variantsGrowFromShortToLong(locale: String) throws {
        for tip in try tips(locale) {
            let variants = try #require(tip["variants"]?.array).compactMap(\.string)
            let lengths = variants.map { $0.unicodeScalars.count }
            #expect((2...3).contains(variants.count))
            #expect(lengths == lengths.sorted())
            #expect(try #require(lengths.first) <= 40, "\(variants[0])")
            #expect(try #require(lengths.last) <= 256)
        }
    }

    @Test(arguments: ["en", "de", "fr", "es"])
    func shorterVariantsFitTheGSMAlphabet(locale: String) throws {
        for tip in try tips(locale) {
            for words in try #require(tip["variants"]?.array).prefix(2).compactMap(\.string) {
                #expect(SMSSegments(words).forcesUCS2 == nil, "\(words)")
            }
        }
    }

    @Test(arguments: Shipped.locales)
    func longerTextsFitTheirPanels(locale: String) throws {
        let education = try education(locale)
        for name in ["why", "contact", "after_denial"] {
            let label = try #require(education[name]?["label"]?.string)
            let text = try #require(education[name]?["text"]?.string)
            #expect((1...45).contains(label.unicodeScalars.count))
            #expect((1...256).contains(text.unicodeScalars.count))
        }
    }

    @Test(arguments: Shipped.locales)
    func nothingHasDigitsLinksOrHaste(locale: String) throws {
        let text = try #require(Shipped.files["default/\(locale)/education.json5"])
        let lines = text.split(separator: "\n").filter {
            !$0.hasPrefix("//") && !$0.contains("weight:")
        }
        let words = lines.joined(separator: "\n")
        #expect(!words.unicodeScalars.contains { $0.properties.numericType == .decimal })
        for mark in ["://", "www.", "{{", "@", "!"] { #expect(!words.contains(mark), "\(mark)") }
    }
}
