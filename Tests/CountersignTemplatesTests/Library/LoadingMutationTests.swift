import CountersignCore
import CountersignTemplates
import Testing

/// Whatever a file holds, it loads and renders soundly, or it has a finding.
@Suite struct LoadingMutationTests {
    private static let pieces: [[UInt8]] = [
        "{{", "}}", "{{code}}", "{{payee}}", "{{#origin}}", "{{/origin}}", "\"", "\\", "\n", "}",
        "{", "0000", "é", "\u{202E}", "\\u0041", "\\ud83c", "//", ",", "🎉",
    ].map { Array($0.utf8) }

    /// Each form in one language of either direction.
    private static let paths = Shipped.files.keys.sorted().filter { path in
        ["default/brand", "default/en/payment", "default/en/amended", "default/ar/payment"]
            .contains { path.hasPrefix($0) }
    }

    @Test(arguments: paths)
    func brokenFilesHaveFindings(_ path: String) throws {
        var chance = SeededChance(state: UInt64(path.utf8.count) &* 977)
        let original = Array(try #require(Shipped.files[path]).utf8)
        for round in 0..<4 {
            var bytes = original
            for _ in 0...Int.random(in: 0...3, using: &chance) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &chance)
                switch Int.random(in: 0...3, using: &chance) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = UInt8.random(in: 0...255, using: &chance)
                case 2:
                    let piece = Self.pieces.randomElement(using: &chance) ?? []
                    bytes.insert(contentsOf: piece, at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 20))
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let (library, findings) = Shipped.load(changing: [path: text])
            #expect((library == nil) == !findings.isEmpty, "\(path) \(round): \(text)")
            for finding in findings {
                #expect(finding.line == 0 || finding.file == "Templates/\(path)", "\(round)")
                #expect(finding.column <= finding.text.count + 1, "\(finding.rendered)")
            }
            if let library { try expectSound(library, "\(path) \(round): \(text)") }
        }
    }

    private func expectSound(_ library: TemplateLibrary, _ comment: String) throws {
        for channel in [Channel.sms, .whatsapp, .rcs, .email] {
            for locale in ["en", "de"] {
                let key = Shipped.key("payment", channel, locale: locale)
                let message = try library.render(key, Shipped.values())
                #expect(message.text.contains("042917"), "\(comment)")
                if let content = message.content {
                    #expect(throws: Never.self, "\(comment)") { try JSONReader.read(content) }
                }
            }
        }
    }
}
