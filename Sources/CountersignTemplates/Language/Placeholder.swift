internal import CountersignCore

/// What a template may show, by the word that stands between its braces.
///
/// Source: templates.md, "Placeholders".
enum Placeholder: String, CaseIterable, Sendable {
    /// The digits that the payer types.
    case code
    /// The money, with the words of a ceiling where it is one.
    case amount
    /// The payee's name.
    case payee
    /// The merchant's order number.
    case reference
    /// Minutes that the code lives.
    case minutes
    /// The word that message and checkout share.
    case matchWord = "match_word"
    /// The brand's name.
    case brandName = "brand.name"
    /// Where the payer gets help.
    case brandSupport = "brand.support"
    /// The host of the checkout.
    case origin
    /// The hosted page.
    case pageURL = "page_url"
    /// The money before an amendment.
    case previousAmount = "previous_amount"
    /// The payee's name before an amendment.
    case previousPayee = "previous_payee"
    /// A line of advice that fits the room left.
    case tip
    /// What a button carries back that denies the payment.
    case denyToken = "deny_token"
    /// What a button carries back that confirms the payment.
    case approveToken = "approve_token"

    /// Whether a message may lack it: then it stands within its own block.
    var isOptional: Bool {
        switch self {
        case .code, .amount, .payee, .minutes, .brandName, .denyToken, .approveToken: false
        case .reference, .matchWord, .brandSupport, .origin, .pageURL, .previousAmount,
            .previousPayee, .tip:
            true
        }
    }

    /// Most characters that it can take, for the limits of the platforms.
    ///
    /// A payee of 120 bytes grows when its digit runs and hosts are broken up, by a third at most.
    var charactersMax: Int {
        switch self {
        case .code: 8
        case .amount, .previousAmount: 32
        case .payee, .previousPayee: 160
        case .reference: 128
        case .minutes: 2
        case .matchWord: 32
        case .brandName, .brandSupport: Brand.nameCharactersMax
        case .origin: 253
        case .pageURL: 2048
        case .tip: 0
        case .denyToken, .approveToken: ReplyToken.charactersMax
        }
    }

    /// Whether its value is a token of a button, which nobody reads.
    var isToken: Bool { self == .denyToken || self == .approveToken }

    /// Whether its value is taken out of what is kept of a message.
    var isSecret: Bool { self == .code || isToken }
}
