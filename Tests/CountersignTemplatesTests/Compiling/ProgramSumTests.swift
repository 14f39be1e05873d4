import CountersignCore
import Testing

@testable import CountersignTemplates

/// The sum of a program against every combination of its blocks, one by one.
@Suite struct ProgramSumTests {
    private static let values: [Placeholder: [String]] = [
        .code: ["123456", "12345678"], .payee: ["a", "[[[[", "ççç", "日"],
        .matchWord: ["MAPLE", "OAK"],
        .amount: ["EUR 1", "\u{2068}EUR 1.000\u{2069}"], .reference: ["x", "é€", "日本"],
    ]

    private static let texts = [
        "{{amount}} to {{payee}}. {{code}}",
        "{{payee}}{{#reference}} ({{reference}}){{/reference}}{{#match_word}} “{{match_word}}”{{/match_word}}",
        "{{payee}}{{#reference}} {{payee}} {{reference}}{{/reference}} {{code}}{{#reference}}!{{/reference}}",
        "{{#match_word}}{{match_word}} {{payee}}{{/match_word}}{{#reference}}ş {{payee}}{{/reference}}",
        "{{code}}{{#origin}} @ #{{code}}{{/origin}}{{#tip}} – {{/tip}}{{#match_word}}{{payee}}{{/match_word}}",
    ]

    @Test(arguments: texts)
    func everyCombinationIsCounted(_ text: String) throws {
        let source = SourceText(file: "", text: text)
        let (program, findings) = ProgramReader.read(
            TemplateText(
                source: source,
                bytes: source.bytes,
                offsets: Array(0...source.bytes.count)
            ),
            for: .plain
        )
        #expect(findings.isEmpty)
        var values: [Placeholder: ValueSets.Value] = [:]
        for placeholder in program.placeholders {
            values[placeholder] = ValueSets.Value(
                texts: try #require(TextSet(Self.values[placeholder] ?? [])),
                glyphs: .code
            )
        }
        let presence = program.blocks.reduce(into: [:]) { $0[$1] = [false, true] }
        for left in [[], [.payee]] as [Set<Placeholder>] {
            let sum = ProgramSum(program, [.exact: values, .upTo: values])
                .texts(presence, without: left)
            let slow = try #require(each(of: program, values, left))
            #expect(sum.characters == slow.characters)
            #expect(sum.bytes == slow.bytes)
            #expect(sum.gsm == slow.gsm)
            #expect(sum.foreign?.units == slow.foreign?.units)
        }
    }

    private func each(
        of program: Program,
        _ values: [Placeholder: ValueSets.Value],
        _ left: Set<Placeholder>
    ) -> TextSet? {
        let blocks = Array(program.blocks)
        var whole: TextSet?
        for choice in 0..<(1 << blocks.count) {
            var words = TextSet.empty
            var counts: [Placeholder: Int] = [:]
            var index = 0
            while index < program.steps.count {
                switch program.steps[index] {
                case .text(let bytes):
                    words = words.joined(TextSet(String(decoding: bytes, as: UTF8.self)))
                case .value(let placeholder): counts[placeholder, default: 0] += 1
                case .block(let placeholder, let end):
                    let bit = blocks.firstIndex(of: placeholder) ?? 0
                    if choice & (1 << bit) == 0 {
                        index = end
                        continue
                    }
                }
                index += 1
            }
            for (placeholder, count) in counts where !left.contains(placeholder) {
                guard let value = values[placeholder] else { continue }
                words = words.joined(value.texts.times(count))
            }
            whole = whole?.or(words) ?? words
        }
        return whole
    }
}
