internal import CountersignCore

/// Reads the file of one template and checks what it must say.
struct TemplateReader {
    /// Largest file of a template in bytes; no message comes near it.
    static let fileBytesMax = 16_384

    let purpose: TemplatePurpose
    let source: SourceText
    let dress: BrandDress
    var findings: [Finding] = []
    /// Most characters of a tip; nil until a place for one was read.
    private(set) var tipCharactersMax: Int?

    /// A template's programs; nil when a finding stands in the way.
    /// - Parameters:
    ///   - html: the other form of a mail, where there is one.
    ///   - dress: what the brand changes in it.
    static func read(
        _ source: SourceText,
        html: SourceText?,
        purpose: TemplatePurpose,
        channel: Channel,
        dress: BrandDress = BrandDress()
    ) -> (body: TemplateBody?, findings: [Finding]) {
        var reader = TemplateReader(purpose: purpose, source: source, dress: dress)
        for file in [source, html] {
            guard let file, file.bytes.count > fileBytesMax else { continue }
            return (nil, [file.finding(at: 0, "a template has at most \(fileBytesMax) bytes")])
        }
        var body: TemplateBody? =
            switch channel {
            case .sms: reader.readSMS()
            case .whatsapp: reader.readWhatsApp()
            case .rcs: reader.readRCS()
            case .email: reader.readEmail(html: html)
            case .push: reader.readPush()
            }
        body?.tipCharactersMax = reader.tipCharactersMax
        return (reader.findings.isEmpty ? body : nil, reader.findings)
    }

    /// Most characters of a tip where the platform sets no limit: more would not be read.
    static let tipCharactersMax = 256

    /// Keeps a tip within what one text has left.
    mutating func makeRoomForTip(in program: Program, left: Int = TemplateReader.tipCharactersMax) {
        let places = program.count(of: .tip)
        if places == 0 { return }
        let most = min(TemplateReader.tipCharactersMax, max(0, left / places))
        tipCharactersMax = min(tipCharactersMax ?? most, most)
    }

    // MARK: - SMS

    private mutating func readSMS() -> TemplateBody? {
        let text = text(in: 0..<endOfText)
        let program = readShown(text, for: .plain)
        // What a misspelt name or an open block leaves out is no fault of its own.
        if findings.isEmpty {
            require(purpose.required, in: program) { source, message in
                source.finding(at: 0, message)
            }
            checkOriginLine(in: text)
        }
        return TemplateBody(text: program, content: nil, surface: .message)
    }

    /// The host and the code stand on the last line, alone and whole.
    ///
    /// Source: origin-bound one-time codes (WICG), "Parsing"; nothing may precede the `@`.
    mutating func checkOriginLine(in text: TemplateText) {
        guard let place = text.bytes.place(of: "{{origin}}"),
            !text.bytes.reversed().starts(with: TemplateReader.originBlock.utf8.reversed())
        else { return }
        findings.append(
            text.finding(
                place,
                "the host belongs on the last line: end the text with {{#origin}}, an empty line, "
                    + "@{{origin}} #{{code}}{{/origin}}"
            )
        )
    }

    private static let originBlock = "{{#origin}}\n\n@{{origin}} #{{code}}{{/origin}}"

    // MARK: - Pieces

    /// Where the file's text ends.
    ///
    /// Editors end a file with a line end; a message must not: its last line is read by browsers.
    var endOfText: Int { (source.bytes.lastIndex { $0 != 0x0A && $0 != 0x20 } ?? -1) + 1 }

    /// A piece of the file.
    func text(in range: Range<Int>) -> TemplateText {
        TemplateText(
            source: source,
            bytes: Array(source.bytes[range]),
            offsets: Array(range.lowerBound...range.upperBound)
        )
    }

    // MARK: - Checks

    /// Reads text that the payer sees.
    mutating func readShown(_ text: TemplateText, for setting: Program.Setting) -> Program {
        let (program, faults) = ProgramReader.read(text, for: setting)
        findings += faults + LiteralCheck.findings(in: text)
        refuseTokens(in: program, of: text)
        if setting == .plain { refuseNumbersAndLinks(in: program, of: text) }
        makeRoomForTip(in: program)
        return program
    }

    /// Finds tokens where nothing carries them back: whoever reads one could decide in the payer's name.
    mutating func refuseTokens(in program: Program, of text: TemplateText) {
        for token in [Placeholder.denyToken, .approveToken] where program.count(of: token) > 0 {
            findings.append(
                text.finding(
                    0..<text.bytes.count,
                    "{{\(token.rawValue)}} belongs into what a button carries back, not here"
                )
            )
        }
    }

    /// Finds a number that a phone could take for the code, and links, in a text of phones.
    private mutating func refuseNumbersAndLinks(in program: Program, of text: TemplateText) {
        for placeholder in [Placeholder.brandSupportPhone, .brandSupportURL, .brandLogoURL]
        where program.count(of: placeholder) > 0 {
            findings.append(
                text.finding(
                    0..<text.bytes.count,
                    "a text beside a code has no other number and no link; "
                        + "write {{brand.support}} instead of {{\(placeholder.rawValue)}}"
                )
            )
        }
    }

    /// Finds what the payer would not be told.
    mutating func require(
        _ placeholders: [Placeholder],
        in program: Program,
        at place: (SourceText, String) -> Finding
    ) {
        for placeholder in placeholders where !program.alwaysShows(placeholder) {
            findings.append(
                place(
                    source,
                    "the payer is not told the \(placeholder.rawValue); "
                        + "add {{\(placeholder.rawValue)}}"
                )
            )
        }
        if purpose == .amended, placeholders.contains(.amount),
            program.count(of: .previousAmount) == 0
        {
            findings.append(
                place(
                    source,
                    "the payer is not told what changed; add "
                        + "{{#previous_amount}}… {{previous_amount}} …{{/previous_amount}}"
                )
            )
        }
    }
}
