public import CountersignCore

/// Shows a brand's templates; nothing is sent.
public protocol TemplateDesk: Sendable {
    /// The templates that a brand has, inherited ones included.
    func list(brand: String) -> TemplateList
    /// The messages that some wishes come to, in the order of channels and languages.
    func previews(_ wish: PreviewWish, brand: String) -> [MessagePreview]
}

/// A brand's templates as a list.
public struct TemplateList: Equatable, Sendable {
    /// One template.
    public struct Entry: Equatable, Sendable {
        /// Its path without suffix, such as `default/de/payment.sms`.
        public let template: String
        /// First digits of the hash of its text.
        public let version: String
        /// What it is for.
        public let purpose: String
        /// Its channel.
        public let channel: Channel
        /// Its language.
        public let locale: String

        /// An entry.
        public init(
            template: String,
            version: String,
            purpose: String,
            channel: Channel,
            locale: String
        ) {
            self.template = template
            self.version = version
            self.purpose = purpose
            self.channel = channel
            self.locale = locale
        }
    }

    /// The brand's folder.
    public let brand: String
    /// The name that payers see.
    public let name: String
    /// Its languages, the first for everybody else.
    public let locales: [String]
    /// Its templates.
    public let templates: [Entry]
    /// What it lacks, each with the template that is sent instead.
    public let fallbacks: [(missing: String, used: String)]

    /// A list.
    public init(
        brand: String,
        name: String,
        locales: [String],
        templates: [Entry],
        fallbacks: [(missing: String, used: String)]
    ) {
        self.brand = brand
        self.name = name
        self.locales = locales
        self.templates = templates
        self.fallbacks = fallbacks
    }

    /// Whether two lists say the same.
    public static func == (left: TemplateList, right: TemplateList) -> Bool {
        left.brand == right.brand && left.name == right.name && left.locales == right.locales
            && left.templates == right.templates
            && left.fallbacks.elementsEqual(right.fallbacks) { $0 == $1 }
    }
}

/// The payment that a preview shows, and where.
public struct PreviewWish: Equatable, Sendable {
    /// What it is for, such as `payment` or `amended`.
    public var purpose: String
    /// Channels; nil for all.
    public var channels: [Channel]?
    /// Languages; nil for all of the brand's.
    ///
    /// One that it does not have falls back.
    public var locales: [String]?
    /// The money; nil for a purpose without an amount.
    public var amount: Amount?
    /// Whether it is exact or a ceiling.
    public var bound: Bound
    /// The name that the payer sees.
    public var payee: Payee
    /// The merchant's order number.
    public var reference: String
    /// The host of the checkout.
    public var origin: String?
    /// The word that message and checkout share.
    public var matchWord: String?
    /// Minutes that the code lives.
    public var minutes: Int
    /// The amount before an amendment.
    public var previousAmount: Amount?
    /// The payee before an amendment.
    public var previousPayee: Payee?
    /// The payer's country, for the sender.
    public var country: String?
}

/// One message that was not sent.
public struct MessagePreview: Equatable, Sendable {
    /// How its text travels, for SMS.
    public struct Segments: Equatable, Sendable {
        /// Parts that are billed.
        public let parts: Int
        /// `gsm7` or `ucs2`.
        public let alphabet: String
        /// Length in the alphabet's units.
        public let units: Int
        /// The character that forces UCS-2; nil for none.
        public let forcedBy: String?

        /// A measure.
        public init(parts: Int, alphabet: String, units: Int, forcedBy: String?) {
            self.parts = parts
            self.alphabet = alphabet
            self.units = units
            self.forcedBy = forcedBy
        }
    }

    /// Its channel.
    public let channel: Channel
    /// The language of its template.
    public let locale: String
    /// The template's path without suffix.
    public let template: String
    /// First digits of the hash of the template's text.
    public let version: String
    /// The sender of the brand; nil for the provider's.
    public let from: String?
    /// Plain text.
    public let text: String
    /// What the channel shows beside it; nil for plain text.
    public let content: JSONValue?
    /// Where amount and payee are shown.
    public let surface: Shown.Surface
    /// Bytes handed to the platform.
    public let bytes: Int
    /// The size of an SMS; nil for other channels.
    public let segments: Segments?
    /// What is worth a second look, one sentence each.
    public let findings: [String]

    /// A preview.
    public init(
        channel: Channel,
        locale: String,
        template: String,
        version: String,
        from: String?,
        text: String,
        content: JSONValue?,
        surface: Shown.Surface,
        bytes: Int,
        segments: Segments?,
        findings: [String]
    ) {
        self.channel = channel
        self.locale = locale
        self.template = template
        self.version = version
        self.from = from
        self.text = text
        self.content = content
        self.surface = surface
        self.bytes = bytes
        self.segments = segments
        self.findings = findings
    }
}
