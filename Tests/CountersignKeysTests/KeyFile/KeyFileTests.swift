import CountersignCore
import Testing

@testable import CountersignKeys

@Suite("A key file")
struct KeyFileTests {
    private let now = Instant(milliseconds: 1_760_000_000_123)

    @Test func generatedFileHasOneCurrentKeyOfEveryUse() {
        let file = KeyFile.generate(at: now, entropy: SystemEntropy())
        #expect(file.entries.map(\.use) == KeyUse.allCases)
        for entry in file.entries {
            #expect(entry.issuedAt == Instant(seconds: 1_760_000_000))
            #expect(entry.retiredAt == nil)
            #expect(entry.id.utf8.count == (entry.use == .sign ? 43 : 8))
        }
        #expect(Set(file.entries.map(\.id)).count == KeyUse.allCases.count)
    }

    @Test func whatIsWrittenIsWhatIsRead() throws {
        let made = try KeyFile.generate(at: now, entropy: SystemEntropy())
            .rotated(.code, at: now.advanced(bySeconds: 60), entropy: SystemEntropy())
        let read = try KeyFile(parsing: made.text)
        #expect(read.entries == made.entries)
        #expect(read.keys.map(\.secret) == made.keys.map(\.secret))
        #expect(read.keys.map(\.publicKey) == made.keys.map(\.publicKey))
        #expect(read.text == made.text)
    }

    @Test func rotationRetiresTheOldKeyAndKeepsIt() throws {
        let file = Keys.file
        let later = Instant(seconds: 1_770_000_000)
        for use in KeyUse.allCases {
            let old = file.current(use).id
            let rotated = try file.rotated(
                use,
                at: later,
                entropy: SystemEntropy(),
                includingIndex: true
            )
            #expect(rotated.entries.count == file.entries.count + 1)
            #expect(rotated.current(use).id != old)
            #expect(rotated.current(use).issuedAt == later)
            #expect(rotated.entries.first { $0.id == old }?.retiredAt == later)
            for other in KeyUse.allCases where other != use {
                #expect(rotated.current(other).id == file.current(other).id)
            }
        }
    }

    @Test func indexKeyIsRotatedOnlyWhenSaidSo() {
        #expect(throws: KeyFileFault.indexRotation) {
            try Keys.file.rotated(.index, at: now, entropy: SystemEntropy())
        }
    }

    @Test func keyRetiredByAClockThatWentBackStillReads() throws {
        let early = Instant(seconds: 5)
        let rotated = try Keys.file.rotated(.data, at: early, entropy: SystemEntropy())
        #expect(throws: Never.self) { try KeyFile(parsing: rotated.text) }
    }

    @Test func nothingSecretIsPrinted() {
        var shown = ""
        dump(Keys.file, to: &shown)
        dump(SystemKeyring(Keys.file), to: &shown)
        shown += "\(Keys.file) \(String(reflecting: Keys.file)) \(Keys.file.entries)"
        #expect(shown.contains("code0001"))
        for secret in ["AAECAwQF", "nWGxne_9", "000102", "0, 1, 2, 3"] {
            #expect(!shown.contains(secret))
        }
    }
}
