internal import CountersignCore

extension TemplateReader {
    /// A file's `text` and what the platform is given, each string of it read once.
    struct JSONParts {
        let file: JSONFile
        let text: Program
        /// What the platform is given; in a brand's own dress.
        var content: JSONValue
        /// What goes in a message before; nil where one message is enough.
        var context: JSONValue?
        /// The program of each string within `content` and `context`, by JSON Pointer from the file's
        /// root.
        let strings: [String: Program]

        /// The whole of `content` as one program without white space; with `context` beside it where
        /// there is one.
        var program: Program {
            var writer = JSONWriter(capacity: 1_024)
            if let context {
                writer.beginObject()
                writer.member("context", context)
                writer.member("content", content)
                writer.endObject()
            } else {
                ButtonBlocks.write(content, to: &writer)
            }
            let bytes = writer.bytes
            let text = TemplateText(
                source: file.source,
                bytes: bytes,
                offsets: Array(repeating: 0, count: bytes.count + 1)
            )
            return ProgramReader.read(text, for: .json).program
        }

        /// The string at a place below one of the file's members; nil when there is none.
        func string(_ path: String...) -> String? {
            path.reduce(file.value as JSONValue?) { $0?[$1] }?.string
        }

        /// The programs below a place, in the order of their places.
        func programs(below place: String) -> [(pointer: String, program: Program)] {
            strings.filter { $0.key.utf8.starts(with: (place + "/").utf8) }
                .map { (pointer: $0.key, program: $0.value) }
                .sorted { $0.pointer < $1.pointer }
        }
    }

    /// Reads a JSON template: an object with the `known` members, `text` and `content` among them.
    mutating func readJSON(known: [String]) -> JSONParts? {
        guard let file = JSONFile(source, findings: &findings) else { return nil }
        guard let members = file.value.object else {
            findings.append(file.finding(at: "", "a template is an object with text and content"))
            return nil
        }
        findings += file.unknownMembers(of: members, at: "", known: known)
        guard let text = file.value["text"]?.string else {
            findings.append(file.finding(at: "/text", "'text' is a string: what a person reads"))
            return nil
        }
        guard let content = file.value["content"], content.object != nil else {
            findings.append(
                file.finding(at: "/content", "'content' is an object: what the platform is given")
            )
            return nil
        }
        let context = known.contains("context") ? file.value["context"] : nil
        if let context, context.object == nil {
            findings.append(
                file.finding(at: "/context", "'context' is an object: the message that goes before")
            )
            return nil
        }
        let program = readShown(file.text(text, at: "/text"), for: .plain)
        var strings: [String: Program] = [:]
        readStrings(of: content, at: "/content", in: file, into: &strings)
        if let context { readStrings(of: context, at: "/context", in: file, into: &strings) }
        return JSONParts(
            file: file,
            text: program,
            content: content,
            context: context,
            strings: strings
        )
    }

    private mutating func readStrings(
        of value: JSONValue,
        at pointer: String,
        in file: JSONFile,
        into strings: inout [String: Program]
    ) {
        switch value {
        case .string(let string):
            if let placeholder = ButtonBlocks.condition(string, at: pointer) {
                // Its button is left out with it.
                strings[pointer] = Program(setting: .json, steps: [.value(placeholder)])
                return
            }
            let text = file.text(string, at: pointer)
            let (program, faults) = ProgramReader.read(text, for: .json)
            findings += faults
            if TemplateReader.isShown(pointer) { findings += LiteralCheck.findings(in: text) }
            if !TemplateReader.isCarriedBack(pointer) {
                refuseTokens(in: program, of: text)
            } else if !program.isToken {
                findings.append(
                    file.finding(
                        at: pointer,
                        "a reply that decides carries {{deny_token}} or {{approve_token}} and "
                            + "nothing else"
                    )
                )
            }
            makeRoomForTip(in: program)
            strings[pointer] = program
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                readStrings(of: element, at: "\(pointer)/\(index)", in: file, into: &strings)
            }
        case .object(let members):
            for member in members {
                let place = pointer + "/" + JSONPointer.escape(member.name)
                if member.name.holds("{{") {
                    findings.append(file.finding(at: place, "a member's name takes no placeholder"))
                }
                readStrings(of: member.value, at: place, in: file, into: &strings)
            }
        case .null, .bool, .number: break
        }
    }

    /// Whether the payer reads the string at a place, by the platforms' member names.
    private static func isShown(_ pointer: String) -> Bool {
        ["/title", "/description", "/text", "/body"].contains { pointer.hasSuffix($0) }
    }

    /// Whether a tap gives the string at a place back to us, by the platforms' member names.
    private static func isCarriedBack(_ pointer: String) -> Bool {
        ["/reply/postbackData", "/payload"].contains { pointer.hasSuffix($0) }
    }

    /// Finds a string that can come out longer than the platform takes.
    mutating func limit(_ pointer: String, to charactersMax: Int, in parts: JSONParts) {
        guard let program = parts.strings[pointer] else { return }
        makeRoomForTip(in: program, left: charactersMax - program.charactersMax)
        guard program.charactersMax > charactersMax else { return }
        findings.append(
            parts.file.finding(
                at: pointer,
                "this can come to \(program.charactersMax) characters; the platform takes "
                    + "\(charactersMax)"
            )
        )
    }
}
