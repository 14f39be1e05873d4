import Foundation
import Testing

@testable import CountersignPages

@Suite struct PageTests {
    private func text(_ node: Node) -> String {
        var writer = NodeWriter()
        writer.write(node)
        return writer.text
    }

    private var demo: Page {
        DemoPage.page(locales: [("en", "English"), ("de", "Deutsch")], nonce: "bm9uY2U")
    }

    private var markup: String { String(decoding: demo.bytes, as: UTF8.self) }

    @Test func textAndAttributesCanNotBecomeMarkup() {
        let node = Node.tag("p", [Attribute("title", "\"><script>")], "<b>&'")
        #expect(text(node) == "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;</p>")
    }

    @Test func voidElementsHaveNoEnd() {
        #expect(text(.tag("input", [Attribute("required")])) == "<input required>")
    }

    @Test(arguments: [("ar", "rtl"), ("ar-EG", "rtl"), ("de", "ltr"), ("he", "rtl"), ("en", "ltr")])
    func languageDecidesTheDirection(language: String, direction: String) {
        #expect(Page.direction(of: language) == direction)
    }

    @Test func policyNamesTheNonceAndForbidsTheRest() {
        let policy = demo.contentSecurityPolicy
        #expect(policy.contains("script-src 'nonce-bm9uY2U'"))
        #expect(policy.hasPrefix("default-src 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(markup.contains("<script nonce=\"bm9uY2U\">"))
        #expect(markup.contains("<style nonce=\"bm9uY2U\">"))
    }

    @Test func demoLoadsNothingAndHoldsNoHandlersOrKeys() {
        for forbidden in [
            "http://", "https://", "//cdn", " onclick", " style=\"", "csk_", "innerHTML",
        ] {
            #expect(!markup.contains(forbidden), "\(forbidden)")
        }
    }

    @Test func demoSaysThatItIsASimulator() {
        #expect(markup.contains("<strong>Simulator.</strong>"))
        #expect(markup.contains("<strong>Simulator: </strong>"))
    }

    @Test func everyFieldHasALabelAndEveryReferenceItsTarget() {
        let ids = Set(values(of: "id"))
        for name in ["for", "aria-labelledby", "aria-describedby"] {
            for id in values(of: name) { #expect(ids.contains(id), "\(name)=\(id)") }
        }
        let labelled = Set(values(of: "for"))
        for field in ["phone", "locale", "code", "amount"] + DemoShop.items.map({ "item-\($0.id)" })
        {
            #expect(labelled.contains(field), "\(field)")
        }
        #expect(ids.count == values(of: "id").count)
    }

    @Test func everyItemIsForSaleByItsWord() {
        for item in DemoShop.items {
            #expect(DemoShop.item(item.id) == item)
            #expect(markup.contains("value=\"\(item.id)\""))
        }
        #expect(DemoShop.item(DemoShop.standardItem) != nil)
        #expect(DemoShop.item("yacht") == nil)
    }

    /// Values of an attribute in the page's markup, script and style aside.
    private func values(of name: String) -> [String] {
        let body = markup.components(separatedBy: "<script")[0]
        return body.components(separatedBy: " \(name)=\"").dropFirst().map { rest in
            String(rest.prefix { $0 != "\"" })
        }
    }
}
