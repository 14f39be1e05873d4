internal import CountersignCore

/// What a library holds: brands, their templates, and what they lack.
struct LibraryStock: Sendable {
    /// Brands by their folders' names.
    let brands: [String: Brand]
    /// Their templates.
    var shelves: [ShelfKey: Shelf] = [:]
    /// Advice for payers by brand, in the order of the brand's languages.
    var educations: [String: [Education]] = [:]
    /// What is missing and what is sent instead, in a steady order.
    var fallbacks: [TemplateFallback] = []

    init(brands: [String: Brand]) {
        self.brands = brands
    }

    /// Notes the languages of a brand that a shelf has no template for.
    mutating func noteFallbacks(of shelf: Shelf, at key: ShelfKey) {
        for locale in shelf.brand.locales {
            let entry = shelf.entry(for: locale)
            guard entry.template.locale != locale else { continue }
            fallbacks.append(
                TemplateFallback(
                    missing: "\(key.brand)/\(locale)/\(key.purpose).\(key.channel.rawValue)",
                    used: entry.template.path
                )
            )
        }
    }
}

/// A template that a brand lacks in one of its languages.
public struct TemplateFallback: Equatable, Sendable {
    /// Its path without suffix, such as `acme/fr/payment.rcs`.
    public let missing: String
    /// The path of the template that is sent instead.
    public let used: String
}
