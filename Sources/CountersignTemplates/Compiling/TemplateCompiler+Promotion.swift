internal import CountersignCore

/// Words that sell, beside a code.
///
/// A one-time-code agent of RCS may authenticate and confirm, and may not inform about goods and services;
/// a promoting one may not send codes at all, and carriers suspend agents that mix them. Source: rbm.md,
/// "Agent use case". The lists hold words that have no business in a confirmation and are common in
/// advertising; each is matched as a whole word, so that "free" does not catch "freeze".
extension TemplateCompiler {
    /// Finds such words in what a card shows.
    mutating func checkPromotion(_ pieces: [TemplatePieces.Piece], locale: String) {
        for piece in pieces {
            for (index, step) in piece.program.steps.enumerated() {
                guard case .text(let bytes) = step else { continue }
                let words = String(decoding: bytes, as: UTF8.self)
                guard let word = PromotionWords.first(in: words, locale: locale) else { continue }
                say(
                    piece.text.finding(
                        piece.places[index],
                        "'\(word)' promotes something, and a message with a code may not; leave it out"
                    )
                )
            }
        }
    }
}

/// Words that advertising is made of, by language.
enum PromotionWords {
    /// Offers and reductions, gifts and prizes, calls to buy, and newsletters: in that order.
    private static let byLanguage: [String: [String]] = [
        "en": [
            "offer", "offers", "discount", "sale", "deal", "deals", "voucher", "coupon", "free",
            "gift",
            "prize", "win", "bonus", "buy now", "shop now", "order now", "newsletter", "subscribe",
        ],
        "de": [
            "angebot", "angebote", "rabatt", "rabatte", "gutschein", "aktion", "sonderpreis",
            "gratis",
            "geschenk", "gewinn", "gewinnen", "bonus", "jetzt kaufen", "jetzt bestellen",
            "newsletter",
        ],
        "fr": [
            "offre", "offres", "promotion", "promo", "soldes", "remise", "réduction", "bon d'achat",
            "gratuit", "gratuite", "cadeau", "gagnez", "bonus", "achetez", "newsletter",
        ],
        "es": [
            "oferta", "ofertas", "promoción", "descuento", "rebajas", "cupón", "gratis", "regalo",
            "premio", "gana", "bono", "compra ya", "compre ya", "boletín",
        ],
        "ar": [
            "عرض", "عروض", "خصم", "تخفيض", "تخفيضات", "قسيمة", "مجانا", "مجاني", "هدية", "جائزة",
        ],
        "bn": ["অফার", "ছাড়", "ডিসকাউন্ট", "কুপন", "বিনামূল্যে", "ফ্রি", "উপহার", "পুরস্কার", "বোনাস"],
        "hi": ["ऑफर", "ऑफ़र", "छूट", "डिस्काउंट", "कूपन", "मुफ्त", "मुफ़्त", "उपहार", "इनाम", "बोनस"],
        // Japanese has no spaces: these are found anywhere.
        "ja": ["セール", "割引", "値引", "クーポン", "無料", "プレゼント", "当選", "キャンペーン", "お得"],
    ]

    /// Each language's words with the English ones, which count in every language.
    private static let lists: [String: WordList] = byLanguage.reduce(into: [:]) { lists, own in
        let languages = Set([own.key, "en"]).sorted()
        lists[own.key] = WordList(
            languages.flatMap { language in
                (byLanguage[language] ?? []).map { ($0, language != "ja") }
            }
        )
    }

    /// The first word that promotes, as it stands in the list.
    static func first(in text: String, locale: String) -> String? {
        (lists[locale.language] ?? lists["en"])?.first(in: text)
    }
}
