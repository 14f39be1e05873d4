internal import CountersignCore

/// Reads `brand.json5`, all findings at once.
///
/// `default` has a name, locales and the words of a ceiling for each of them; other brands inherit each
/// member that they leave out.
struct BrandReader {
    private static let members = [
        "name", "legal_name", "support", "colours", "logo_url", "senders", "senders_by_country",
        "origin", "android_hash", "whatsapp", "rcs", "locales", "up_to",
    ]
    /// Largest brand file in bytes.
    private static let fileBytesMax = 65_536

    let file: JSONFile
    var findings: [Finding] = []

    private init(_ file: JSONFile) {
        self.file = file
    }

    /// The brand of a file on top of `inherited`; nil for the brand `default` itself.
    static func read(
        _ source: SourceText,
        inheriting inherited: Brand?
    ) -> (brand: Brand?, findings: [Finding]) {
        var findings: [Finding] = []
        guard source.bytes.count <= fileBytesMax else {
            return (nil, [source.finding(at: 0, "a brand file has at most \(fileBytesMax) bytes")])
        }
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
        var brand = inherited ?? Brand()
        if let name = line("/name") { brand.name = name }
        if let legalName = line("/legal_name") { brand.legalName = legalName }
        readSupport(into: &brand)
        readColours(into: &brand)
        if let logo = url("/logo_url") { brand.logoURL = logo }
        if let origin = line("/origin") {
            if !Brand.isHost(origin) {
                refuse("/origin", "write the host alone, e.g. \"shop.example\"")
            }
            brand.origin = origin
        }
        readAndroidHash(into: &brand)
        readSenders(into: &brand)
        readSendersByCountry(into: &brand)
        readAgent(into: &brand)
        readLocales(into: &brand)
        readCeilings(into: &brand)
        readWhatsApp(into: &brand)
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

    // MARK: - Languages

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
        for (name, value, pointer) in objectMembers("/up_to", "up_to is an object by locale") {
            guard LocaleTag.isValid(name) else {
                refuse(pointer, "'\(name)' is no locale such as de or de-AT")
                continue
            }
            guard let phrase = value.string else {
                refuse(pointer, "the words are a string, not \(value.kind)")
                continue
            }
            let text = file.text(phrase, at: pointer)
            let (program, faults) = ProgramReader.read(text, for: .plain)
            findings += faults + LiteralCheck.findings(in: text)
            if let words = BrandReader.ceiling(program) {
                brand.ceilings[name] = words
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

    /// The members of an object that may be absent, each with its place.
    mutating func objectMembers(
        _ pointer: String,
        _ advice: String
    ) -> [(name: String, value: JSONValue, pointer: String)] {
        guard let value = file.value.value(at: pointer) else { return [] }
        guard let members = value.object else {
            refuse(pointer, "\(advice), not \(value.kind)")
            return []
        }
        return members.map { ($0.name, $0.value, pointer + "/" + JSONPointer.escape($0.name)) }
    }

    /// Finds members of an object that are none of the known ones.
    mutating func refuseUnknown(at pointer: String, known: [String]) {
        guard let members = file.value.value(at: pointer)?.object else { return }
        findings += file.unknownMembers(of: members, at: pointer, known: known)
    }

    /// A line that the payer reads; nil where there is none.
    mutating func line(_ pointer: String) -> String? {
        guard let text = word(pointer) else { return nil }
        check(text, pointer)
        findings += LiteralCheck.findings(in: file.text(text, at: pointer))
        return text
    }

    /// Any string of at least one character; nil where there is none.
    mutating func word(_ pointer: String) -> String? {
        guard let value = file.value.value(at: pointer) else { return nil }
        guard let text = value.string, !text.isEmpty else {
            let name = pointer.split(separator: "/").last.map(String.init) ?? ""
            refuse(pointer, "'\(name)' is a string of at least one character")
            return nil
        }
        return text
    }

    mutating func check(_ text: String, _ pointer: String) {
        if text.unicodeScalars.contains("\n") { refuse(pointer, "one line only") }
        if text.count > Brand.nameCharactersMax {
            refuse(pointer, "at most \(Brand.nameCharactersMax) characters")
        }
    }

    mutating func refuse(_ pointer: String, _ message: String) {
        findings.append(file.finding(at: pointer, message))
    }
}
