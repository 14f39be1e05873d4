import CountersignCore
import CountersignTemplates
import Testing

/// How much room a message has left.
@Suite struct MessageRoomTests {
    @Test(
        arguments: [
            (String(repeating: "a", count: 150), String(repeating: "b", count: 10), true),
            (String(repeating: "a", count: 150), String(repeating: "b", count: 11), false),
            // Two septets each, from the extension table.
            (String(repeating: "a", count: 150), "€€€€€", true),
            (String(repeating: "a", count: 150), "€€€€€€", false),
            // One foreign character makes the whole text UCS-2.
            (String(repeating: "a", count: 60), "ççççç ççç", true),
            (String(repeating: "a", count: 60), "ççççç ççççç", false),
            (String(repeating: "ç", count: 60), "aaaaaaaaaa", true),
            (String(repeating: "ç", count: 60), "aaaaaaaaaaa", false),
            // An emoji is a pair of units.
            (String(repeating: "ç", count: 60), "🎉🎉🎉🎉🎉", true),
            (String(repeating: "ç", count: 60), "🎉🎉🎉🎉🎉a", false),
            // Two parts stay two: 2 × 153, less one for the border.
            (String(repeating: "a", count: 300), "bbbbb", true),
            (String(repeating: "a", count: 300), "bbbbbb", false),
            ("", String(repeating: "b", count: 160), true),
        ]
    )
    func wordsFitAsLongAsNoPartIsAdded(_ row: (text: String, words: String, fits: Bool)) {
        #expect(MessageRoom.left(inSMS: row.text).takes(row.words) == row.fits)
    }

    @Test func whatFitsNeverCostsAPart() {
        var chance = SeededChance(state: 7)
        let pieces = ["a", "€", "ç", "🎉", "[", "bcdefgh", "  ", "日本"]
        for round in 0..<4_000 {
            let isLong = round % 2 == 0
            func words(_ most: Int) -> String {
                let alphabet = Bool.random(using: &chance) ? pieces : ["a", "€", "[", "bcdefgh"]
                return (0..<Int.random(in: 0...most, using: &chance))
                    .map { _ in alphabet.randomElement(using: &chance) ?? "" }.joined()
            }
            let before = words(isLong ? 120 : 20)
            let after = words(20)
            let tip = words(20)
            let room = MessageRoom.left(inSMS: before + after)
            let parts = max(1, SMSSegments(before + after).parts)
            let partsWithTip = SMSSegments(before + tip + after).parts
            if room.takes(tip) {
                #expect(partsWithTip <= parts, "\(before)|\(tip)|\(after)")
            } else if parts == 1 {
                #expect(partsWithTip > 1, "\(before)|\(tip)|\(after)")
            }
        }
    }

    @Test func otherChannelsCountCharacters() {
        let room = MessageRoom.left(characters: 5)
        #expect(room.takes("日本語🎉!"))
        #expect(!room.takes("123456"))
        #expect(room.left(in: .ucs2) == 5)
        #expect(!MessageRoom.left(characters: -3).takes("a"))
    }

    // MARK: - Templates

    private static let text =
        "{{amount}} to {{payee}}. Code {{code}}.{{#tip}} Note: {{tip}}{{/tip}}"

    private func roomForTip(_ text: String, payee: String) throws -> (MessageRoom?, Int) {
        let (library, findings) = Shipped.load(changing: ["default/en/payment.sms.txt": text])
        let loaded = try #require(library, "\(findings)")
        let values = try Shipped.values(payee: payee)
        return (
            try loaded.roomForTip(Shipped.key(), values),
            try loaded.render(Shipped.key(), values).text.utf16.count
        )
    }

    @Test func wordsOfTheTipsBlockCount() throws {
        let (room, units) = try roomForTip(Self.text, payee: "Acme")
        #expect(try #require(room).left(in: .gsm7) == 160 - units - " Note: ".utf8.count)
    }

    @Test func foreignPayeeLeavesRoomInUnits() throws {
        let (room, units) = try roomForTip(Self.text, payee: "Çiçek")
        #expect(try #require(room).left(in: .ucs2) == 70 - units - " Note: ".utf8.count)
        #expect(try #require(room).left(in: .gsm7) == nil)
    }

    @Test func templateWithoutPlaceForATipHasNoRoom() throws {
        #expect(try roomForTip("{{amount}} to {{payee}}. Code {{code}}.", payee: "Acme").0 == nil)
    }

    @Test func tipIsShownWhereItsBlockStands() throws {
        let (library, _) = Shipped.load(changing: ["default/en/payment.sms.txt": Self.text])
        var values = try Shipped.values(payee: "Acme")
        values.tip = "Never read it out."
        let text = try #require(library).render(Shipped.key(), values).text
        #expect(text.hasSuffix("Code 042917. Note: Never read it out."))
    }
}
