import CountersignCore
import CountersignTemplates
import Testing

/// The buttons of a card: which are there, and that the JSON is valid whatever is absent.
@Suite struct ButtonTests {
    private static let path = "default/en/payment.rcs.json"
    private static let place =
        "/contentMessage/richCard/standaloneCard/cardContent/suggestions"

    private func labels(_ values: TemplateValues, brand: String) throws -> [String] {
        let library = try Shipped.library()
        let key = Shipped.key("payment", .rcs, brand: brand)
        let content = try #require(try library.render(key, values).content)
        let list = try #require(try JSONReader.read(content).value(at: ButtonTests.place)?.array)
        return list.compactMap { ($0["reply"] ?? $0["action"])?["text"]?.string }
    }

    @Test(arguments: [false, true], ["default", "example-shoes"])
    func buttonsAreThereWithWhatTheyNeed(confirms: Bool, brand: String) throws {
        for page in [nil, "https://shop.example/c/x"] {
            try expectButtons(confirms, page, brand)
        }
    }

    private func expectButtons(_ confirms: Bool, _ page: String?, _ brand: String) throws {
        var values = try Shipped.values(confirmsByButton: confirms)
        values.pageURL = page
        let expected =
            (confirms ? ["Approve"] : []) + ["This wasn't me"]
            + (page == nil ? [] : ["Open page"]) + (brand == "default" ? [] : ["Help"])
        #expect(try labels(values, brand: brand) == expected)
    }

    @Test func cardThatNeedsNoTapServesBothPolicies() throws {
        let library = try Shipped.library()
        #expect(!library.confirmsByButton(Shipped.key("payment", .rcs)))
    }

    @Test func tokensAreTakenOutOfWhatIsKept() throws {
        let library = try Shipped.library()
        let message = try library.render(
            Shipped.key("payment", .rcs),
            Shipped.values(confirmsByButton: true)
        )
        let kept = String(decoding: message.redacted, as: UTF8.self)
        #expect(!kept.contains("cnf_"))
        _ = try JSONReader.read(message.redacted)
    }

    @Test(
        arguments: [
            (
                "\"openUrlAction\": { \"url\": \"{{page_url}}\" }", "\"openUrl\": {}",
                "openUrlAction: {url: …} or dialAction"
            ),
            ("\"Open page\"", "\"Open the page of the shop now\"", "takes 25"),
            ("\"Open page\"", "\"Open{{#match_word}} {{match_word}}{{/match_word}}\"", "no block"),
            ("\"postbackData\": \"open\",", "", "an action has 'postbackData'"),
            (
                "\"title\":", "\"media\": {\"height\": \"BIG\"}, \"title\":",
                "'height' is one of SHORT, MEDIUM, TALL"
            ),
            (
                "\"title\":",
                "\"media\": {\"height\": \"SHORT\", \"contentInfo\": {\"fileUrl\": \"x\"}}, \"title\":",
                "an address of https"
            ),
            ("\"{{page_url}}\"", "\"https://a.example/{{page_url}}\"", "can be absent"),
        ]
    )
    func cardIsRefused(_ row: (from: String, to: String, message: String)) throws {
        let text = try #require(Shipped.files[ButtonTests.path])
        #expect(text.contains(row.from))
        let (library, findings) = Shipped.load(
            changing: [ButtonTests.path: text.replacing(row.from, with: row.to)]
        )
        #expect(library == nil)
        let rendered = findings.map(\.rendered).joined(separator: "\n")
        #expect(findings.contains { $0.message.contains(row.message) }, "\(rendered)")
    }

    @Test func oneButtonAlwaysStays() throws {
        let text = try #require(Shipped.files[ButtonTests.path])
        let changed = text.replacing("\"{{deny_token}}\"", with: "\"{{approve_token}}\"")
        let (library, findings) = Shipped.load(changing: [ButtonTests.path: changed])
        #expect(library == nil)
        #expect(findings.contains { $0.message.contains("one stays") })
    }
}
