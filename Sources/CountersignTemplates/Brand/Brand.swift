internal import CountersignCore

/// The words around an amount that is a ceiling, such as `up to ` before it.
struct CeilingWords: Hashable, Sendable {
    let before: String
    let after: String
}

/// How a merchant appears to the payer, as its brand file says.
///
/// What is absent comes from `default`.
struct Brand: Equatable, Sendable {
    /// Most characters of a name or a line of support.
    static let nameCharactersMax = 64
    /// Most characters of a sender's name in SMS; numbers have up to 15 digits.
    ///
    /// Source: 3GPP TS 23.040, section 9.1.2.5.
    static let senderCharactersMax = 11
    /// Most characters of an address that a phone opens or loads; what RCS takes.
    ///
    /// Source: rbm.md.
    static let urlCharactersMax = 2_048
    /// Characters of the hash that names an Android app.
    ///
    /// Source: sms-formats.md.
    static let androidHashCharacters = 11

    /// The brand's name.
    var name = ""
    /// The company behind it, where its name is another.
    var legalName: String?
    /// Where the payer gets help, in words.
    var support: String?
    /// The same, each way by itself.
    var contacts = SupportContacts()
    /// Colours of mails and pages.
    var colours = BrandColours.standard
    /// The picture on cards and in mails.
    var logoURL: String?
    /// Senders' names and numbers.
    var senders = BrandSenders()
    /// The host of the checkout, for merchants that have none of their own.
    var origin: String?
    /// What names the merchant's Android app at the end of an SMS.
    var androidHash: String?
    /// The platform's names of WhatsApp templates by purpose.
    var whatsApp: [TemplatePurpose: WhatsAppNames] = [:]
    /// Languages in the order of preference; the first is the one for everybody else.
    var locales: [String] = []
    /// Words for a ceiling by language.
    var ceilings: [String: CeilingWords] = [:]

    /// Whether a text is a host's name in ASCII, without port.
    static func isHost(_ text: String) -> Bool {
        guard (1...253).contains(text.utf8.count) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}

/// The ways to a merchant's people, as buttons and links want them.
struct SupportContacts: Equatable, Sendable {
    /// A mail address.
    var email: String?
    /// A phone number in E.164.
    var phone: String?
    /// A page.
    var url: String?

    /// The one that a line of text names: no number, which a phone could take for the code, and no link.
    var line: String? { email }
}

/// The three colours of a brand, each as `#rrggbb`.
struct BrandColours: Equatable, Sendable {
    /// Buttons and headings.
    var primary: String
    /// Words.
    var text: String
    /// What they stand on.
    var background: String

    /// Those of a brand that names none.
    static let standard = BrandColours(primary: "#1f4e79", text: "#1a1a1a", background: "#ffffff")
}

/// The name or number that a message seems to come from.
struct BrandSenders: Equatable, Sendable {
    /// By channel.
    var everywhere: [Channel: String] = [:]
    /// By channel, then by the payer's country.
    var byCountry: [Channel: [String: String]] = [:]

    /// The sender for a payer's country.
    func sender(on channel: Channel, in country: String?) -> String? {
        country.flatMap { byCountry[channel]?[$0] } ?? everywhere[channel]
    }
}

/// What the platform calls a purpose's templates, where a brand had its own approved.
struct WhatsAppNames: Equatable, Sendable {
    /// The template that carries the code, or the only one.
    var name: String?
    /// The template that goes before the code; nil for the file's own name.
    var contextName: String?
    /// The platform's codes of the languages that it is approved in, such as `en_GB`; nil for the file's.
    var languages: [String]?

    /// The platform's code for a locale: the same tag, else the same language; nil when it is in none.
    func language(for locale: String) -> String? {
        guard let languages else { return nil }
        let tags = languages.map { $0.replacing("_", with: "-") }
        if let index = LocaleTag.index(of: locale, in: tags) { return languages[index] }
        let bare = tags.map { String($0.prefix { $0 != "-" }) }
        return LocaleTag.index(of: locale, in: bare).map { languages[$0] }
    }
}
