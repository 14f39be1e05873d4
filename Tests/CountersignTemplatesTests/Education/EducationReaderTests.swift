import CountersignCore
import CountersignTemplates
import Testing

@Suite struct EducationReaderTests {
    @Test func textsAreInTheBrandsWordsAndThePayersLanguage() throws {
        let german = """
            { tips: [],
              why: { label: "Warum?", text: "Jemand zahlt bei {{brand.name}}." },
              contact: { label: "Kontakt", text: "Wir rufen nie an." },
              after_denial: { label: "Und jetzt?", text: "Es wurde nichts gezahlt." } }
            """
        let library = try Taught.library(
            changing: [
                "default/de/education.json5": german,
                "acme/brand.json5": "{ name: \"Acme\" }",
                "acme/en/education.json5": """
                { why: { label: "Why Acme?", text: "You shop at {{brand.name}}." } }
                """,
            ]
        )
        let english = try #require(library.educationTexts(brand: "default", locale: "en-GB"))
        #expect(english.locale == "en")
        #expect(english.why.text == "Somebody pays Countersign with your number.")
        #expect(library.educationTexts(brand: "default", locale: "de-AT")?.locale == "de")
        // Without a language that is written, the brand's first.
        #expect(library.educationTexts(brand: "default", locale: "ko")?.locale == "en")
        #expect(library.educationTexts(brand: "default", locale: nil)?.locale == "en")
        let own = try #require(library.educationTexts(brand: "acme", locale: "en"))
        #expect(own.why.text == "You shop at Acme.")
        #expect(own.contact == english.contact)
        let inherited = try #require(library.educationTexts(brand: "acme", locale: "de"))
        #expect(inherited.why.text == "Jemand zahlt bei Acme.")
        #expect(library.educationTexts(brand: "nobody", locale: "de")?.why.label == "Warum?")
    }

    @Test func withoutAFileThereIsNothingToRead() throws {
        let library = try Taught.library(changing: ["default/en/education.json5": nil])
        #expect(library.educationTexts(brand: "default", locale: "en") == nil)
    }

    private static let tip = #"{ id: "a", reasons: ["general"], variants: ["Share it not."] }"#

    @Test(
        arguments: [
            ("[]", "1:1", "an object with tips and texts"),
            ("{ tips: [], \(Taught.texts) tipps: [] }", "", "did you mean 'tips'?"),
            ("{ tips: [] }", "1:1", "'why' is missing"),
            ("{ tips: {}, \(Taught.texts) }", "1:9", "a list of at most"),
            ("{ tips: [1], \(Taught.texts) }", "1:10", "an object with id"),
            (
                "{ tips: [{ id: \"A b\", reasons: [\"general\"], variants: [\"x\"] }], \(Taught.texts) }",
                "1:16", "small letters"
            ),
            ("{ tips: [\(tip), \(tip)], \(Taught.texts) }", "", "a tip 'a' already"),
            (
                "{ tips: [{ id: \"a\", reasons: [\"genral\"], variants: [\"x\"] }], \(Taught.texts) }",
                "1:31", "did you mean 'general'?"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [], variants: [\"x\"] }], \(Taught.texts) }",
                "1:30", "a list of some of after_denial"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [\"general\", \"general\"], variants: [\"x\"] }], \(Taught.texts) }",
                "1:42", "stands twice"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [\"general\"], weight: 0, variants: [\"x\"] }], \(Taught.texts) }",
                "1:51", "from 1 to 100"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [\"general\"], variants: [] }], \(Taught.texts) }",
                "1:53", "1 to 8 variants"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [\"general\"], variants: [\"xx\", \"y\"] }], \(Taught.texts) }",
                "1:60", "from the shortest to the longest"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [\"general\"], variants: [\"Call 110\"] }], \(Taught.texts) }",
                "1:55", "a digit beside a code"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [\"general\"], variants: [\"See shop.example\"] }], \(Taught.texts) }",
                "1:55", "a link can't stand here"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [\"general\"], variants: [\"x {{payee}}\"] }], \(Taught.texts) }",
                "1:57", "'payee' can't stand here"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [\"general\"], variants: [\"x {{payee\"] }], \(Taught.texts) }",
                "1:57", "never closed"
            ),
            (
                "{ tips: [{ id: \"a\", reasons: [\"general\"], variants: [\"x\\ny\"] }], \(Taught.texts) }",
                "1:55", "U+A"
            ),
            (
                "{ tips: [], why: { label: \"\", text: \"x\" }, contact: 1, after_denial: { label: \"x\", text: \"y\" } }",
                "1:27", "this is empty"
            ),
        ]
    )
    func whatDoesNotFitIsRefusedAtItsPlace(_ row: (text: String, place: String, message: String)) {
        let loaded = Taught.load(row.text)
        #expect(loaded.library == nil)
        let index = loaded.messages.firstIndex { $0.contains(row.message) }
        #expect(index != nil, "\(loaded.messages)")
        guard let index else { return }
        #expect(
            loaded.places[index].hasPrefix("Templates/default/en/education.json5:\(row.place)"),
            "\(loaded.places[index])"
        )
    }

    @Test func lengthsCountInTheWordsOfEachBrand() {
        let long = String(repeating: "x", count: 250)
        let education = """
            { tips: [], why: { label: "x", text: "{{brand.name}} \(long)" },
              contact: { label: "x", text: "y" }, after_denial: { label: "x", text: "y" } }
            """
        let loaded = Taught.load(education, changing: ["brief/brand.json5": "{ name: \"B\" }"])
        #expect(loaded.library == nil)
        #expect(loaded.messages == ["this comes to 262 characters; 256 are read, so shorten it"])
    }

    @Test func aTextThatNeedsASupportNeedsABrandWithOne() throws {
        let education = """
            { tips: [{ id: "a", reasons: ["general"], variants: ["Ask.", "Ask {{brand.support}}."] }],
              why: { label: "x", text: "Ask {{brand.support}}." },
              contact: { label: "x", text: "y" }, after_denial: { label: "x", text: "y" } }
            """
        let loaded = Taught.load(education)
        #expect(loaded.messages.first?.contains("has no support") == true)
        let file = try #require(Shipped.files["default/brand.json5"])
        let supported = file.replacing("// support:", with: "support:")
        let library = try Taught.library(education, changing: ["default/brand.json5": supported])
        let text = library.educationTexts(brand: "default", locale: "en")?.why.text
        #expect(text == "Ask help@shop.example.")
    }
}
