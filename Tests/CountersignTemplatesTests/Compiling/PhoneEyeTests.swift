import CountersignCore
import Testing

@testable import CountersignTemplates

/// What a phone's eye takes for a code or a link.
@Suite struct PhoneEyeTests {
    private func faults(_ text: String) -> Set<PhoneEye.Fault> {
        Set(GlyphSet([text]).read(from: [.start]).faults.keys)
    }

    @Test(
        arguments: [
            ("Pay EUR 1,299.50 to Acme.", []), ("12'345", []), ("in 5 minutes", []),
            ("1299,50", [PhoneEye.Fault.digits]), ("482 913", [.digits]), ("48-29", [.digits]),
            ("48 - 29", []), ("48  29", []), ("٤٨٢٩", [.digits]), ("12 34", [.digits]),
            ("shop.example", [.link]), ("see http://x", [.link]), ("Min. Old", []),
            ("Done.Never", [.link]), ("z.B. so", []), ("a:b/c", []), ("24/7", []),
        ] as [(String, Set<PhoneEye.Fault>)]
    )
    func faultIsSeen(_ row: (text: String, faults: Set<PhoneEye.Fault>)) {
        #expect(faults(row.text) == row.faults)
    }

    @Test(
        arguments: [
            ("x", "", true), ("1 ", "", true), ("1-", "", true), ("", "5", true), ("", " 5", true),
            ("", "a", true), ("", " a", false), ("", ", 5", false), (": ", ".", false),
            ("#", "", false), ("EUR 5.00: ", " ok", false), ("12. ", ". 34", false),
        ]
    )
    func codeStandsAlone(_ row: (before: String, after: String, isTouched: Bool)) {
        var states: Set<PhoneEye> = [.start]
        var faults: Set<PhoneEye.Fault> = []
        for set in [GlyphSet([row.before]), .code, GlyphSet([row.after])] {
            let read = set.read(from: states)
            states = read.after
            faults.formUnion(read.faults.keys)
        }
        #expect(faults.contains(.touchedCode) == row.isTouched)
    }

    /// Whatever a payee is called, the words around it show whether it can do harm.
    @Test func harmlessWordsCoverEveryName() throws {
        var chance = SeededChance(state: 99)
        let pieces = [
            "1", "23", "456789", ".", "com", "a", " ", "-", ":", "/", "//", "@", "é", "日", "٣", "'",
        ]
        for _ in 0..<3_000 {
            let name = (0..<Int.random(in: 1...8, using: &chance))
                .map { _ in pieces.randomElement(using: &chance) ?? "" }.joined()
            guard let payee = try? Payee(name) else { continue }
            let before =
                ["to ", "12", "12 ", "a.", "https:", ""].randomElement(using: &chance) ?? ""
            let after = [".com", "34", " 34", ". ", "/", ""].randomElement(using: &chance) ?? ""
            let all = read([GlyphSet([before]), .harmless(digits: true), GlyphSet([after])])
            let shown = SafeText.make(payee.text, in: .plain)
            let one = read([GlyphSet([before]), GlyphSet([shown]), GlyphSet([after])])
            #expect(one.isSubset(of: all), "\(before)|\(shown)|\(after)")
            #expect(read([GlyphSet([shown])]).isEmpty, "\(shown)")
        }
    }

    private func read(_ sets: [GlyphSet]) -> Set<PhoneEye.Fault> {
        var states: Set<PhoneEye> = [.start]
        var faults: Set<PhoneEye.Fault> = []
        for set in sets {
            let read = set.read(from: states)
            states = read.after
            faults.formUnion(read.faults.keys)
        }
        return faults
    }
}
