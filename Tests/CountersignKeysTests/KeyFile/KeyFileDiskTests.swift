import CountersignCore
import Foundation
import Testing

@testable import CountersignKeys

@Suite("A key file on disk")
final class KeyFileDiskTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "countersign-keys-\(UUID().uuidString)")
    private var path: String { folder.appending(path: "keys.json").path }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func setMode(_ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func createdFileIsForItsOwnerAloneAndReads() throws {
        try Keys.file.write(creating: path)
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        #expect(facts[.posixPermissions] as? Int == 0o600)
        #expect(try KeyFile(readingFrom: path).entries == Keys.file.entries)
        #expect(try names() == ["keys.json"])
    }

    @Test func fileThatIsThereIsNeverOverwritten() throws {
        try Keys.file.write(creating: path)
        let other = KeyFile.generate(at: Instant(seconds: 0), entropy: SystemEntropy())
        #expect(throws: KeyFileFault.alreadyExists(path: path)) {
            try other.write(creating: path)
        }
        #expect(try KeyFile(readingFrom: path).entries == Keys.file.entries)
        #expect(try names() == ["keys.json"])
    }

    @Test func missingFileNamesTheCommandThatMakesOne() throws {
        let fault = #expect(throws: KeyFileFault.missing(path: path)) {
            try KeyFile(readingFrom: path)
        }
        #expect(try #require(fault).description.contains("countersign init"))
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o620, 0o601, 0o666])
    func fileOpenToOthersIsRefusedWithTheRemedy(mode: Int) throws {
        try Keys.file.write(creating: path)
        try setMode(mode)
        let fault = #expect(throws: KeyFileFault.openToOthers(path: path, mode: UInt32(mode))) {
            try KeyFile(readingFrom: path)
        }
        #expect(try #require(fault).description.contains("chmod 600 \(path)"))
    }

    @Test func fileThatOnlyItsOwnerMayReadIsFine() throws {
        try Keys.file.write(creating: path)
        try setMode(0o400)
        #expect(try KeyFile(readingFrom: path).entries == Keys.file.entries)
    }

    @Test func folderIsNoKeyFile() {
        #expect(throws: KeyFileFault.notAFile(path: folder.path)) {
            try KeyFile(readingFrom: folder.path)
        }
    }

    @Test func hugeFileIsRefusedUnread() throws {
        try Data(count: KeyFile.bytesMax + 1).write(to: URL(filePath: path))
        try setMode(0o600)
        #expect(throws: KeyFileFault.tooLarge(path: path, bytesMax: KeyFile.bytesMax)) {
            try KeyFile(readingFrom: path)
        }
    }

    @Test func folderThatIsNotThereIsNamed() {
        let lost = folder.appending(path: "no/keys.json").path
        let fault = #expect(throws: KeyFileFault.self) { try Keys.file.write(creating: lost) }
        guard case .unwritable(let path, _)? = fault else {
            Issue.record("refused for another reason")
            return
        }
        #expect(path == lost)
    }

    @Test func rotatedFileReplacesTheOldOne() throws {
        try Keys.file.write(creating: path)
        let rotated = try Keys.file.rotated(
            .sign,
            at: Instant(seconds: 1_770_000_000),
            entropy: SystemEntropy()
        )
        try rotated.write(replacing: path)
        #expect(try KeyFile(readingFrom: path).entries == rotated.entries)
        #expect(try names() == ["keys.json"])
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        #expect(facts[.posixPermissions] as? Int == 0o600)
    }

    @Test func replacingNeverLosesAKey() throws {
        let rotated = try Keys.file.rotated(
            .code,
            at: Instant(seconds: 0),
            entropy: SystemEntropy()
        )
        try rotated.write(creating: path)
        #expect(throws: KeyFileFault.wouldLoseKeys(path: path)) {
            try Keys.file.write(replacing: path)
        }
        #expect(try KeyFile(readingFrom: path).entries == rotated.entries)
    }

    @Test func replacingThroughALinkKeepsTheLink() throws {
        try Keys.file.write(creating: path)
        let link = folder.appending(path: "link.json")
        try FileManager.default.createSymbolicLink(
            atPath: link.path,
            withDestinationPath: "keys.json"
        )
        let rotated = try Keys.file.rotated(
            .code,
            at: Instant(seconds: 0),
            entropy: SystemEntropy()
        )
        try rotated.write(replacing: link.path)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "keys.json")
        #expect(try KeyFile(readingFrom: path).entries == rotated.entries)
    }

    @Test func leftoverOfAnInterruptedWriteIsNamedAndKept() throws {
        try Data("half".utf8).write(to: URL(filePath: path + ".new"))
        #expect(throws: KeyFileFault.unfinishedWrite(path: path + ".new")) {
            try Keys.file.write(creating: path)
        }
        #expect(try names() == ["keys.json.new"])
    }

    @Test func keysOfARetiredGenerationReadFromAnyOrder() throws {
        let rotated = try Keys.file.rotated(
            .code,
            at: Instant(seconds: 0),
            entropy: SystemEntropy()
        )
        let turned = KeyFile(keys: rotated.keys.reversed())
        try turned.write(creating: path)
        let read = try KeyFile(readingFrom: path)
        #expect(read.current(.code).id == rotated.current(.code).id)
    }
}
