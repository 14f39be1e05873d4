internal import CountersignCore

/// Reads `brand.json5`, all findings at once.
///
/// Members: `name`, `support`, `senders` (by channel), `origin`, `locales` (the first is for everybody
/// else), `up_to` (by locale, the words of a ceiling around `{{amount}}`). `default` has a name,
/// locales and the words of each of them; other brands inherit what they leave out.
struct BrandReader {
    private static let members = ["name", "support", "senders", "origin", "locales", "up_to"]

    private let file: JSONFile
    private var findings: [Finding] = []

    private init(_ file: JSONFile) {
        self.file = file
    }

    /// The brand of a file on top of `inherited`; nil for the brand `default` itself.
    static func read(
        _ source: SourceText,
        inheriting inherited: Brand?
    ) -> (brand: Brand?, findings: [Finding]) {
        var findings: [Finding] = []
        guard let file = JSONFile(source, findings: &findings) else { return (nil, findings) }
        guard let members = file.value.object else {
            return (nil, [file.finding(at: "", "a brand is an object with a name and locales")])
        }
        var reader = BrandReader(file)
        reader.findings = file.unknownMembers(
            of: members,
            at: "",
            known: BrandReader.members
        )
        let brand = reader.readBrand(inheriting: inherited)
        return (reader.findings.isEmpty ? brand : nil, reader.findings)
    }

    private mutating func readBrand(inheriting inherited: Brand?) -> Brand {
        var brand =
            inherited
            ?? Brand(name: "", support: nil, senders: [:], origin: nil, locales: [], ceilings: [:])
        if let name = line("name") { brand.name = name }
        if let support = line("support") { brand.support = support }
        if let origin = line("origin") {
            if !Brand.isHost(origin) {
                refuse("/origin", "write the host alone, e.g. \"shop.example\"")
            }
            brand.origin = origin
        }
        readSenders(into: &brand)
        readLocales(into: &brand)
        readCeilings(into: &brand)
        if brand.name.isEmpty, file.value["name"] == nil {
            refuse("", "the brand has no name; add name: \"…\"")
        }
        if brand.locales.isEmpty, file.value["locales"] == nil {
            refuse("", "the brand has no locales; add locales: [\"en\"]")
        }
        for locale in brand.locales where brand.ceilings[locale] == nil {
            refuse(
                "/up_to",
                "'\(locale)' has no words for a ceiling; add \(locale): \"… {{amount}}\""
            )
        }
        return brand
    }

    // MARK: - Members

    private mutating func readSenders(into brand: inout Brand) {
        guard let value = file.value["senders"] else { return }
        guard let members = value.object else {
            return refuse("/senders", "senders are an object by channel, not \(value.kind)")
        }
        let channels = Channel.allCases.map(\.rawValue)
        findings += file.unknownMembers(of: members, at: "/senders", known: channels)
        for member in members {
            guard let channel = Channel(rawValue: member.name) else { continue }
            let pointer = "/senders/\(member.name)"
            guard let sender = member.value.string, !sender.isEmpty else {
                refuse(pointer, "a sender is a string, not \(member.value.kind)")
                continue
            }
            if channel == .sms, !BrandReader.isSMSSender(sender) {
                refuse(
                    pointer,
                    "an SMS sender has up to \(Brand.senderCharactersMax) letters and digits, "
                        + "or is a number of up to 15 digits"
                )
            } else if sender.unicodeScalars.contains(where: PlainText.isForbidden) {
                refuse(pointer, "control, invisible and direction characters are not taken")
            } else {
                check(sender, pointer)
            }
            brand.senders[channel] = sender
        }
    }

    private mutating func readLocales(into brand: inout Brand) {
        guard let value = file.value["locales"] else { return }
        guard let elements = value.array, !elements.isEmpty else {
            return refuse(
                "/locales",
                "locales are a list of at least one tag, e.g. [\"en\", \"de\"]"
            )
        }
        brand.locales = []
        for (index, element) in elements.enumerated() {
            guard let locale = element.string, LocaleTag.isValid(locale) else {
                refuse("/locales/\(index)", "a locale is a tag such as \"de\" or \"de-AT\"")
                continue
            }
            if brand.locales.contains(locale) {
                refuse("/locales/\(index)", "'\(locale)' is listed twice")
            }
            brand.locales.append(locale)
        }
    }

    private mutating func readCeilings(into brand: inout Brand) {
        guard let value = file.value["up_to"] else { return }
        guard let members = value.object else {
            return refuse("/up_to", "up_to is an object by locale, not \(value.kind)")
        }
        for member in members {
            let pointer = "/up_to/" + JSONPointer.escape(member.name)
            guard LocaleTag.isValid(member.name) else {
                refuse(pointer, "'\(member.name)' is no locale such as de or de-AT")
                continue
            }
            guard let phrase = member.value.string else {
                refuse(pointer, "the words are a string, not \(member.value.kind)")
                continue
            }
            let text = file.text(phrase, at: pointer)
            let (program, faults) = ProgramReader.read(text, for: .plain)
            findings += faults + LiteralCheck.findings(in: text)
            if let words = BrandReader.ceiling(program) {
                brand.ceilings[member.name] = words
            } else if faults.isEmpty {
                refuse(
                    pointer,
                    "write {{amount}} once with the words around it, e.g. \"up to {{amount}}\""
                )
            }
        }
    }

    /// The words around the only value; nil when there is another, or no word at all.
    private static func ceiling(_ program: Program) -> CeilingWords? {
        guard program.count(of: .amount) == 1, program.steps.count > 1 else { return nil }
        var words = ["", ""]
        var side = 0
        for step in program.steps {
            switch step {
            case .text(let bytes): words[side] += String(decoding: bytes, as: UTF8.self)
            case .value(.amount): side = 1
            default: return nil
            }
        }
        return CeilingWords(before: words[0], after: words[1])
    }

    // MARK: - Texts

    private mutating func line(_ name: String) -> String? {
        guard let value = file.value[name] else { return nil }
        guard let text = value.string, !text.isEmpty else {
            refuse("/\(name)", "'\(name)' is a string of at least one character")
            return nil
        }
        check(text, "/\(name)")
        findings += LiteralCheck.findings(in: file.text(text, at: "/\(name)"))
        return text
    }

    private mutating func check(_ text: String, _ pointer: String) {
        if text.unicodeScalars.contains("\n") { refuse(pointer, "one line only") }
        if text.count > Brand.nameCharactersMax {
            refuse(pointer, "at most \(Brand.nameCharactersMax) characters")
        }
    }

    private mutating func refuse(_ pointer: String, _ message: String) {
        findings.append(file.finding(at: pointer, message))
    }

    private static func isSMSSender(_ text: String) -> Bool {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        if digits.utf8.allSatisfy({ (48...57).contains($0) }) {
            return (3...15).contains(digits.utf8.count)
        }
        return text.utf8.count <= Brand.senderCharactersMax
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: "&"):
                    true
                default: false
                }
            }
    }
}
