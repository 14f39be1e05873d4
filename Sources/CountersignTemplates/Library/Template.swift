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
    /// What the platform has to approve before it is sent.
    let approvals: ApprovalDrafts
    /// Most characters of a tip within the platform's limits; nil where the template has no place for one.
    let tipCharactersMax: Int?
    /// Values without which it can't be rendered: an amount, and the token of a button that denies.
    let needs: Set<Placeholder>
    /// Whether a button that is always there confirms the payment.
    let confirmsByButton: Bool
    /// The words of its plain text, measured once.
    let measures: ProgramMeasures

    init(path: String, version: String, money: MoneyWords, channel: Channel, _ body: TemplateBody) {
        self.path = path
        self.version = version
        self.money = money
        self.channel = channel
        text = body.text
        content = body.content
        surface = body.surface
        mail = body.mail
        approvals = body.approvals
        tipCharactersMax = body.tipCharactersMax
        measures = ProgramMeasures(body.text)
        confirmsByButton = body.content?.alwaysShows(.approveToken) ?? false
        let forms = [body.text, body.mail?.subject, body.mail?.html]
        var needs: Set<Placeholder> = []
        if forms.contains(where: { ($0?.count(of: .amount) ?? 0) > 0 }) { needs.insert(.amount) }
        if (body.content?.count(of: .denyToken) ?? 0) > 0 { needs.insert(.denyToken) }
        self.needs = needs
    }

    /// The same file as a brand wears it.
    func wearing(_ body: TemplateBody) -> Template {
        Template(path: path, version: version, money: money, channel: channel, body)
    }
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
}

/// What is written in a template's file before it is checked: the programs and the surface.
struct TemplateBody {
    let text: Program
    let content: Program?
    let surface: Shown.Surface
    var mail: MailForm?
    var approvals = ApprovalDrafts()
    var tipCharactersMax: Int?
}
