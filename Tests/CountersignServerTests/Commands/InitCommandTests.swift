import CountersignCore
import CountersignKeys
import Foundation
import Testing

@testable import CountersignServer

@Suite struct InitCommandTests {
    @Test func initMakesAWholeInstallationAndNothingElse() async throws {
        let world = try TestSurroundings.withAssets()
        #expect(await world.run("init", "--merchant", "Acme Shoes", "--json") == .done)
        let made = [
            "Policies", "Templates", "countersign.json5", "countersign.sqlite", "keys.json",
        ]
        #expect(try world.names() == made)
        #expect(try world.mode(of: "keys.json") == 0o600)
        #expect(try world.mode(of: "countersign.sqlite") == 0o600)
        #expect(await world.run("config", "check") == .done)
        #expect(await world.run("keys", "verify") == .done)
    }

    @Test func jsonHasExactlyTheFourMembers() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("init", "--merchant", "Acme Shoes", "--json") == .done)
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(json.object?.map(\.name) == ["config", "merchant", "live_key", "test_key"])
        #expect(json["config"]?.string == world.folder + "/countersign.json5")
        #expect(json["merchant"]?.string == "acme-shoes")
        let live = try #require(json["live_key"]?.string)
        let test = try #require(json["test_key"]?.string)
        #expect(live.hasPrefix("csk_live_") && test.hasPrefix("csk_test_"))
        for secret in [live, test] {
            #expect(Base64URL.decode(String(secret.dropFirst(9)))?.count == 32)
        }
    }

    @Test func storeKnowsTheKeysByHashOnly() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("init", "--json") == .done)
        let json = try JSONReader.read(Array(world.output.utf8))
        let live = try #require(json["live_key"]?.string)
        let directory = try await Installation.with(
            config: "countersign.json5",
            in: world.surroundings
        ) { (installation) async throws(CommandFailure) in try await installation.directory() }
        let key = try #require(directory.keys[SHA256.hash(Array(live.utf8))])
        #expect(key.mode == .live)
        #expect(key.scopes == [.checkout])
        #expect(directory.merchants.keys.map(\.text) == ["acme-shoes"])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: world.folder + "/countersign.sqlite"))
        #expect(bytes.range(of: Data(live.utf8)) == nil)
    }

    @Test(arguments: [
        "countersign.json5", "keys.json", "countersign.sqlite", "countersign.sqlite-wal",
    ])
    func nothingIsOverwritten(name: String) async throws {
        let world = try TestSurroundings()
        try world.write("mine", to: name)
        #expect(await world.run("init") == .unusable)
        #expect(try world.names() == [name])
        #expect(try String(contentsOfFile: world.folder + "/" + name, encoding: .utf8) == "mine")
        #expect(world.diagnostics.contains(name))
        #expect(world.output.isEmpty)
    }

    @Test func folderThatIsAFileLeavesItAlone() async throws {
        let world = try TestSurroundings()
        try world.write("mine", to: "taken")
        #expect(await world.run("init", "--directory", "taken") == .unusable)
        #expect(try world.names() == ["taken"])
    }

    @Test func newFolderIsMade() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("init", "--directory", "etc/countersign") == .done)
        #expect(try world.names(in: "etc/countersign").contains("keys.json"))
    }

    @Test(arguments: [
        ("Acme Shoes", "acme-shoes"), ("Café Müller & Söhne", "cafe-muller-sohne"),
        ("靴屋", "merchant"),
        ("  ", nil), ("A\nB", nil),
    ])
    func merchantGetsAnIdFromItsName(name: String, id: String?) async throws {
        let world = try TestSurroundings()
        let status = await world.run("init", "--merchant", name, "--json")
        guard let id else {
            #expect(status == .unusable)
            #expect(try world.names().isEmpty)
            return
        }
        let json = try JSONReader.read(Array(world.output.utf8))
        #expect(json["merchant"]?.string == id)
    }
}
