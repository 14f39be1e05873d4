internal import CountersignCore

/// One `education.json5`, read but not yet in a brand's words.
///
/// A brand inherits the members that it leaves out from `default`, whose file has them all.
struct EducationFile {
    /// A text with the place that its findings name.
    struct Line {
        let line: EducationLine
        let pointer: String
    }

    /// A tip as it is written.
    struct WrittenTip {
        let id: String
        let reasons: Set<TipReason>
        let weight: Int
        let variants: [Line]
    }

    /// A text under its heading as it is written.
    struct WrittenPassage {
        let label: Line
        let text: Line
    }

    /// The file, for findings.
    let file: JSONFile
    /// Its tips; nil when it leaves them out.
    var tips: [WrittenTip]?
    /// Its longer texts, by member.
    var passages: [String: WrittenPassage] = [:]

    /// Members that are longer texts.
    static let passageNames = ["why", "contact", "after_denial"]

    // MARK: - In a brand's words

    /// The education of a brand: its own members, else those of `default`.
    static func education(
        _ own: EducationFile?,
        inheriting root: EducationFile?,
        brand: Brand,
        locale: String,
        findings: inout [Finding]
    ) -> Education? {
        let tips = [own, root].lazy.compactMap { $0 }.first { $0.tips != nil }
        var passages: [EducationTexts.Passage] = []
        for name in passageNames {
            guard
                let file = [own, root].compactMap({ $0 }).first(where: { $0.passages[name] != nil })
            else { return nil }
            guard let passage = file.passage(name, of: brand, findings: &findings) else {
                return nil
            }
            passages.append(passage)
        }
        guard let tips else { return nil }
        return Education(
            tips: tips.written(for: brand, findings: &findings),
            texts: EducationTexts(
                locale: locale,
                why: passages[0],
                contact: passages[1],
                afterDenial: passages[2]
            )
        )
    }

    private func written(for brand: Brand, findings: inout [Finding]) -> [Tip] {
        (tips ?? []).compactMap { tip in
            let variants = tip.variants.enumerated().compactMap { number, line -> Tip.Variant? in
                // A variant that names the support is for brands that have one.
                guard let text = line.line.text(of: brand) else { return nil }
                check(text, line, charactersMax: TemplateReader.tipCharactersMax, &findings)
                return Tip.Variant(number: number, text: text)
            }
            if variants.isEmpty { return nil }
            return Tip(id: tip.id, reasons: tip.reasons, weight: tip.weight, variants: variants)
        }
    }

    private func passage(
        _ name: String,
        of brand: Brand,
        findings: inout [Finding]
    ) -> EducationTexts.Passage? {
        guard let written = passages[name] else { return nil }
        var texts: [String] = []
        for (line, most) in [
            (written.label, EducationTexts.Passage.labelCharactersMax),
            (written.text, EducationTexts.Passage.textCharactersMax),
        ] {
            guard let text = line.line.text(of: brand) else {
                findings.append(
                    file.finding(
                        at: line.pointer,
                        "the brand '\(brand.name)' has no support; add support: \"…\" to its "
                            + "brand.json5, or leave {{brand.support}} out"
                    )
                )
                continue
            }
            check(text, line, charactersMax: most, &findings)
            texts.append(text)
        }
        guard texts.count == 2 else { return nil }
        return EducationTexts.Passage(label: texts[0], text: texts[1])
    }

    private func check(
        _ text: String,
        _ line: Line,
        charactersMax: Int,
        _ findings: inout [Finding]
    ) {
        let count = text.unicodeScalars.count
        guard count > charactersMax else { return }
        findings.append(
            file.finding(
                at: line.pointer,
                "this comes to \(count) characters; \(charactersMax) are read, so shorten it"
            )
        )
    }
}
