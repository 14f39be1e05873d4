import CountersignCore
import CountersignKeys
import CountersignTemplates

/// `countersign template show`.
struct TemplateShowCommand: Command {
    static let synopsis = Synopsis(
        words: ["template", "show"],
        summary: "print what would be sent, its size and its parts",
        parameters: [.init(name: "PURPOSE", summary: "payment, amended, login, password_reset")],
        options: [
            .value("channel", "CHANNEL", "sms (default), whatsapp, rcs, email or push"),
            .value("locale", "TAG", "the payer's language (default: the brand's first)"),
            .value("amount", "MONEY", "default: \"49.99 EUR\""),
            .value("previous-amount", "MONEY", "the amount before an amendment"),
            .value("previous-payee", "NAME", "the payee before an amendment"),
            .value("payee", "NAME", "default: Acme Shoes"),
            .value("reference", "TEXT", "default: order-1234"),
            .value("origin", "HOST", "host of the checkout, for the last line of an SMS"),
            .value("match-word", "WORD", "the word that message and checkout share"),
            .value("minutes", "NUMBER", "minutes that the code lives (default: 5)"),
            .value("brand", "BRAND", "default: default"),
            .value("page-url", "URL", "the hosted page"),
            .templates, .config, .json,
        ],
        examples: [
            "countersign template show payment --channel sms --locale de --amount \"1299.50 EUR\" "
                + "--payee \"Acme Shoes\"",
            "countersign template show payment --channel email --locale de",
            "countersign template show amended --channel rcs --previous-amount \"10.00 EUR\" --json",
        ],
        detail: "The code 042917 is an example; nothing is sent."
    )

    private let key: TemplateKey
    private let values: TemplateValues
    private let templates: String?
    private let config: String?
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        templates = arguments.value("templates")
        config = arguments.value("config")
        isJSON = arguments.has("json")
        key = TemplateKey(
            brand: try arguments.value("brand").map(MerchantFacts.brand) ?? "default",
            locale: arguments.value("locale"),
            purpose: arguments.parameter(0),
            channel: try arguments.word("channel", as: Channel.self) ?? .sms
        )
        values = try TemplateShowCommand.values(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let message = try message(in: surroundings)
        if isJSON {
            surroundings.console.result(JSONText.text(json(message)))
        } else {
            show(message, on: surroundings.console)
        }
        return .done
    }

    private func message(in surroundings: Surroundings) throws(CommandFailure) -> RenderedMessage {
        var configured: String?
        if let config {
            configured = try Installation.configuration(config, in: surroundings).templates
        }
        let folder = try Folders.find(
            "Templates",
            option: templates,
            configured: configured,
            in: surroundings
        )
        let loaded = TemplateFolder.load(folder, sha256: SHA256.hash)
        guard let library = loaded.library else {
            for finding in loaded.findings { surroundings.console.note(finding.rendered) }
            throw CommandFailure(.findings, "the templates in \(folder.name) have faults")
        }
        do throws(TemplateFailure) { return try library.render(key, values) } catch {
            throw .unusable(
                "there is no template \(key.purpose).\(key.channel.rawValue) for brand '\(key.brand)'"
                    + " that these values fit",
                hint: "see the files in \(folder.name)/\(key.brand)"
            )
        }
    }

    // MARK: - Output

    private func show(_ message: RenderedMessage, on console: Console) {
        for form in message.forms { console.result(form) }
        console.note()
        var rows = [
            ("template", "\(message.template), version \(message.templateVersion)"),
            ("locale", message.locale), ("from", message.from ?? "-"),
            ("payment shown in", message.surface.rawValue),
            ("bytes", "\(message.redacted.count)"),
        ]
        if message.channel == .sms {
            let segments = SMSSegments(message.text)
            rows.append(("alphabet", segments.alphabet.rawValue))
            if let scalar = segments.forcesUCS2 {
                let code = String(scalar.value, radix: 16, uppercase: true)
                rows.append(("forced by", "'\(scalar)' U+\(code)"))
            }
            rows.append(("length", "\(segments.units) units"))
            rows.append(("parts", "\(message.parts); each is billed"))
        }
        console.diagnostics(Help.columns(rows))
    }

    private func json(_ message: RenderedMessage) -> JSONValue {
        let content = message.content.flatMap { try? JSONReader.read($0) }
        var members = [
            JSONMember("channel", .string(message.channel.rawValue)),
            JSONMember("from", message.from.map { .string($0) } ?? .null),
            JSONMember("text", .string(message.text)),
            JSONMember("content", content ?? .null),
            JSONMember("surface", .string(message.surface.rawValue)),
            JSONMember("template", .string(message.template)),
            JSONMember("template_version", .string(message.templateVersion)),
            JSONMember("locale", .string(message.locale)),
            JSONMember("bytes", .integer(message.redacted.count)),
            JSONMember("parts", .integer(message.parts)),
        ]
        if message.channel == .sms {
            let alphabet = SMSSegments(message.text).alphabet.rawValue
            members.append(JSONMember("alphabet", .string(alphabet)))
        }
        return .object(members)
    }

    // MARK: - Values

    private static func values(_ arguments: Arguments) throws(UsageFault) -> TemplateValues {
        let purpose = arguments.parameter(0)
        let hasAmount = Purpose(rawValue: purpose)?.hasAmount ?? true
        guard let code = OneTimeCode(digits: "042917") else {
            preconditionFailure("Six digits are a code.")
        }
        let amount =
            try arguments.amount("amount")
            ?? Currency("EUR").flatMap {
                Amount(minorUnits: 4_999, currency: $0)
            }
        let name = arguments.value("payee") ?? "Acme Shoes"
        return TemplateValues(
            code: code,
            amount: hasAmount ? amount : nil,
            bound: .exact,
            payee: try MerchantFacts.name(name, of: "--payee"),
            reference: arguments.value("reference") ?? "order-1234",
            minutes: try arguments.integer("minutes", in: 1...10) ?? 5,
            matchWord: arguments.value("match-word"),
            origin: try arguments.value("origin").map(MerchantFacts.origin),
            pageURL: arguments.value("page-url"),
            previousAmount: try arguments.amount("previous-amount")
                ?? (purpose == "amended" ? amount : nil),
            previousPayee: try arguments.value("previous-payee").map { name throws(UsageFault) in
                try MerchantFacts.name(name, of: "--previous-payee")
            },
            denyToken: sampleToken(.deny),
            approveToken: sampleToken(.approve)
        )
    }

    /// As long as a true one, and of no use.
    private static func sampleToken(_ action: ReplyToken.Action) -> ReplyToken {
        let zeroes = [UInt8](repeating: 0, count: ReplyToken.macBytes)
        let id = ConfirmationID(at: Instant(seconds: 0), random: Array(zeroes.prefix(10)))
        return ReplyToken(action, of: id, mac: zeroes)
    }
}
