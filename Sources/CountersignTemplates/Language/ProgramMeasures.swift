/// How long a program's own words are, step by step, so that only values are measured for each message.
struct ProgramMeasures: Sendable {
    private let program: Program
    private let words: [TextMeasure]

    init(_ program: Program) {
        self.program = program
        words = program.steps.map { step in
            guard case .text(let bytes) = step else { return TextMeasure() }
            return TextMeasure(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// The length of the text with its values, and apart from it that of the blocks of a tip with nothing
    /// for the tip.
    func measure(_ facts: Facts) -> (text: TextMeasure, tipBlock: TextMeasure) {
        var text = TextMeasure()
        var tipBlock = TextMeasure()
        var tipEnd = 0
        var index = 0
        while index < program.steps.count {
            var more = words[index]
            switch program.steps[index] {
            case .text: break
            case .value(.tip): break
            case .value(let placeholder):
                more = TextMeasure(facts.text(of: placeholder, in: program.setting))
            case .block(.tip, let end): tipEnd = end
            case .block(let placeholder, let end):
                if !facts.has(placeholder) {
                    index = end
                    continue
                }
            }
            if index < tipEnd { tipBlock += more } else { text += more }
            index += 1
        }
        return (text, tipBlock)
    }
}
