import Foundation
import Testing

@testable import CountersignServer

@Suite struct PolicyFormatCommandTests {
    private let untidy = "policy \"A\"   # why\r\n\n\n\notherwise   skip"
    private let tidy = "policy \"A\"   # why\n\notherwise skip\n"

    private func text(_ world: TestSurroundings, _ path: String) throws -> String {
        try String(contentsOfFile: "\(world.folder)/\(path)", encoding: .utf8)
    }

    @Test func fileIsReplacedAndASecondTimeLeftAlone() async throws {
        let world = try TestSurroundings()
        try world.write(untidy, to: "a.policy")
        #expect(await world.run("policy", "format", "a.policy") == .done)
        #expect(try text(world, "a.policy").utf8.elementsEqual(tidy.utf8))
        #expect(world.diagnostics.contains("formatted"))
        world.forget()
        #expect(await world.run("policy", "format", "a.policy") == .done)
        #expect(world.diagnostics.isEmpty)
        #expect(try world.names() == ["a.policy"])
    }

    @Test func checkSaysThatTheFileWouldChangeAndLeavesIt() async throws {
        let world = try TestSurroundings()
        try world.write(untidy, to: "a.policy")
        #expect(await world.run("policy", "format", "a.policy", "--check") == .findings)
        #expect(world.output.contains("a.policy"))
        #expect(try text(world, "a.policy").utf8.elementsEqual(untidy.utf8))
        try world.write(tidy, to: "a.policy")
        #expect(await world.run("policy", "format", "a.policy", "--check") == .done)
    }

    @Test func standardOutputTakesTheTextInPlaceOfTheFile() async throws {
        let world = try TestSurroundings()
        try world.write(untidy, to: "a.policy")
        #expect(await world.run("policy", "format", "a.policy", "--stdout") == .done)
        #expect(world.output.utf8.elementsEqual(tidy.utf8))
        #expect(try text(world, "a.policy").utf8.elementsEqual(untidy.utf8))
    }

    @Test func linkToAFileStaysALink() async throws {
        let world = try TestSurroundings()
        try world.write(untidy, to: "real/a.policy")
        try FileManager.default.createSymbolicLink(
            atPath: "\(world.folder)/a.policy",
            withDestinationPath: "real/a.policy"
        )
        #expect(await world.run("policy", "format", "a.policy") == .done)
        #expect(try text(world, "real/a.policy").utf8.elementsEqual(tidy.utf8))
        let link = try FileManager.default.destinationOfSymbolicLink(
            atPath: "\(world.folder)/a.policy"
        )
        #expect(link == "real/a.policy")
    }

    @Test func faultyPolicyStaysAsItIs() async throws {
        let world = try TestSurroundings()
        try world.write("policy  \"A\"\notherwise maybe", to: "a.policy")
        #expect(await world.run("policy", "format", "a.policy") == .findings)
        #expect(world.output.contains("a.policy:2:"))
        #expect(try text(world, "a.policy") == "policy  \"A\"\notherwise maybe")
        #expect(await world.run("policy", "format", "b.policy") == .unusable)
    }
}
