internal import CountersignCore

/// Reads a whole folder of templates; collects every finding.
struct LibraryReader {
    /// The brand that others inherit from.
    static let root = "default"

    private let files: [String: String]
    private let folder: String
    private var findings: [Finding] = []
    private var names: [(path: String, name: TemplateName)] = []

    private init(_ files: [String: String], folder: String) {
        self.files = files
        self.folder = folder
    }

    /// The library of a folder; nil when a finding stands in the way.
    static func read(
        _ files: [String: String],
        folder: String,
        sha256: ([UInt8]) -> [UInt8]
    ) -> (stock: LibraryStock?, findings: [Finding]) {
        var reader = LibraryReader(files, folder: folder)
        reader.readNames()
        let brands = reader.readBrands()
        let templates = reader.readTemplates(sha256)
        reader.checkLocales(brands)
        let educations = reader.readEducations(brands)
        guard reader.findings.isEmpty else { return (nil, reader.findings) }
        var stock = reader.stock(brands, templates)
        stock.educations = educations
        return (stock, [])
    }

    private mutating func readNames() {
        for path in files.keys.sorted() {
            // Files of editors and systems, such as .DS_Store, are nobody's mistake.
            if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            switch TemplateName.read(path) {
            case .success(let name): names.append((path, name))
            case .failure(let advice):
                findings.append(Finding(file: place(path), message: advice.text))
            }
        }
    }

    // MARK: - Brands

    private mutating func readBrands() -> [String: Brand] {
        var brands: [String: Brand] = [:]
        guard let root = readBrand(LibraryReader.root, inheriting: nil) else { return [:] }
        brands[LibraryReader.root] = root
        let others = Set(names.map(\.name.brand)).subtracting([LibraryReader.root])
        for name in others.sorted() { brands[name] = readBrand(name, inheriting: root) }
        return brands
    }

    private mutating func readBrand(_ name: String, inheriting inherited: Brand?) -> Brand? {
        let path = "\(name)/brand.json5"
        guard let text = files[path] else {
            findings.append(
                Finding(
                    file: place(path),
                    message: "the file is missing; give the brand a name in it"
                )
            )
            return nil
        }
        let (brand, faults) = BrandReader.read(
            SourceText(file: place(path), text: text),
            inheriting: inherited
        )
        findings += faults
        return brand
    }

    // MARK: - Templates

    private mutating func readTemplates(_ sha256: ([UInt8]) -> [UInt8]) -> [TemplateName: Template]
    {
        var templates: [TemplateName: Template] = [:]
        for (path, name) in names {
            if case .html = name { checkText(beside: path) }
            guard case .template(let brand, let locale, let purpose, let channel) = name,
                let text = files[path]
            else { continue }
            let stem = "\(brand)/\(locale)/\(purpose.rawValue).\(channel.rawValue)"
            let html = channel == .email ? files[stem + ".html"] : nil
            let (body, faults) = TemplateReader.read(
                SourceText(file: place(path), text: text),
                html: html.map { SourceText(file: place(stem + ".html"), text: $0) },
                purpose: purpose,
                channel: channel
            )
            findings += faults
            guard let body else { continue }
            let whole = Array(text.utf8) + (html.map { [0] + Array($0.utf8) } ?? [])
            templates[name] = Template(
                path: stem,
                version: String(Hex.encode(sha256(whole)).prefix(12)),
                money: MoneyWords(locale: locale),
                channel: channel,
                body
            )
        }
        return templates
    }

    /// A template as a brand wears it; nil where the brand has it in other languages only.
    private func dressed(
        _ template: Template,
        _ purpose: TemplatePurpose,
        as brand: Brand,
        locale: String
    ) -> Template? {
        let channel = template.channel
        guard let dress = BrandDress(of: brand, purpose: purpose, channel: channel, locale: locale)
        else { return nil }
        guard dress != BrandDress() else { return template }
        let path = "\(template.path).json"
        guard let text = files[path] else { return template }
        // The file was read without a fault before, and a dress adds none.
        let source = SourceText(file: place(path), text: text)
        return TemplateReader.read(
            source,
            html: nil,
            purpose: purpose,
            channel: channel,
            dress: dress
        ).body.map(template.wearing)
    }

    /// Finds the HTML of a mail that has no plain text.
    private mutating func checkText(beside path: String) {
        let text = path.dropLast("html".utf8.count) + "txt"
        guard files[String(text)] == nil else { return }
        findings.append(
            Finding(
                file: place(path),
                message: "a mail has a plain text too, with its subject; add \(text)"
            )
        )
    }

    // MARK: - Education

    /// The education of each brand in each of its languages, as far as there is one.
    private mutating func readEducations(_ brands: [String: Brand]) -> [String: [Education]] {
        var read: [EducationKey: EducationFile] = [:]
        for (path, name) in names {
            guard case .education(let brand, let locale) = name, let text = files[path] else {
                continue
            }
            let (file, faults) = EducationReader.read(
                SourceText(file: place(path), text: text),
                isRoot: brand == LibraryReader.root
            )
            findings += faults
            // Faults of its own are enough to put right first.
            guard let file, faults.isEmpty else { continue }
            read[EducationKey(brand: brand, locale: locale)] = file
        }
        guard findings.isEmpty else { return [:] }
        var educations: [String: [Education]] = [:]
        for (name, brand) in brands.sorted(by: { $0.key < $1.key }) {
            let found = brand.locales.compactMap { locale in
                EducationFile.education(
                    read[EducationKey(brand: name, locale: locale)],
                    inheriting: read[EducationKey(brand: LibraryReader.root, locale: locale)],
                    brand: brand,
                    locale: locale,
                    findings: &findings
                )
            }
            if !found.isEmpty { educations[name] = found }
        }
        return educations
    }

    private mutating func checkLocales(_ brands: [String: Brand]) {
        for (path, name) in names {
            guard let locale = name.locale, let offered = brands[name.brand]?.locales,
                !offered.contains(locale)
            else { continue }
            let list = offered.joined(separator: ", ")
            findings.append(
                Finding(
                    file: place(path),
                    message: "'\(locale)' is none of the brand's locales (\(list)); "
                        + "add it to \(name.brand)/brand.json5"
                )
            )
        }
    }

    private func place(_ path: String) -> String { folder.isEmpty ? path : "\(folder)/\(path)" }

    // MARK: - Shelves

    /// For each brand, purpose and channel the templates in the order of the brand's locales.
    private func stock(
        _ brands: [String: Brand],
        _ templates: [TemplateName: Template]
    ) -> LibraryStock {
        var stock = LibraryStock(brands: brands)
        for (name, brand) in brands.sorted(by: { $0.key < $1.key }) {
            for purpose in TemplatePurpose.allCases {
                for channel in Channel.allCases {
                    let entries = entries(of: (name, brand), purpose, channel, templates)
                    guard !entries.isEmpty else { continue }
                    let key = ShelfKey(brand: name, purpose: purpose.rawValue, channel: channel)
                    let shelf = Shelf(brand: brand, entries: entries)
                    stock.shelves[key] = shelf
                    stock.noteFallbacks(of: shelf, at: key)
                }
            }
        }
        return stock
    }

    private func entries(
        of owner: (name: String, brand: Brand),
        _ purpose: TemplatePurpose,
        _ channel: Channel,
        _ templates: [TemplateName: Template]
    ) -> [Shelf.Entry] {
        let brand = owner.brand
        return brand.locales.compactMap { locale in
            let found = [owner.name, LibraryReader.root].lazy.compactMap {
                templates[
                    .template(brand: $0, locale: locale, purpose: purpose, channel: channel)
                ]
            }.first
            guard let found, let ceiling = brand.ceilings[locale],
                let template = dressed(found, purpose, as: brand, locale: locale)
            else { return nil }
            return Shelf.Entry(template: template, ceiling: ceiling)
        }
    }
}

/// What a shelf is looked up by.
struct ShelfKey: Hashable, Sendable {
    let brand: String
    let purpose: String
    let channel: Channel
}

/// A brand's templates for one purpose and channel, one for each locale that it has.
struct Shelf: Sendable {
    /// A template with the words of a ceiling in its language.
    struct Entry: Sendable {
        let template: Template
        let ceiling: CeilingWords
    }

    /// The brand.
    let brand: Brand
    /// Never empty.
    let entries: [Entry]
    private let locales: [String]

    init(brand: Brand, entries: [Entry]) {
        precondition(!entries.isEmpty, "A shelf is made for templates that exist.")
        self.brand = brand
        self.entries = entries
        self.locales = entries.map(\.template.locale)
    }

    /// The template for a payer's language: the tag, then its language alone, then the brand's first.
    func entry(for locale: String?) -> Entry {
        let index = locale.flatMap { LocaleTag.index(of: $0, in: locales) }
        return entries[index ?? 0]
    }
}
