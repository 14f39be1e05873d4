public import CountersignCore

/// Tips and longer texts of one brand in one language.
///
/// Source: `education.json5`; templates.md, "Customer education".
struct Education: Equatable, Sendable {
    /// The tips, in the order of the file.
    let tips: [Tip]
    /// The longer texts.
    let texts: EducationTexts
}

/// What is looked up an education by.
struct EducationKey: Hashable, Sendable {
    let brand: String
    let locale: String
}

extension TemplateLibrary {
    /// What a payer may read about a message with a code; nil where neither the brand nor `default` has
    /// an `education.json5` in any language.
    ///
    /// The language falls back as for templates: the tag, then its language alone, then the brand's first.
    public func educationTexts(brand: String, locale: String?) -> EducationTexts? {
        let name = educationLocales[brand] == nil ? LibraryReader.root : brand
        guard let locales = educationLocales[name], let first = locales.first else { return nil }
        let index = locale.flatMap { LocaleTag.index(of: $0, in: locales) }
        let found = index.map { locales[$0] } ?? first
        return educations[EducationKey(brand: name, locale: found)]?.texts
    }

    /// The tips of a brand in exactly one language.
    func tips(brand: String, locale: String) -> [Tip] {
        let name = educationLocales[brand] == nil ? LibraryReader.root : brand
        return educations[EducationKey(brand: name, locale: locale)]?.tips ?? []
    }
}
