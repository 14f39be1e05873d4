import CountersignCore
import Foundation
import Testing

@Suite struct Base64Tests {
    // The vectors of RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func publishedVectorsAgree(plain: String, text: String) {
        #expect(Base64.encode(plain.utf8) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
        let bare = text.filter { $0 != "=" }
        #expect(Base64URL.encode(plain.utf8) == bare)
        #expect(Base64URL.decode(bare) == Array(plain.utf8))
    }

    @Test func alphabetsDifferInTwoCharacters() {
        #expect(Base64.encode([0xFB, 0xFF, 0xBF]) == "+/+/")
        #expect(Base64URL.encode([0xFB, 0xFF, 0xBF]) == "-_-_")
        #expect(Base64URL.encodeBytes([0xFB, 0xFF, 0xBF]) == Array("-_-_".utf8))
    }

    @Test(arguments: [
        "=", "==", "====", "A", "A=", "A==", "A===", "AA", "AA=", "AAA", "AAAA=", "AAAA====",
        "AA=A", "=AAA",
        "Zh==", "Zm9=", "Zm-v", "Zm_v", "Zm9v\n", " Zm9v", "Zm 9", "Zm9é", "Zm9vZg", "Zg==Zg==",
    ])
    func otherSpellingsOfBase64AreRefused(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: [
        "=", "A", "AAAAA", "Zg==", "Zm8=", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm9v\n", " Zm9v", "Zm9v ",
        "Z.9v",
        "Zm9\u{E9}",
    ])
    func otherSpellingsOfBase64URLAreRefused(text: String) {
        #expect(Base64URL.decode(text) == nil)
        #expect(Base64URL.decode(Array(text.utf8)) == nil)
    }

    @Test func parseAndPrintAgreeAndMatchFoundation() {
        var random = SeededGenerator(seed: 4_648)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes[...])) == bytes)
        }
    }

    @Test func eachValueHasOneSpelling() {
        // All texts of two characters: those that decode, decode to different bytes.
        let alphabet = (0...255).map { UInt8($0) }
        var seen: Set<[UInt8]> = []
        for first in alphabet {
            for second in alphabet {
                guard let bytes = Base64URL.decode([first, second]) else { continue }
                #expect(seen.insert(bytes).inserted)
            }
        }
        #expect(seen.count == 256)
    }
}
