internal import CountersignCore

/// The strings of a template's file that a payer reads, each with its place.
enum TemplatePieces {
    /// One string.
    struct Piece {
        /// What it is in the file: a JSON Pointer, or empty for a whole text.
        let pointer: String
        let text: TemplateText
        let program: Program
        /// Where each step of the program stands in the text.
        let places: [Range<Int>]
        /// Most characters that the platform takes; nil for no limit.
        let charactersMax: Int?

        /// Whether phones look for a code in it as in an SMS.
        var isPhoneText: Bool { program.setting == .plain }
    }

    /// The strings of a file, the plain text first; none when it can't be read.
    /// - Parameter html: the other form of a mail, where there is one.
    static func read(_ source: SourceText, html: SourceText?, channel: Channel) -> [Piece] {
        switch channel {
        case .sms: [whole(source, setting: .plain)].compactMap { $0 }
        case .email:
            [whole(source, setting: .mail), html.flatMap { whole($0, setting: .html) }]
                .compactMap { $0 }
        case .rcs, .whatsapp, .push: strings(source, channel: channel)
        }
    }

    private static func whole(_ source: SourceText, setting: Program.Setting) -> Piece? {
        let end = (source.bytes.lastIndex { $0 != 0x0A && $0 != 0x20 } ?? -1) + 1
        let text = TemplateText(
            source: source,
            bytes: Array(source.bytes[..<end]),
            offsets: Array(0...end)
        )
        return piece("", text, setting, charactersMax: nil)
    }

    private static func strings(_ source: SourceText, channel: Channel) -> [Piece] {
        var findings: [Finding] = []
        guard let file = JSONFile(source, findings: &findings) else { return [] }
        var strings: [(pointer: String, text: String)] = []
        collect(file.value, at: "", into: &strings)
        let shown = strings.compactMap { pointer, string -> Piece? in
            guard let limit = limit(of: pointer, channel: channel) else { return nil }
            // The readable form of WhatsApp is nowhere sent; that of RCS is the text of other phones.
            let setting: Program.Setting =
                pointer == "/text" && channel == .rcs ? .plain : .json
            let text = file.text(string, at: pointer)
            return piece(pointer, text, setting, charactersMax: limit == .max ? nil : limit)
        }
        return shown.filter { $0.pointer == "/text" } + shown.filter { $0.pointer != "/text" }
    }

    private static func piece(
        _ pointer: String,
        _ text: TemplateText,
        _ setting: Program.Setting,
        charactersMax: Int?
    ) -> Piece? {
        ProgramReader.readPlaced(text, for: setting).map {
            Piece(
                pointer: pointer,
                text: text,
                program: $0.program,
                places: $0.places,
                charactersMax: charactersMax
            )
        }
    }

    private static func collect(
        _ value: JSONValue,
        at pointer: String,
        into strings: inout [(pointer: String, text: String)]
    ) {
        switch value {
        case .string(let text): strings.append((pointer, text))
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                collect(element, at: "\(pointer)/\(index)", into: &strings)
            }
        case .object(let members):
            for member in members {
                collect(
                    member.value,
                    at: pointer + "/" + JSONPointer.escape(member.name),
                    into: &strings
                )
            }
        case .null, .bool, .number: break
        }
    }

    /// Most characters of a string that the payer reads, `Int.max` for no limit; nil for one that nobody
    /// reads.
    ///
    /// Source: rbm.md, "Send"; whatsapp-cloud.md, sections 3 and 4.
    private static func limit(of pointer: String, channel: Channel) -> Int? {
        let isButton = pointer.holds("/suggestions/") || pointer.holds("/buttons/")
        switch (channel, pointer.split(separator: "/").last ?? "") {
        case (_, "text") where pointer == "/text": return channel == .rcs ? 3_072 : .max
        case (.rcs, "title"): return 200
        case (.rcs, "description"): return 2_000
        case (_, "text") where isButton: return channel == .rcs ? 25 : 20
        case (.whatsapp, "body"): return 1_024
        case (.whatsapp, "text"): return 1_024
        case (.push, "title"), (.push, "body"): return .max
        default: return nil
        }
    }
}
