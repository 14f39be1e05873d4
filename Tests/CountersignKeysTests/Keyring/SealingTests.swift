import CountersignCore
import CountersignKeys
import Testing

@Suite("Sealed bytes")
struct SealingTests {
    private let keyring = SystemKeyring(Keys.file)
    private let phone = Array("+4915112345678".utf8)
    private let place = Array("confirmation/details".utf8)

    @Test(arguments: [0, 1, 15, 16, 17, 4_096])
    func whatIsSealedOpensAtItsPlace(count: Int) throws {
        let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        for place in [[], place] {
            let sealed = keyring.seal(plaintext, for: place)
            #expect(sealed.count == 2 + 8 + 12 + count + 16)
            #expect(try keyring.open(sealed, for: place) == plaintext)
        }
    }

    @Test func whatAnotherProgramSealedOpens() throws {
        let header = "01086461746130303031c8c9cacbcccdcecfd0d1d2d3"
        let sealed = try #require(
            Hex.decode(header + "ab3517f8645719bf8c794b906ee705b263e21fb60e9677aa1394c543203e")
        )
        #expect(try keyring.open(sealed, for: place) == phone)
        let empty = try #require(Hex.decode(header + "62b25a2a6f4f91aaaa50a63371f72410"))
        #expect(try keyring.open(empty, for: []).isEmpty)
    }

    @Test func sealedForOnePlaceDoesNotOpenInAnother() {
        let sealed = keyring.seal(phone, for: place)
        for other in [[], place.dropLast(), place + [0], Array("confirmation/detailz".utf8)] {
            #expect(throws: KeyringError.sealBroken) { try keyring.open(sealed, for: other) }
        }
    }

    @Test func anyFlippedBitIsRefused() throws {
        let sealed = keyring.seal(phone, for: place)
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: KeyringError.self, "bit \(bit)") {
                try keyring.open(changed, for: place)
            }
        }
        // The context that met the forgeries is as good as new.
        #expect(try keyring.open(sealed, for: place) == phone)
    }

    @Test func cutOrLengthenedBytesAreRefused() {
        let sealed = keyring.seal(phone, for: place)
        for count in 0..<sealed.count {
            #expect(throws: KeyringError.self) {
                try keyring.open(Array(sealed.prefix(count)), for: place)
            }
        }
        #expect(throws: KeyringError.sealBroken) { try keyring.open(sealed + [0], for: place) }
    }

    @Test func headerCannotLendItsBytesToThePlace() {
        // Version, id and place stand one after the other; the length keeps them apart.
        let sealed = keyring.seal(phone, for: place)
        var shifted = sealed
        shifted[1] = 7
        shifted.remove(at: 9)
        #expect(throws: KeyringError.unknownKey(use: .data, id: "data000")) {
            try keyring.open(shifted, for: [UInt8(ascii: "1")] + place)
        }
    }

    @Test func twoSealsOfTheSameBytesDiffer() {
        #expect(keyring.seal(phone, for: place) != keyring.seal(phone, for: place))
    }
}
