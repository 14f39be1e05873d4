internal import CountersignCore

/// One template, compiled.
struct Template: Sendable {
    /// Path without suffix, such as `default/de/payment.sms`.
    let path: String
    /// First 12 hexadecimal digits of SHA-256 of the file's text.
    let version: String
    /// Its locale, as its folder is called, and how it writes money.
    let money: MoneyWords
    /// Its channel.
    let channel: Channel
    /// The plain text.
    let text: Program
    /// The channel's rich form; nil for plain text.
    let content: Program?
    /// Where amount and payee are shown.
    let surface: Shown.Surface
    /// What a mail has beside its plain text; nil for other channels.
    let mail: MailForm?
    /// Most characters of a tip within the platform's limits; nil where the template has no place for one.
    let tipCharactersMax: Int?
}

/// What a mail has beside its plain text.
struct MailForm: Sendable {
    /// One line, without the code: lock screens show it.
    let subject: Program
    /// The text as HTML; nil where the mail is plain text only.
    let html: Program?
}

extension Template {
    /// Its locale, as its folder is called.
    var locale: String { money.locale }

    /// Whether a button confirms the payment.
    var confirmsByButton: Bool { takes(.approveToken) }

    /// Whether its rich form holds a value.
    func takes(_ token: Placeholder) -> Bool { (content?.count(of: token) ?? 0) > 0 }

    /// Whether its plain text, or another form of a mail, holds a value.
    func shows(_ placeholder: Placeholder) -> Bool {
        [text, mail?.subject, mail?.html].contains { ($0?.count(of: placeholder) ?? 0) > 0 }
    }
}

/// What is written in a template's file before it is checked: the programs and the surface.
struct TemplateBody {
    let text: Program
    let content: Program?
    let surface: Shown.Surface
    var mail: MailForm?
    var tipCharactersMax: Int?
}
