import CountersignCore
import Testing

@Suite struct HexTests {
    @Test func everyByteHasTwoLowerCaseDigits() {
        #expect(Hex.encode([]) == "")
        #expect(Hex.encode([0x00, 0x0A, 0xFF]) == "000aff")
        let bytes = (0...255).map { UInt8($0) }
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        #expect(Hex.decode(Hex.encode(bytes).uppercased()) == bytes)
    }

    @Test(arguments: ["0", "0g", "g0", " 00", "0x00", "00 ", "é0", "\u{FF10}0", "00\n"])
    func otherTextsAreRefused(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
