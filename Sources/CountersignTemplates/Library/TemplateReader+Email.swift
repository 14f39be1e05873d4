internal import CountersignCore

/// `<purpose>.email.txt`: the line `Subject: …`, an empty line, the text; `<purpose>.email.html` beside
/// it is the same as HTML. Source: templates.md.
extension TemplateReader {
    private static let subjectWord = "Subject: "

    mutating func readEmail(html: SourceText?) -> TemplateBody? {
        let bytes = source.bytes
        let subjectEnd = bytes.firstIndex(of: 0x0A) ?? bytes.count
        guard bytes.starts(with: TemplateReader.subjectWord.utf8) else {
            findings.append(
                source.finding(
                    at: 0,
                    length: subjectEnd,
                    "the first line is the subject; write '\(TemplateReader.subjectWord)' and a few "
                        + "words"
                )
            )
            return nil
        }
        let start = subjectEnd + 2
        guard start <= bytes.count, bytes[subjectEnd + 1] == 0x0A else {
            findings.append(
                source.finding(
                    at: subjectEnd + 1,
                    "an empty line belongs between the subject and the text"
                )
            )
            return nil
        }
        let subject = readSubject(text(in: TemplateReader.subjectWord.utf8.count..<subjectEnd))
        let text = text(in: start..<max(start, endOfText))
        let program = readShown(text, for: .mail)
        require(purpose.required, in: program) { source, message in
            source.finding(at: start, message)
        }
        requirePaymentBeforeCode(in: program, of: text)
        return TemplateBody(
            text: program,
            content: nil,
            surface: .message,
            mail: MailForm(subject: subject, html: html.map { readHTML($0) })
        )
    }

    /// Lock screens and lists of mails show the subject to whoever looks on.
    private mutating func readSubject(_ text: TemplateText) -> Program {
        let program = readShown(text, for: .mail)
        if let place = TemplateReader.place(of: .code, in: text) {
            findings.append(
                text.finding(
                    place,
                    "lock screens show a subject, so it has no code; write {{code}} in the text"
                )
            )
        }
        if text.bytes.allSatisfy({ $0 == 0x20 }) || !program.isNeverEmpty {
            findings.append(
                text.finding(
                    0..<text.bytes.count,
                    "the subject can be empty; write a few words that are always there"
                )
            )
        }
        return program
    }

    private mutating func readHTML(_ html: SourceText) -> Program {
        let text = TemplateText(
            source: html,
            bytes: html.bytes,
            offsets: Array(0...html.bytes.count)
        )
        let markup = Markup(of: text)
        let (program, faults) = ProgramReader.read(text, for: .html)
        findings += markup.findings + faults + LiteralCheck.findings(in: markup.words)
        refuseTokens(in: program, of: text)
        makeRoomForTip(in: program)
        require(purpose.required, in: program) { _, message in html.finding(at: 0, message) }
        requirePaymentBeforeCode(in: program, of: text)
        return program
    }

    /// Finds a code that stands before what it is for: a glance would take the code alone.
    private mutating func requirePaymentBeforeCode(in program: Program, of text: TemplateText) {
        guard let place = TemplateReader.place(of: .code, in: text) else { return }
        for placeholder in purpose.required
        where placeholder != .code && program.alwaysShows(placeholder)
            && !program.shows(placeholder, before: .code)
        {
            let name = placeholder.rawValue
            findings.append(
                text.finding(place, "the code comes before the \(name); write {{\(name)}} above it")
            )
        }
    }

    private static func place(of placeholder: Placeholder, in text: TemplateText) -> Range<Int>? {
        text.bytes.place(of: "{{\(placeholder.rawValue)}}")
    }
}
