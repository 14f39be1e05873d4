import CountersignCore
import Testing

@testable import CountersignServer

/// `template show`: drawn, word for word, and as a page.
@Suite struct TemplateShowCommandTests {
    @Test func cardIsDrawnWithItsButtons() async throws {
        let world = try TestSurroundings.withAssets(languages: nil)
        let words = [
            "template", "show", "payment", "--channel", "rcs", "--brand", "example-shoes",
            "--locale", "en", "--confirm-by-button",
        ]
        #expect(await Program.run(words, in: world.surroundings) == .done)
        #expect(world.output.contains("╭───"))
        #expect(world.output.contains("▒▒ https://shoes.example/brand/card.png"))
        #expect(world.output.contains("[ Approve ]"))
        #expect(!world.output.contains("\u{1B}"))
        #expect(world.diagnostics.contains("example_shoes_agent"))
    }

    @Test func senderFollowsTheCountry() async throws {
        let world = try TestSurroundings.withAssets(languages: nil)
        let words = [
            "template", "show", "payment", "--brand", "example-shoes", "--country", "US", "--json",
        ]
        #expect(await Program.run(words, in: world.surroundings) == .done)
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(json["from"]?.string == "+15005550006")
        #expect(json["text"]?.string?.hasSuffix("#042917 FA+9qCX9VSu") == true)
    }

    @Test func secondLooksAreShown() async throws {
        let world = try TestSurroundings.withAssets(languages: nil)
        let words = ["template", "show", "payment", "--payee", "Çiçek"]
        #expect(await Program.run(words, in: world.surroundings) == .done)
        #expect(world.diagnostics.contains("note: "))
        #expect(world.diagnostics.contains("UCS-2"))
    }

    @Test func pageHoldsEveryChannelAndLanguage() async throws {
        let world = try TestSurroundings.withAssets(languages: nil)
        let words = ["template", "show", "payment", "--html", "phones.html"]
        #expect(await Program.run(words, in: world.surroundings) == .done)
        let page = try #require(Files.text(world.folder + "/phones.html"))
        for channel in ["sms", "whatsapp", "rcs", "email"] {
            #expect(page.contains("<section id=\"\(channel)\">"))
        }
        for locale in ["en", "de"] { #expect(page.contains("lang=\"\(locale)\"")) }
        #expect(!page.contains("<script"))
        #expect(!page.contains("src=\"http"))
    }

    @Test func pageIsNarrowedByChannelAndLanguage() async throws {
        let world = try TestSurroundings.withAssets(languages: nil)
        let words = [
            "template", "show", "payment", "--html", "phones.html", "--channel", "sms",
            "--locale", "de", "--payee", "<script>alert(1)</script>",
        ]
        #expect(await Program.run(words, in: world.surroundings) == .done)
        let page = try #require(Files.text(world.folder + "/phones.html"))
        #expect(page.split(separator: "<article>").count == 2)
        #expect(!page.contains("<script"))
        #expect(page.contains("&lt;script&gt;"))
    }

    @Test func pageThatCanNotBeWrittenIsSaid() async throws {
        let world = try TestSurroundings.withAssets(languages: nil)
        let words = ["template", "show", "payment", "--html"]
        #expect(await Program.run(words + ["no/folder.html"], in: world.surroundings) == .unusable)
        #expect(world.diagnostics.contains("can't be written"))
    }
}
