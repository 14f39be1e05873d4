import CountersignCore
import CountersignPolicy
import Testing

/// Whatever a text is, it is a policy or it has a finding with a place within it.
@Suite struct PolicyMutationTests {
    private static let text = """
        # Everyday checkout
        policy "Everyday checkout"
        currency EUR
        defaults
            code 6 digits
            expires in 5 minutes   # short
            attempts 5
            channels rcs, whatsapp, sms
            next channel after 20 seconds
            at most 3 sends, 30 seconds apart
            match word
        otherwise confirm
        """

    private static let pieces: [[UInt8]] = [
        "\"", "#", "\n", "\r\n", " ", "0", "99999999999", "defaults", "otherwise", "code", ",",
        "é", "日", "\u{0}", "\u{202E}", "🎉", "never", "policy \"x\"",
    ].map { Array($0.utf8) }

    @Test(arguments: UInt64(1)...40)
    func brokenTextsHaveFindingsWithinThem(_ seed: UInt64) {
        var chance = Chance(state: seed)
        for _ in 0..<50 {
            let text = mutated(&chance)
            let (policy, findings) = Policy.parse(text, file: "p")
            #expect((policy == nil) == !findings.isEmpty, "seed \(seed): \(text)")
            for finding in findings { expectWithin(text, finding, seed) }
        }
    }

    private func mutated(_ chance: inout Chance) -> String {
        var bytes = Array(Self.text.utf8)
        for _ in 0...chance.below(4) {
            let place = chance.below(bytes.count)
            switch chance.below(4) {
            case 0: bytes.remove(at: place)
            case 1: bytes[place] = UInt8(chance.below(256))
            case 2:
                bytes.insert(contentsOf: Self.pieces[chance.below(Self.pieces.count)], at: place)
            default: bytes.removeSubrange(place..<min(bytes.count, place + chance.below(30)))
            }
            if bytes.isEmpty { bytes = [0x0A] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func expectWithin(_ text: String, _ finding: Finding, _ seed: UInt64) {
        var scalars = String.UnicodeScalarView()
        var lines: [String] = []
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\r" {
                if !(scalar == "\n" && previous == "\r") {
                    lines.append(String(scalars))
                    scalars = String.UnicodeScalarView()
                }
            } else {
                scalars.append(scalar)
            }
            previous = scalar
        }
        lines.append(String(scalars))
        guard (1...lines.count).contains(finding.line) else {
            Issue.record("seed \(seed): line \(finding.line) of \(lines.count): \(text)")
            return
        }
        let line = lines[finding.line - 1]
        #expect(finding.text.utf8.elementsEqual(line.utf8), "seed \(seed)")
        #expect((1...line.count + 1).contains(finding.column), "seed \(seed): \(finding.rendered)")
        #expect(!finding.message.isEmpty)
    }
}
