import CountersignCore
import CountersignPages
import CountersignTemplates

/// `countersign template show`.
struct TemplateShowCommand: Command {
    static let synopsis = Synopsis(
        words: ["template", "show"],
        summary: "show what would be sent as the phone shows it, its size and its parts",
        parameters: [.init(name: "PURPOSE", summary: "payment, amended, login, password_reset")],
        options: [
            .value("channel", "CHANNEL", "sms (default), whatsapp, rcs, email or push"),
            .value("locale", "TAG", "the payer's language (default: the brand's first)"),
            .value("html", "FILE", "write one page with all channels and languages side by side"),
            .flag("plain", "print the message word for word instead of drawing it"),
        ] + SampleValues.options + [
            .value("brand", "BRAND", "default: default"),
            .templates, .config, .json,
        ],
        examples: [
            "countersign template show payment --channel sms --locale de --amount \"1299.50 EUR\" "
                + "--payee \"Acme Shoes\"",
            "countersign template show payment --channel rcs --brand example-shoes",
            "countersign template show payment --html phones.html",
        ],
        detail: """
            The code 042917 is an example; nothing is sent. The page of --html loads nothing and runs no script;
            --channel and --locale narrow it.
            """
    )

    private let options: TemplateOptions
    private let purpose: String
    private let channel: Channel?
    private let values: TemplateValues
    private let page: String?
    private let isPlain: Bool
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        options = try TemplateOptions(arguments)
        purpose = arguments.parameter(0)
        channel = try arguments.word("channel", as: Channel.self)
        values = try SampleValues.values(arguments)
        page = arguments.value("html")
        isPlain = arguments.has("plain")
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let (library, folder) = try options.library(in: surroundings)
        if let page {
            try write(library, to: page, in: surroundings)
            return .done
        }
        let key = TemplateKey(
            brand: options.brand,
            locale: options.locale,
            purpose: purpose,
            channel: channel ?? .sms
        )
        do throws(TemplateFailure) {
            let preview = try library.preview(key, values)
            if isJSON {
                surroundings.console.result(JSONText.text(json(preview)))
            } else {
                show(preview, on: surroundings.console)
            }
            return .done
        } catch {
            throw .unusable(
                "there is no template \(key.purpose).\(key.channel.rawValue) for brand '\(key.brand)'"
                    + " that these values fit",
                hint: "see the files in \(folder)/\(key.brand)"
            )
        }
    }

    // MARK: - Terminal

    private func show(_ preview: TemplatePreview, on console: Console) {
        if isPlain {
            for form in preview.message.forms { console.result(form) }
        } else {
            for line in PhoneDrawing(preview.screen).lines {
                switch line.part {
                case .words: console.result(line.text)
                case .title, .button: console.result(console.strong(line.text))
                case .frame: console.result(console.faint(line.text))
                }
            }
        }
        console.note()
        console.diagnostics(Help.columns(preview.facts.map { ($0.name, $0.value) }))
        for finding in preview.findings { console.note("  note: \(finding)") }
    }

    private func json(_ preview: TemplatePreview) -> JSONValue {
        let message = preview.message
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
            JSONMember("bytes", .integer(preview.bytes)),
            JSONMember("parts", .integer(message.parts)),
        ]
        if let segments = preview.segments {
            members.append(JSONMember("alphabet", .string(segments.alphabet.rawValue)))
        }
        members.append(JSONMember("findings", .array(preview.findings.map { .string($0) })))
        return .object(members)
    }

    // MARK: - Page

    private func write(
        _ library: TemplateLibrary,
        to file: String,
        in surroundings: Surroundings
    ) throws(CommandFailure) {
        guard let look = library.brands[options.brand] else {
            throw .unusable(
                "there is no brand '\(options.brand)'",
                hint: "there is \(library.brands.keys.sorted().joined(separator: ", "))"
            )
        }
        let keys = library.keys(brand: options.brand).filter { key in
            key.purpose == purpose && (channel ?? key.channel) == key.channel
                && (options.locale ?? key.locale) == key.locale
        }
        let frames = keys.compactMap { key in
            (try? library.preview(key, values)).map(PhoneFrame.init)
        }
        guard !frames.isEmpty else {
            throw .unusable(
                "the brand '\(options.brand)' has no template for '\(purpose)' that these values fit"
            )
        }
        let sheet = PhoneSheet(
            title: "\(look.name): \(purpose)",
            colours: PhoneSheet.Colours(
                primary: look.primary,
                onPrimary: look.onPrimary,
                text: look.text,
                background: look.background
            ),
            frames: frames
        )
        guard Files.write(sheet.bytes, to: surroundings.path(file)) else {
            throw .unusable("\(file) can't be written", hint: "does its folder exist?")
        }
        surroundings.console.note("\(file): \(frames.count) phones; open it in a browser.")
    }
}

extension PhoneFrame {
    /// A preview as the page shows it.
    init(_ preview: TemplatePreview) {
        let message = preview.message
        self.init(
            channel: message.channel.rawValue,
            locale: message.locale,
            from: preview.screen.from,
            pieces: preview.screen.pieces.map(Piece.init),
            fallback: preview.screen.fallback,
            facts: preview.facts,
            findings: preview.findings
        )
    }
}

extension PhoneFrame.Piece {
    fileprivate init(_ piece: PhoneScreen.Piece) {
        switch piece {
        case .bubble(let text, let buttons):
            self = .bubble(text: text, buttons: buttons.map(\.label))
        case .card(let card):
            self = .card(
                picture: card.picture,
                title: card.title,
                text: card.text,
                buttons: card.buttons.map(\.label)
            )
        case .mail(let subject, let text, let html):
            self = .mail(subject: subject, text: text, html: html)
        case .notification(let title, let text): self = .notification(title: title, text: text)
        }
    }
}
