import CountersignCore
import CountersignTemplates
import Testing

@Suite struct TippedRenderingTests {
    private func question(
        _ reasons: Set<TipReason> = [],
        lastSeen: String? = nil,
        isHeldOut: Bool = false,
        number: UInt64 = 1
    ) -> TipQuestion {
        TipQuestion(
            reasons: reasons,
            kept: nil,
            lastSeen: lastSeen,
            confirmation: ConfirmationID(bits: UInt128(number)),
            isHeldOut: isHeldOut
        )
    }

    @Test func aTipStandsWhereItsTemplateWantsIt() throws {
        let tipped = try Taught.library().render(
            Shipped.key(),
            Shipped.values(matchWord: nil),
            tipFor: question([.newDevice])
        )
        #expect(tipped.tip == .shown(id: "was_it_you", variant: 0))
        #expect(
            tipped.message.text == """
                Pay EUR 49.99 to Acme Shoes? 042917 Was it you?

                @shop.example #042917
                """
        )
    }

    @Test func theHoldoutGetsTheMessageWithoutTheTipThatItIsCountedFor() throws {
        let library = try Taught.library()
        for number in 1...50 {
            let shown = try library.render(
                Shipped.key(),
                Shipped.values(),
                tipFor: question(number: UInt64(number))
            )
            let held = try library.render(
                Shipped.key(),
                Shipped.values(),
                tipFor: question(isHeldOut: true, number: UInt64(number))
            )
            #expect(held.tip?.fate == .holdout)
            #expect(held.tip?.id == shown.tip?.id && held.tip?.variant == shown.tip?.variant)
            #expect(held.message.text == (try library.render(Shipped.key(), Shipped.values())).text)
        }
    }

    @Test func templatesWithoutAPlaceGetNone() throws {
        let library = try Taught.library(template: "Pay {{amount}} to {{payee}}? {{code}}")
        #expect(!library.takesTip(Shipped.key()))
        let tipped = try library.render(Shipped.key(), Shipped.values(), tipFor: question())
        #expect(tipped.tip == nil)
    }

    @Test func whyThereIsNoTipIsSaid() throws {
        let library = try Taught.library()
        let long = try Shipped.values(payee: String(repeating: "Long Name ", count: 10) + "Shops")
        let full = try library.render(Shipped.key(), long, tipFor: question())
        #expect(full.tip == .noRoom)
        let untold = try Taught.library("{ tips: [], \(Taught.texts) }")
            .render(Shipped.key(), Shipped.values(), tipFor: question())
        #expect(untold.tip == .noTip)
        // A German message gets no English tip.
        let german = try Taught.library(
            changing: ["default/de/payment.sms.txt": Taught.template]
        ).render(Shipped.key(locale: "de"), Shipped.values(), tipFor: question())
        #expect(german.tip == .noTip)
    }

    @Test func aMessageIsMadeAgainWithTheSameBytes() throws {
        let library = try Taught.library()
        for number in 1...20 {
            let tipped = try library.render(
                Shipped.key(),
                Shipped.values(),
                tipFor: question(isHeldOut: number % 3 == 0, number: UInt64(number))
            )
            let again = try library.render(Shipped.key(), Shipped.values(), again: tipped.tip)
            #expect(again.redacted == tipped.message.redacted)
        }
        let gone = try library.render(
            Shipped.key(),
            Shipped.values(),
            again: .shown(id: "gone", variant: 0)
        )
        #expect(gone.text == (try library.render(Shipped.key(), Shipped.values())).text)
    }

    @Test func aTipNeverAddsAPartNorChangesTheAlphabet() throws {
        var chance = SeededChance(state: 23)
        let words = [
            "a", "€", "ç", "🎉", "[", "Never share", "  ", "日本", "code", "{", "é", "it with them",
        ]
        func text(_ most: Int, among pieces: [String]) -> String {
            (0..<Int.random(in: 1...most, using: &chance))
                .map { _ in pieces.randomElement(using: &chance) ?? "a" }.joined()
        }
        var fates: [MessageTip.Fate: Int] = [:]
        for round in 0..<60 {
            let pieces = round % 2 == 0 ? words : ["a", "€", "[", "Never share", "é"]
            var lines: Set<String> = []
            for _ in 0..<6 { lines.insert(text(14, among: pieces)) }
            let variants = lines.filter { $0.unicodeScalars.count <= 200 && !$0.contains("{") }
            let tips = variants.enumerated().map { index, line in
                "{ id: \"t\(index)\", reasons: [\"general\"], variants: [\"\(line)\"] }"
            }.joined(separator: ",")
            let block = round % 3 == 0 ? " » {{tip}} ç" : " {{tip}}"
            let template =
                "\(round % 4 == 0 ? "ç " : "")Pay {{amount}} to {{payee}}? {{code}}"
                + "{{#tip}}\(block){{/tip}}{{#origin}}\n\n@{{origin}} #{{code}}{{/origin}}"
            let library = try Taught.library(
                "{ tips: [\(tips)], \(Taught.texts) }",
                template: template
            )
            for number in 0..<60 {
                let payee = text(12, among: ["Shop ", "Läden ", "日本", "€", "Boots "])
                guard let payee = try? Payee(payee.trimmingSuffix()) else { continue }
                let values = try Shipped.values(
                    payee: payee.text,
                    origin: number % 2 == 0 ? "shop.example" : nil
                )
                let plain = SMSSegments(try library.render(Shipped.key(), values).text)
                let tipped = try library.render(
                    Shipped.key(),
                    values,
                    tipFor: question(number: UInt64(number))
                )
                let segments = SMSSegments(tipped.message.text)
                #expect(segments.parts <= plain.parts, "\(tipped.message.text)")
                #expect(segments.alphabet == plain.alphabet, "\(tipped.message.text)")
                if let fate = tipped.tip?.fate { fates[fate, default: 0] += 1 }
            }
        }
        // Otherwise nothing was tried.
        #expect(fates[.shown, default: 0] > 200 && fates[.noRoom, default: 0] > 200, "\(fates)")
    }
}

extension String {
    /// The same without spaces at its end.
    fileprivate func trimmingSuffix() -> String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
