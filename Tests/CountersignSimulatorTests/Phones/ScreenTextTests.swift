import CountersignAPI
import CountersignCore
import Testing

@testable import CountersignSimulator

@Suite struct ScreenTextTests {
    private func card(
        _ channel: Channel = .sms,
        from: String = "ACME",
        title: String? = nil,
        text: String,
        buttons: [String] = []
    ) throws -> String {
        ScreenText.card(
            SimulatedMessage(
                channel: channel,
                to: .phone(try Stage.phone()),
                from: from,
                title: title,
                text: text,
                buttons: buttons,
                reference: nil,
                at: Instant(seconds: 1_767_225_600)
            )
        )
    }

    private func widths(_ card: String) -> [Int] {
        card.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.reduce(0) { $0 + ShownCharacter($1).width }
        }
    }

    @Test func aTextIsBrokenAtSpaces() throws {
        #expect(
            try card(
                text: "Pay 49.99 EUR to Acme Shoes? Your code is 042917. Valid 5 min. "
                    + "Never share it.\n\n@shop.example #042917"
            ) == """
                ┌─ SIMULATOR · SMS from ACME to +49•••••••678 ─────────────┐
                │ Pay 49.99 EUR to Acme Shoes? Your code is 042917. Valid  │
                │ 5 min. Never share it.                                   │
                │                                                          │
                │ @shop.example #042917                                    │
                └─ 2026-01-01T00:00:00Z ───────────────────────────────────┘
                """
        )
    }

    @Test func aCardShowsTitleTextAndButtons() throws {
        #expect(
            try card(.rcs, title: "49.99 EUR to Acme", text: "042917", buttons: ["Open", "Help"])
                == """
                ┌─ SIMULATOR · RCS from ACME to +49•••••••678 ─────────────┐
                │ 49.99 EUR to Acme                                        │
                │                                                          │
                │ 042917                                                   │
                │                                                          │
                │ [ Open ]                                                 │
                │ [ Help ]                                                 │
                └─ 2026-01-01T00:00:00Z ───────────────────────────────────┘
                """
        )
    }

    @Test(arguments: [
        String(repeating: "x", count: 200), String(repeating: "認証コード", count: 30),
        "word \(String(repeating: "y", count: 56)) word", "", "\r\n\r\n", "a\tb",
        "आपका सत्यापन कोड 042917 है", "\u{202E}reversed\u{7}",
    ])
    func noLineIsWiderThanTheCard(text: String) throws {
        let shown = try card(
            .whatsapp,
            from: String(repeating: "名", count: 40),
            title: text,
            text: text,
            buttons: [text]
        )
        #expect(widths(shown).allSatisfy { $0 == ScreenText.columnsMax })
        #expect(!shown.unicodeScalars.contains { $0.value == 0x202E || $0.value == 7 })
        #expect(shown.hasPrefix("┌─ SIMULATOR · WhatsApp from "))
    }
}
