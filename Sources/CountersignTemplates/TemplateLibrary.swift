public import CountersignCore

/// All templates of an installation, loaded and checked together.
///
/// A brand has what `default` has unless it has its own; a payer's language falls back `de-AT` → `de`
/// → the brand's first. Source: templates.md.
public struct TemplateLibrary: Sendable {
    private let stock: LibraryStock
    let educations: [EducationKey: Education]
    /// The languages that each brand has an education in, in its own order.
    let educationLocales: [String: [String]]

    /// Loads a folder of templates and proves each of them: all or nothing.
    /// - Parameters:
    ///   - files: text by path relative to the templates' folder, e.g. `default/de/payment.sms.txt`.
    ///   - folder: how the folder is called in findings, e.g. `Templates`.
    ///   - sha256: SHA-256, for the versions of templates.
    /// - Returns: the library, or nil when a finding stands in the way, and every such finding.
    public static func load(
        _ files: [String: String],
        folder: String,
        sha256: ([UInt8]) -> [UInt8]
    ) -> (library: TemplateLibrary?, findings: [Finding]) {
        let (library, report) = check(files, folder: folder, space: TemplateSpace(), sha256: sha256)
        return (library, report.errors)
    }

    /// Reads a folder of templates without proving them, for those who look at messages and send none.
    ///
    /// Every file is understood; what it can come to over all payments, only ``load(_:folder:sha256:)``
    /// knows.
    /// - Returns: the library, or nil when a file can't be understood, and every such finding.
    public static func read(
        _ files: [String: String],
        folder: String,
        sha256: ([UInt8]) -> [UInt8]
    ) -> (library: TemplateLibrary?, findings: [Finding]) {
        let (stock, findings) = LibraryReader.read(files, folder: folder, sha256: sha256)
        return (stock.map { TemplateLibrary(stock: $0) }, findings)
    }

    /// Loads a folder as ``load(_:folder:sha256:)`` does, and tells all that is known about it.
    /// - Parameter space: the payments that there can be; narrower ones give sharper proofs.
    public static func check(
        _ files: [String: String],
        folder: String,
        space: TemplateSpace,
        sha256: ([UInt8]) -> [UInt8]
    ) -> (library: TemplateLibrary?, report: TemplateReport) {
        let (stock, findings) = LibraryReader.read(files, folder: folder, sha256: sha256)
        guard let stock else { return (nil, TemplateReport(errors: findings)) }
        let report = TemplateCompiler.report(stock.shelves, files, folder: folder, space: space)
        return (report.errors.isEmpty ? TemplateLibrary(stock: stock) : nil, report)
    }

    private init(stock: LibraryStock) {
        self.stock = stock
        educationLocales = stock.educations.mapValues { $0.map(\.texts.locale) }
        educations = stock.educations.reduce(into: [:]) { all, entry in
            for education in entry.value {
                let key = EducationKey(brand: entry.key, locale: education.texts.locale)
                all[key] = education
            }
        }
    }

    /// The template that a key gets; nil when none fits.
    func template(for key: TemplateKey) -> Template? {
        shelf(for: key)?.entry(for: key.locale).template
    }

    /// Templates that a brand lacks in one of its languages, with what is sent instead.
    public var fallbacks: [TemplateFallback] { stock.fallbacks }

    /// The brands by their folders' names.
    public var brands: [String: BrandLook] { stock.brands.mapValues(BrandLook.init) }

    /// Every template that there is for a brand, inherited ones included, one for each of its languages,
    /// in the order of purposes, channels and the brand's languages.
    public func keys(brand: String) -> [TemplateKey] { entries(brand: brand).map(\.key) }

    /// The same with each template's path and version.
    public func entries(
        brand: String
    ) -> [(key: TemplateKey, template: String, version: String)] {
        TemplatePurpose.allCases.flatMap { purpose in
            Channel.allCases.flatMap { channel in
                let key = ShelfKey(brand: brand, purpose: purpose.rawValue, channel: channel)
                return (stock.shelves[key]?.entries ?? []).map { entry in
                    let key = TemplateKey(
                        brand: brand,
                        locale: entry.template.locale,
                        purpose: purpose.rawValue,
                        channel: channel
                    )
                    return (key, entry.template.path, entry.template.version)
                }
            }
        }
    }

    /// Whether any locale of the brand, or of `default`, has a template for this purpose and channel.
    public func has(_ key: TemplateKey) -> Bool { shelf(for: key) != nil }

    /// Whether the template that fits a key offers a button that confirms the payment, so that it is of
    /// use only where the policy lets a button confirm.
    public func confirmsByButton(_ key: TemplateKey) -> Bool {
        shelf(for: key)?.entry(for: key.locale).template.confirmsByButton ?? false
    }

    /// Whether the template that fits a key is two messages, the one with the payment before the one
    /// with the code, so that it is of use only with a provider that sends both.
    public func isPair(_ key: TemplateKey) -> Bool {
        shelf(for: key)?.entry(for: key.locale).template.surface == .pairedMessage
    }

    /// Whether the message that brings the code also says what it is for.
    public func showsPaymentWithCode(_ key: TemplateKey) -> Bool {
        shelf(for: key)?.entry(for: key.locale).template.surface == .message
    }

    /// Renders one message.
    /// - Throws: ``TemplateFailure`` when no template fits the key, or an amount or a token is missing
    ///   that the template takes.
    public func render(
        _ key: TemplateKey,
        _ values: TemplateValues
    ) throws(TemplateFailure) -> RenderedMessage {
        guard let shelf = shelf(for: key) else { throw .missing(key) }
        return try render(key, values, from: shelf, shelf.entry(for: key.locale))
    }

    func render(
        _ key: TemplateKey,
        _ values: TemplateValues,
        from shelf: Shelf,
        _ entry: Shelf.Entry
    ) throws(TemplateFailure) -> RenderedMessage {
        let template = entry.template
        guard values.amount != nil || !template.needs.contains(.amount),
            values.denyToken != nil || !template.needs.contains(.denyToken),
            values.approveToken != nil || !template.confirmsByButton
        else { throw .missing(key) }
        return values.code.withDigits { digits in
            template.render(
                shelf.facts(values, digits: digits, for: entry),
                from: shelf.brand.senders.sender(on: key.channel, in: values.country)
            )
        }
    }

    /// The room for `values.tip` in one message; nil where its template has no place for a tip.
    ///
    /// For SMS exactly what these values leave, so that a tip never costs another part; for other
    /// channels what is left of the platform's limit with the longest values that there can be.
    /// - Throws: as ``render(_:_:)``.
    public func roomForTip(
        _ key: TemplateKey,
        _ values: TemplateValues
    ) throws(TemplateFailure) -> MessageRoom? {
        guard let shelf = shelf(for: key) else { throw .missing(key) }
        let entry = shelf.entry(for: key.locale)
        var values = values
        values.tip = nil
        // What can't be rendered has no room either.
        _ = try render(key, values, from: shelf, entry)
        return shelf.place(forTipIn: entry, values)?.room
    }

    func shelf(for key: TemplateKey) -> Shelf? {
        stock.shelves[ShelfKey(brand: key.brand, purpose: key.purpose, channel: key.channel)]
            ?? stock.shelves[
                ShelfKey(brand: LibraryReader.root, purpose: key.purpose, channel: key.channel)
            ]
    }
}
