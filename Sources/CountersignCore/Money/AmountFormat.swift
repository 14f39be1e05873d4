/// How an amount is written in one language, from our own tables.
///
/// System formatters take the number of decimals from CLDR, which differs from ISO 4217 for 13
/// currencies, and round: the payer would read another amount than the one that is bound. Here the
/// decimals are always all of them, nothing is rounded, and no binary fraction is involved.
///
/// Source: CLDR as shipped in Babel 2.18 for separators, grouping and the place of the currency;
/// ISO 4217 for decimals.
public struct AmountFormat: Sendable {
    /// Which characters may be used.
    public enum Style: Equatable, Sendable {
        /// For SMS: the ISO code, nothing outside ASCII and the GSM alphabet, and never four digits in
        /// a row, which a phone could take for the code.
        case plainASCII
        /// For WhatsApp, RCS and pages: a symbol where it can mean one currency only, else the code;
        /// the language's own spaces.
        case rich
    }

    /// Which digits are used.
    public enum Digits: Equatable, Sendable {
        /// 0 to 9, as the code itself is written.
        case latin
        /// Those of the language's script: Arabic, Bengali, Devanagari. Only ``Style/rich`` has them.
        case native
    }

    let locale: Locale
    let style: Style
    let script: Digits

    /// The format of a language such as `de`, `de-CH` or `es_MX`.
    ///
    /// A region that is not in the tables is written as its language is; an unknown language as
    /// `EUR 1,299.50`.
    public init(locale: String, style: Style, digits: Digits = .latin) {
        self.locale = Locale.find(locale)
        self.style = style
        self.script = style == .rich ? digits : .latin
    }

    /// The amount in this format.
    public func text(of amount: Amount) -> String {
        let number = number(amount)
        guard style == .rich else {
            let code = amount.currency.code
            return locale.currencyFirst ? "\(code) \(number)" : "\(number) \(code)"
        }
        if let symbol = locale.symbol(of: amount.currency) {
            let space = locale.spacesSymbol ? "\u{A0}" : ""
            return locale.currencyFirst
                ? "\(symbol)\(space)\(number)" : "\(number)\(space)\(symbol)"
        }
        let code = amount.currency.code
        return locale.currencyFirst ? "\(code)\u{A0}\(number)" : "\(number)\u{A0}\(code)"
    }

    /// A text in a run of its own direction, for use within text of the other one.
    ///
    /// Puts U+2068 before and U+2069 after. Neither is in the GSM alphabet.
    public static func isolated(_ text: String) -> String {
        "\u{2068}\(text)\u{2069}"
    }

    /// Whether text of a language runs from right to left, so that amounts in it are isolated.
    public static func isRightToLeft(locale: String) -> Bool {
        ["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv"].contains(Locale.subtags(locale)[0])
    }

    private func number(_ amount: Amount) -> String {
        let digits = amount.digits
        var text = grouped(digits.whole)
        if !digits.decimals.isEmpty { text += decimalSeparator + digits.decimals }
        guard script == .native, let zero = locale.nativeZero else { return text }
        var native = ""
        for scalar in text.unicodeScalars {
            let isDigit = (48...57).contains(scalar.value)
            let shown = isDigit ? Unicode.Scalar(zero.value + scalar.value - 48) : nil
            native.unicodeScalars.append(shown ?? scalar)
        }
        return native
    }

    private func grouped(_ whole: String) -> String {
        let count = whole.utf8.count
        // Four digits in a row could be taken for the code of an SMS, so there they are always grouped.
        let least = style == .plainASCII ? min(4, locale.digitsToGroup) : locale.digitsToGroup
        guard count >= least else { return whole }
        var text = ""
        for (place, digit) in whole.unicodeScalars.enumerated() {
            let following = count - place
            let isBorder =
                locale.groupsByTwo
                ? following == 3 || (following > 3 && following % 2 == 1)
                : following % 3 == 0
            if place > 0, isBorder { text += groupSeparator }
            text.unicodeScalars.append(digit)
        }
        return text
    }

    private var usesNativeSeparators: Bool { script == .native && locale.nativeSeparators != nil }

    private var decimalSeparator: String {
        if usesNativeSeparators, let separators = locale.nativeSeparators {
            return separators.decimal
        }
        return locale.decimal
    }

    private var groupSeparator: String {
        if usesNativeSeparators, let separators = locale.nativeSeparators {
            return separators.group
        }
        guard style == .plainASCII else { return locale.group }
        // Phones read over a space between digits when they look for the code, not over an apostrophe.
        switch locale.group {
        case "\u{202F}", "\u{A0}", "\u{2019}": return "'"
        default: return locale.group
        }
    }
}

extension Amount {
    /// The amount as it is written in a language; see ``AmountFormat``.
    ///
    /// `de` gives `1.299,50 EUR` in ``AmountFormat/Style/plainASCII`` and `1.299,50 €` in
    /// ``AmountFormat/Style/rich``.
    public func formatted(
        locale: String,
        style: AmountFormat.Style,
        digits: AmountFormat.Digits = .latin
    ) -> String {
        AmountFormat(locale: locale, style: style, digits: digits).text(of: self)
    }
}
