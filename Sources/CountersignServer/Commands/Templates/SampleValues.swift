import CountersignCore
import CountersignTemplates

/// The payment that templates are shown with: an example, each value of one's own choosing.
enum SampleValues {
    /// The options for its values.
    static let options: [Synopsis.Option] = [
        .value("amount", "MONEY", "default: \"49.99 EUR\""),
        .value("previous-amount", "MONEY", "the amount before an amendment"),
        .value("previous-payee", "NAME", "the payee before an amendment"),
        .value("payee", "NAME", "default: Acme Shoes"),
        .value("reference", "TEXT", "default: order-1234"),
        .value("bound", "BOUND", "exact (default) or up_to"),
        .value("origin", "HOST", "host of the checkout, for the last line of an SMS"),
        .value("match-word", "WORD", "the word that message and checkout share"),
        .value("minutes", "NUMBER", "minutes that the code lives (default: 5)"),
        .value("country", "COUNTRY", "the payer's country, for the sender: US, IN, …"),
        .value("page-url", "URL", "the hosted page"),
        .flag("confirm-by-button", "as if the policy let a button confirm"),
    ]

    /// The example's code; no message with it is ever sent.
    static let code: OneTimeCode = {
        guard let code = OneTimeCode(digits: "042917") else {
            preconditionFailure("Six digits are a code.")
        }
        return code
    }()

    /// The values of the arguments, with examples for those that are not given.
    static func values(_ arguments: Arguments) throws(UsageFault) -> TemplateValues {
        let purpose = arguments.parameter(0)
        let hasAmount = Purpose(rawValue: purpose)?.hasAmount ?? true
        let amount = try arguments.amount("amount") ?? euros(4_999)
        let name = arguments.value("payee") ?? "Acme Shoes"
        return TemplateValues(
            code: code,
            amount: hasAmount ? amount : nil,
            bound: try arguments.word("bound", as: Bound.self) ?? .exact,
            payee: try MerchantFacts.name(name, of: "--payee"),
            reference: arguments.value("reference") ?? "order-1234",
            minutes: try arguments.integer("minutes", in: 1...10) ?? 5,
            matchWord: arguments.value("match-word"),
            origin: try arguments.value("origin").map(MerchantFacts.origin),
            pageURL: arguments.value("page-url"),
            previousAmount: try arguments.amount("previous-amount")
                ?? (purpose == "amended" ? euros(4_499) : nil),
            previousPayee: try arguments.value("previous-payee").map { name throws(UsageFault) in
                try MerchantFacts.name(name, of: "--previous-payee")
            },
            country: arguments.value("country"),
            denyToken: token(.deny),
            // The templates that only a button confirms can't be shown without one.
            approveToken: arguments.has("confirm-by-button") || arguments.has("html")
                || arguments.value("channel") == Channel.whatsapp.rawValue
                ? token(.approve) : nil
        )
    }

    /// The example with every value that its purpose has, as the longest message takes them.
    static func full(_ purpose: String) -> TemplateValues {
        guard let payee = try? Payee("Acme Shoes") else {
            preconditionFailure("The example's payee is a name.")
        }
        let hasAmount = Purpose(rawValue: purpose)?.hasAmount ?? true
        return TemplateValues(
            code: code,
            amount: hasAmount ? euros(129_950) : nil,
            bound: .upTo,
            payee: payee,
            reference: "order-1234",
            minutes: 5,
            matchWord: "MAPLE",
            origin: "shop.example",
            pageURL: "https://confirm.shop.example/c/cnf_01KAPM00000000000000000002",
            previousAmount: purpose == "amended" ? euros(4_499) : nil,
            denyToken: token(.deny),
            approveToken: token(.approve)
        )
    }

    private static func euros(_ minorUnits: Int64) -> Amount? {
        Currency("EUR").flatMap { Amount(minorUnits: minorUnits, currency: $0) }
    }

    /// As long as a true one, and of no use.
    static func token(_ action: ReplyToken.Action) -> ReplyToken {
        let zeroes = [UInt8](repeating: 0, count: ReplyToken.macBytes)
        let id = ConfirmationID(at: Instant(seconds: 0), random: Array(zeroes.prefix(10)))
        return ReplyToken(action, of: id, mac: zeroes)
    }
}
