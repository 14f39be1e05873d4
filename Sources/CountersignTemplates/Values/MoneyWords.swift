internal import CountersignCore

/// How one language writes money, looked up once for each template.
struct MoneyWords: Sendable {
    /// The language's tag.
    let locale: String
    private let plain: AmountFormat
    private let rich: AmountFormat
    /// Whether its text runs from right to left.
    let isRightToLeft: Bool

    /// The habits of a language.
    init(locale: String) {
        self.locale = locale
        self.plain = AmountFormat(locale: locale, style: .plainASCII)
        self.rich = AmountFormat(locale: locale, style: .rich)
        self.isRightToLeft = AmountFormat.isRightToLeft(locale: locale)
    }

    /// An amount, in a run of its own where the text around it runs the other way.
    func text(of amount: Amount, in setting: Program.Setting) -> String {
        let text = setting == .plain ? plain.text(of: amount) : rich.text(of: amount)
        return isRightToLeft ? AmountFormat.isolated(text) : text
    }
}
