internal import CountersignCore

/// The lines of `education.json5`: no link, no alarm, nothing that promotes, no number, readable.
///
/// Its shape is checked where it is read; what is of another shape is passed over here.
extension TemplateCompiler {
    private static let labelCharactersMax = 45
    private static let textCharactersMax = 256

    /// Lints every file of advice.
    mutating func checkEducation() {
        for path in files.keys.sorted() where path.hasSuffix("/education.json5") {
            let words = path.split(separator: "/")
            guard words.count == 3, let text = files[path] else { continue }
            do throws(Finding) {
                let file = try JSONDocument(file: place(path), bytes: Array(text.utf8))
                checkEducation(file, locale: String(words[1]))
            } catch {
                say(error)
            }
        }
    }

    private mutating func checkEducation(_ file: JSONDocument, locale: String) {
        for (index, tip) in (file.value["tips"]?.array ?? []).enumerated() {
            for (place, variant) in (tip["variants"]?.array ?? []).enumerated() {
                let pointer = "/tips/\(index)/variants/\(place)"
                check(variant, at: pointer, in: file, locale, TemplateCompiler.textCharactersMax)
            }
        }
        for name in ["why", "contact", "after_denial"] {
            guard let part = file.value[name] else { continue }
            let label = TemplateCompiler.labelCharactersMax
            check(part["label"], at: "/\(name)/label", in: file, locale, label)
            let text = TemplateCompiler.textCharactersMax
            check(part["text"], at: "/\(name)/text", in: file, locale, text)
        }
    }

    private mutating func check(
        _ value: JSONValue?,
        at pointer: String,
        in file: JSONDocument,
        _ locale: String,
        _ charactersMax: Int
    ) {
        guard let text = value?.string else { return }
        let count = text.unicodeScalars.count
        if count > charactersMax {
            say(
                file.finding(
                    at: pointer,
                    "these are \(count) characters; at most \(charactersMax) are read"
                )
            )
        }
        // The names of values hold a dot, and their values are linted with the brand.
        let words = text.changing("{{brand.name}}", to: "a")
            .changing("{{brand.support}}", to: "a")
        if words.holds("{{") {
            say(
                file.finding(
                    at: pointer,
                    "advice takes {{brand.name}} and {{brand.support}} and no other value"
                )
            )
        }
        for fault in GlyphSet([words]).read(from: [.start]).faults.keys where fault == .link {
            say(file.finding(at: pointer, "a phone would make a link of this; leave it out"))
        }
        if words.unicodeScalars.contains(where: SafeText.isDigit) {
            say(file.finding(at: pointer, "advice beside a code has no digits; use words"))
        }
        if let word = PromotionWords.first(in: words, locale: locale) {
            say(file.finding(at: pointer, "'\(word)' promotes something; leave it out"))
        }
        if let word = AlarmWords.first(in: words, locale: locale) {
            say(
                file.finding(
                    at: pointer,
                    "'\(word)' alarms, and those who cheat write like that; say calmly what to do"
                )
            )
        }
        if words.holds("!!") || AlarmWords.isShouting(words) {
            say(file.finding(at: pointer, "this shouts; write it as a quiet sentence"))
        }
    }
}

/// Words that hurry or frighten, by language: a payer who is used to calm messages notices a false one.
enum AlarmWords {
    private static let byLanguage: [String: [String]] = [
        "en": [
            "urgent", "urgently", "immediately", "act now", "danger", "last chance",
            "will be blocked",
        ],
        "de": ["dringend", "sofort", "umgehend", "gefahr", "letzte chance", "wird gesperrt"],
        "fr": ["urgent", "immédiatement", "danger", "dernière chance", "sera bloqué"],
        "es": ["urgente", "inmediatamente", "peligro", "última oportunidad", "será bloqueada"],
        "ar": ["عاجل", "خطر", "فورا", "فوراً"],
        "bn": ["জরুরি", "বিপদ", "এক্ষুনি"],
        "hi": ["तत्काल", "खतरा", "ख़तरा", "अभी के अभी"],
        "ja": ["緊急", "至急", "危険"],
    ]

    /// Each language's words with the English ones, which count in every language; Japanese has no
    /// spaces, and its words are found anywhere.
    private static let lists: [String: WordList] = byLanguage.reduce(into: [:]) { lists, own in
        let words = Set([own.key, "en"]).sorted().flatMap { byLanguage[$0] ?? [] }
        lists[own.key] = WordList(words.map { ($0, own.key != "ja") })
    }

    /// The first word that alarms, as it stands in the list.
    static func first(in text: String, locale: String) -> String? {
        (lists[locale.language] ?? lists["en"])?.first(in: text)
    }

    /// Whether two words or more in a row are capitals only.
    static func isShouting(_ text: String) -> Bool {
        var row = 0
        for word in text.split(whereSeparator: { $0.isWhitespace }) {
            let letters = word.filter(\.isLetter)
            let isLoud = letters.count > 2 && letters.allSatisfy(\.isUppercase)
            row = isLoud ? row + 1 : 0
            if row > 1 { return true }
        }
        return false
    }
}
