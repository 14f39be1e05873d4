import CountersignCore
import CountersignKeys
import Testing

@Suite("A key file")
struct KeyFileTests {
    @Test func generatedKeysServeEveryUse() {
        let file = KeyFile.generate(at: Instant(seconds: 1), entropy: SystemEntropy())
        #expect(file.entries.map(\.use) == KeyUse.allCases)
        let keyring = SystemKeyring(file)
        let sealed = keyring.seal(Array("hello".utf8), for: Array("here".utf8))
        #expect(throws: KeyringError.sealBroken) { try keyring.open(sealed, for: [1]) }
        #expect(throws: Never.self) { try keyring.open(sealed, for: Array("here".utf8)) }
    }
}
