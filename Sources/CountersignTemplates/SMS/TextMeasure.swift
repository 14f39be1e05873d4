/// How long a text is in each way of counting, in one pass.
///
/// The measures of pieces add up to that of the whole.
struct TextMeasure: Equatable, Sendable {
    /// Septets; nil when the 7-bit alphabet lacks one of the characters.
    var septets: Int? = 0
    /// 16-bit units.
    var units = 0
    /// Unicode scalars.
    var characters = 0

    /// Nothing.
    init() {}

    /// A text.
    init(_ text: String) {
        var septets = 0
        var isForeign = false
        for scalar in text.unicodeScalars {
            let width = GSMAlphabet.septets(of: scalar)
            if width == 0 { isForeign = true }
            septets += width
            units += scalar.value > 0xFFFF ? 2 : 1
            characters += 1
        }
        self.septets = isForeign ? nil : septets
    }

    /// Adds another text's.
    static func += (sum: inout TextMeasure, more: TextMeasure) {
        if let septets = sum.septets, let others = more.septets {
            sum.septets = septets + others
        } else {
            sum.septets = nil
        }
        sum.units += more.units
        sum.characters += more.characters
    }
}
