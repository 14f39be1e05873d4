internal import CountersignCore

/// Whether a brand speaks each of its languages on each channel that it uses.
extension TemplateCompiler {
    /// Says which languages lack a template that the brand has in another: their payers get the brand's
    /// first language, which is documented and seldom meant.
    mutating func checkCoverage(of shelves: [(key: ShelfKey, shelf: Shelf)]) {
        for (key, shelf) in shelves {
            let spoken = shelf.entries.map(\.template.locale)
            let missing = shelf.brand.locales.filter { locale in
                !spoken.contains { LocaleTag.matches($0, locale) }
            }
            guard !missing.isEmpty, let first = spoken.first else { continue }
            let suffix = [.sms, .email].contains(key.channel) ? "txt" : "json"
            for locale in missing {
                let path = "\(key.brand)/\(locale)/\(key.purpose).\(key.channel.rawValue).\(suffix)"
                let instead =
                    LocaleTag.index(of: locale, in: spoken).map { spoken[$0] } ?? first
                advise(
                    Finding(
                        file: place(path),
                        message:
                            "the file is missing; payers of this language get '\(instead)' instead"
                    )
                )
            }
        }
    }
}
