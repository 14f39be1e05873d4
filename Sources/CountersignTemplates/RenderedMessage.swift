public import CountersignCore

/// What a template may show of one payment.
///
/// Amounts are formatted by the room itself.
public struct TemplateValues: Sendable {
    /// The code.
    public var code: OneTimeCode
    /// The money; nil for purposes without an amount.
    public var amount: Amount?
    /// Whether the amount is exact or a ceiling.
    public var bound: Bound
    /// The payee's name.
    public var payee: Payee
    /// The merchant's order number.
    public var reference: String
    /// Minutes that the code lives, rounded up.
    public var minutes: Int
    /// The word that message and checkout share, where the policy wants one.
    public var matchWord: String?
    /// The host of the merchant's checkout, where set.
    public var origin: String?
    /// The hosted page, where there is one.
    public var pageURL: String?
    /// The amount before an amendment that changed it.
    public var previousAmount: Amount?
    /// The payee before an amendment that changed it.
    public var previousPayee: Payee?
    /// A line of advice that fits; see ``TemplateLibrary/roomForTip(_:_:)``.
    public var tip: String?
    /// What a button carries back that denies the payment.
    public var denyToken: ReplyToken?
    /// What a button carries back that confirms the payment; nil where the policy wants the code.
    public var approveToken: ReplyToken?

    /// Values of one payment.
    public init(
        code: OneTimeCode,
        amount: Amount?,
        bound: Bound,
        payee: Payee,
        reference: String,
        minutes: Int,
        matchWord: String? = nil,
        origin: String? = nil,
        pageURL: String? = nil,
        previousAmount: Amount? = nil,
        previousPayee: Payee? = nil,
        tip: String? = nil,
        denyToken: ReplyToken? = nil,
        approveToken: ReplyToken? = nil
    ) {
        self.code = code
        self.amount = amount
        self.bound = bound
        self.payee = payee
        self.reference = reference
        self.minutes = minutes
        self.matchWord = matchWord
        self.origin = origin
        self.pageURL = pageURL
        self.previousAmount = previousAmount
        self.previousPayee = previousPayee
        self.tip = tip
        self.denyToken = denyToken
        self.approveToken = approveToken
    }
}

/// Which template is wanted; brand and locale fall back as templates.md says.
public struct TemplateKey: Hashable, Sendable {
    /// The merchant's brand.
    public let brand: String
    /// The payer's language as a BCP 47 tag; nil takes the brand's first.
    public let locale: String?
    /// `payment`, `amended`, …: the file's first word.
    public let purpose: String
    /// The channel: the file's second word.
    public let channel: Channel

    /// A wish for a template.
    public init(brand: String, locale: String?, purpose: String, channel: Channel) {
        self.brand = brand
        self.locale = locale
        self.purpose = purpose
        self.channel = channel
    }
}

/// A message ready for a provider.
///
/// It carries the code and the buttons' tokens: it is never stored or logged.
public struct RenderedMessage: Sendable {
    /// The channel.
    public let channel: Channel
    /// Plain text; the whole message for SMS, the fallback text for RCS, the readable form for WhatsApp.
    public let text: String
    /// The channel's rich form as one JSON object; nil for plain text.
    ///
    /// For RCS the members of an AgentMessage, for WhatsApp those of a message beside
    /// `messaging_product` and `to`; where WhatsApp takes two messages, `{"context":{…},"content":{…}}`
    /// with the members of each, the one with the payment first. For email `{"subject":…,"html":…}`,
    /// without `html` where the mail is plain text only.
    public let content: [UInt8]?
    /// The sender's name or number of the brand, where it has one.
    public let from: String?
    /// Where amount and payee are shown.
    public let surface: Shown.Surface
    /// The template's path without its suffix, such as `default/de/payment.sms`.
    public let template: String
    /// First 12 hexadecimal digits of SHA-256 of the template's text; for a mail with HTML of both files,
    /// a zero byte between them.
    public let templateVersion: String
    /// The locale of the template that was used.
    public let locale: String
    /// Parts of an SMS; 1 for other channels.
    public let parts: Int
    /// The bytes sent (`content`, else `text`) with the code and each button's token replaced by its
    /// length in `#`; for email `{"subject":…,"text":…,"html":…}` in the same way.
    ///
    /// Whoever holds the template and the receipt can make them again, without any key.
    public let redacted: [UInt8]

    /// A rendered message.
    public init(
        channel: Channel,
        text: String,
        content: [UInt8]?,
        from: String?,
        surface: Shown.Surface,
        template: String,
        templateVersion: String,
        locale: String,
        parts: Int,
        redacted: [UInt8]
    ) {
        self.channel = channel
        self.text = text
        self.content = content
        self.from = from
        self.surface = surface
        self.template = template
        self.templateVersion = templateVersion
        self.locale = locale
        self.parts = parts
        self.redacted = redacted
    }
}

/// Why a message can't be rendered.
public enum TemplateFailure: Error, Equatable, Sendable {
    /// Neither the brand nor `default` has a template for this purpose and channel in any locale.
    case missing(TemplateKey)
}
