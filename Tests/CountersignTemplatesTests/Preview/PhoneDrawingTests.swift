import CountersignCore
import CountersignTemplates
import Testing

/// What a terminal shows of a message.
@Suite struct PhoneDrawingTests {
    private func lines(
        _ channel: Channel,
        brand: String = "default",
        confirmsByButton: Bool = false
    ) throws -> [String] {
        let preview = try Shipped.library().preview(
            Shipped.key("payment", channel, brand: brand),
            Shipped.values(confirmsByButton: confirmsByButton)
        )
        return PhoneDrawing(preview.screen).lines.map(\.text)
    }

    private func inside(_ lines: [String]) -> String {
        lines.filter { $0.hasPrefix("│") }
            .map { $0.dropFirst(2).dropLast(2).trimmed }.joined(separator: " ")
    }

    @Test func bubbleHoldsTheWholeMessage() throws {
        let lines = try lines(.sms)
        #expect(lines.first?.hasPrefix("╭") == true)
        #expect(lines.last?.hasPrefix("╰") == true)
        let message = try Shipped.library().render(Shipped.key(), Shipped.values())
        let words = inside(lines).split(separator: " ")
        #expect(words == message.text.split { " \n".contains($0) })
    }

    @Test func everyLineOfABoxIsAsWide() throws {
        for channel in [Channel.sms, .rcs, .whatsapp, .email] {
            let boxed = try lines(channel).filter { !$0.hasPrefix(" ") }
            #expect(Set(boxed.map(\.unicodeScalars.count)) == [48])
        }
    }

    @Test func cardHasPictureTitleTextAndButtons() throws {
        let lines = try lines(.rcs, brand: "example-shoes", confirmsByButton: true)
        #expect(lines.first == "  example_shoes_agent")
        let text = inside(lines)
        #expect(text.contains("▒▒ https://shoes.example/brand/card.png"))
        for button in ["[ Approve ]", "[ This wasn't me ]", "[ Help ↗ ]"] {
            #expect(text.contains(button))
        }
        #expect(lines.contains("  without RCS:"))
    }

    @Test func codeOnlyHasItsButton() throws {
        #expect(inside(try lines(.whatsapp)).contains("[ Copy code ⧉ ]"))
    }

    @Test func pairIsTwoBubblesInOrder() throws {
        let file = ApprovalTests.compositions[1].file
        let (library, _) = Shipped.load(changing: ["default/en/payment.whatsapp.json": file])
        let preview = try #require(library).preview(
            Shipped.key("payment", .whatsapp),
            Shipped.values()
        )
        guard case .bubble(let first, let buttons) = preview.screen.pieces.first,
            case .bubble(let second, _) = preview.screen.pieces.last
        else {
            Issue.record("two bubbles belong here: \(preview.screen.pieces)")
            return
        }
        #expect(
            first == "You are paying €49.99 to Acme Shoes. Your code comes next.\n\n"
                + "Not you? Tap below."
        )
        #expect(buttons.map(\.label) == ["This wasn't me"])
        #expect(second == "042917 is your code.")
    }

    @Test func wideCharactersKeepTheFrame() throws {
        let preview = try Shipped.library().preview(
            Shipped.key(),
            Shipped.values(payee: "靴屋靴屋靴屋靴屋靴屋靴屋靴屋靴屋靴屋靴屋靴屋靴屋")
        )
        let rows = PhoneDrawing(preview.screen).lines.map(\.text).filter { $0.hasPrefix("│") }
        for row in rows {
            let wide = row.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
            #expect(row.unicodeScalars.count + wide == 48)
        }
    }

    @Test func secondLooksAreNamed() throws {
        let library = try Shipped.library()
        let plain = try library.preview(Shipped.key(), Shipped.values())
        #expect(plain.findings.isEmpty)
        let foreign = try library.preview(Shipped.key(), Shipped.values(payee: "Çiçek"))
        #expect(foreign.findings.contains { $0.contains("U+0") && $0.contains("UCS-2") })
        let page = try library.preview(Shipped.key("payment", .whatsapp), Shipped.values())
        #expect(page.findings == ["the payer sees amount and payee on the page alone"])
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
