import CountersignCore
import CountersignKeys
import Testing

@testable import CountersignServer

/// Who proves templates, and who only reads them.
@Suite struct TemplateReadingTests {
    private static let path = "Templates/default/en/payment.sms.txt"
    private static let linked = "See shop.example.com. {{amount}} to {{payee}}: {{code}}"

    @Test func faultyTemplateIsShownAndNeverServed() async throws {
        let world = try TestSurroundings.withAssets()
        #expect(await world.run("init") == .done)
        try world.write(Self.linked, to: Self.path)
        world.forget()
        #expect(await world.run("template", "show", "payment", "--plain") == .done)
        #expect(world.output.contains("See shop.example.com. "))
        for words in [["template", "check"], ["config", "check"], ["serve"]] {
            world.forget()
            #expect(await Program.run(words, in: world.surroundings) != .done)
            #expect((world.output + world.diagnostics).contains("would make a link"), "\(words)")
        }
    }

    @Test func byteOrderMarkIsNoPartOfAText() async throws {
        let world = try TestSurroundings.withAssets()
        let text = try #require(Files.text(world.folder + "/" + Self.path))
        try world.write("\u{FEFF}" + text, to: Self.path)
        #expect(Files.text(world.folder + "/" + Self.path) == text)
        #expect(await world.run("template", "check", "Templates", "--locale", "en") == .done)
    }

    @Test func benchRendersEveryChannel() async throws {
        let world = try TestSurroundings.withAssets(languages: ["en"])
        #expect(await world.run("bench", "render", "--json") == .done)
        let json = try JSONReader.read(Array(world.output.utf8))
        let rows = json["rendering"]?.array ?? []
        let channels = Set(rows.compactMap { $0["channel"]?.string })
        #expect(channels.isSuperset(of: Channel.allCases.map(\.rawValue)))
        #expect(channels.contains("sms, tip"))
        for row in rows {
            #expect((row["templates"]?.integer ?? 0) > 0)
            #expect((row["median_nanoseconds"]?.integer ?? 0) > 0)
            #expect(row["slowest"]?.string?.hasPrefix("default/") == true)
        }
        #expect(await world.run("bench", "render", "--url", "http://127.0.0.1:1") == .unusable)
    }

    @Test func agentThatAProviderPassesOverIsNamed() throws {
        let world = try TestSurroundings.withAssets(languages: nil)
        let folder = try Folders.find(
            "Templates",
            option: nil,
            configured: nil,
            in: world.surroundings
        )
        let library = try #require(TemplateFolder.read(folder, sha256: SHA256.hash).library)
        let findings = RouteCheck.unusedAgents(["cards"], library)
        #expect(findings.map(\.file) == ["Templates/example-shoes/brand.json5"])
        #expect(findings.first?.message.contains("'example_shoes_agent' is not used") == true)
        #expect(RouteCheck.unusedAgents([], library).isEmpty)
    }
}
