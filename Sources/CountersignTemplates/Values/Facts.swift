internal import CountersignCore

/// The values of one message in words, ready to be put in.
struct Facts {
    private let values: TemplateValues
    private let digits: String
    private let brand: Brand
    private let ceiling: CeilingWords
    private let money: MoneyWords

    /// The values of one payment in a brand's words.
    init(
        _ values: TemplateValues,
        digits: String,
        brand: Brand,
        ceiling: CeilingWords,
        money: MoneyWords
    ) {
        self.values = values
        self.digits = digits
        self.brand = brand
        self.ceiling = ceiling
        self.money = money
    }

    /// Whether a value is there, so that its block is shown.
    func has(_ placeholder: Placeholder) -> Bool {
        switch placeholder {
        case .code, .payee, .minutes, .brandName: true
        case .amount: values.amount != nil
        case .reference: !values.reference.isEmpty
        case .matchWord: values.matchWord != nil
        case .brandSupport: brand.support != nil
        case .origin: origin != nil
        case .pageURL: values.pageURL != nil
        case .previousAmount: values.previousAmount != nil
        case .previousPayee: values.previousPayee != nil
        case .tip: values.tip != nil
        case .denyToken: values.denyToken != nil
        case .approveToken: values.approveToken != nil
        }
    }

    /// A value as it stands in the message; empty when absent.
    func text(of placeholder: Placeholder, in setting: Program.Setting) -> String {
        switch placeholder {
        case .code: digits
        case .amount: text(of: values.amount, in: setting)
        case .payee: SafeText.make(values.payee.text, in: setting)
        case .reference: SafeText.make(values.reference, in: setting)
        case .minutes: String(values.minutes)
        case .matchWord: values.matchWord ?? ""
        case .brandName: SafeText.make(brand.name, in: setting)
        case .brandSupport: brand.support ?? ""
        case .origin: origin ?? ""
        case .pageURL: values.pageURL ?? ""
        case .previousAmount: text(of: values.previousAmount, in: setting)
        case .previousPayee: values.previousPayee.map { SafeText.make($0.text, in: setting) } ?? ""
        case .tip: values.tip ?? ""
        case .denyToken: values.denyToken?.text ?? ""
        case .approveToken: values.approveToken?.text ?? ""
        }
    }

    /// The merchant's host, else the brand's.
    ///
    /// Anything but a host's letters would break the line that browsers read, so it counts as absent.
    private var origin: String? {
        guard let host = values.origin ?? brand.origin, Brand.isHost(host) else { return nil }
        return host
    }

    private func text(of amount: Amount?, in setting: Program.Setting) -> String {
        guard let amount else { return "" }
        let text = money.text(of: amount, in: setting)
        return switch values.bound {
        case .exact: text
        case .upTo: ceiling.before + text + ceiling.after
        }
    }
}
