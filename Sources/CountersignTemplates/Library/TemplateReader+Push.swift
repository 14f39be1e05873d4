internal import CountersignCore

/// `<purpose>.push.json`: `title` and `body` of a notice.
///
/// Lock screens show a notice to whoever looks on, so it never holds a code: the app fetches what it
/// needs over its own channel. Source: templates.md.
extension TemplateReader {
    /// Most characters of a title.
    private static let noticeTitleCharactersMax = 100
    /// Most characters of a body: with the title, at four bytes each, they leave room for the rest of the
    /// 4,096 bytes that the platforms take.
    private static let noticeBodyCharactersMax = 700

    mutating func readPush() -> TemplateBody? {
        guard let file = JSONFile(source, findings: &findings) else { return nil }
        guard let members = file.value.object else {
            findings.append(file.finding(at: "", "a notice is an object with title and body"))
            return nil
        }
        findings += file.unknownMembers(of: members, at: "", known: ["title", "body"])
        let title = readWords("title", upTo: TemplateReader.noticeTitleCharactersMax, in: file)
        let body = readWords("body", upTo: TemplateReader.noticeBodyCharactersMax, in: file)
        guard title != nil, let body else { return nil }
        require(purpose.required.filter { $0 != .code }, in: body) { _, message in
            file.finding(at: "/body", message)
        }
        var writer = JSONWriter()
        writer.value(file.value)
        let bytes = writer.bytes
        let whole = TemplateText(
            source: source,
            bytes: bytes,
            offsets: Array(repeating: 0, count: bytes.count + 1)
        )
        return TemplateBody(
            text: body,
            content: ProgramReader.read(whole, for: .json).program,
            surface: .message
        )
    }

    private mutating func readWords(
        _ name: String,
        upTo charactersMax: Int,
        in file: JSONFile
    ) -> Program? {
        let pointer = "/" + name
        guard let words = file.value[name]?.string else {
            findings.append(file.finding(at: pointer, "'\(name)' is a string: what a person reads"))
            return nil
        }
        let program = readShown(file.text(words, at: pointer), for: .mail)
        if program.count(of: .code) > 0 {
            findings.append(
                file.finding(at: pointer, "lock screens show a notice; leave out {{code}}")
            )
        }
        if !program.isNeverEmpty {
            findings.append(
                file.finding(at: pointer, "this can be empty; write words that are always there")
            )
        }
        if program.charactersMax > charactersMax {
            findings.append(
                file.finding(
                    at: pointer,
                    "this can come to \(program.charactersMax) characters; a notice takes "
                        + "\(charactersMax)"
                )
            )
        }
        return program
    }
}
