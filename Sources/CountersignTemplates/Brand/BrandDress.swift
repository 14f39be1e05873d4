internal import CountersignCore

/// What a brand changes in a template, so that brands can share a file and differ in it.
struct BrandDress: Equatable {
    /// Height of the logo on a card.
    ///
    /// Source: rbm.md, media of a standalone card.
    private static let logoHeight = "SHORT"

    /// The picture for cards that have none of their own.
    var logoURL: String?
    /// The platform's names of WhatsApp templates; nil for the file's.
    var names: WhatsAppNames?
    /// The platform's code of the language; nil for the file's.
    var language: String?

    /// The dress of a brand for one template; nil when the brand has none for this language.
    init?(of brand: Brand, purpose: TemplatePurpose, channel: Channel, locale: String) {
        switch channel {
        case .rcs: logoURL = brand.logoURL
        case .whatsapp:
            names = brand.whatsApp[purpose]
            language = names?.language(for: locale)
            if names?.languages != nil, language == nil { return nil }
        case .sms, .email, .push: break
        }
    }

    /// The file as it is.
    init() {}

    /// A card with the brand's picture.
    func pictured(_ parts: TemplateReader.JSONParts) -> TemplateReader.JSONParts {
        guard let logoURL else { return parts }
        let media = JSONMember(
            "media",
            .members([
                "height": .string(BrandDress.logoHeight),
                "contentInfo": .members(["fileUrl": .string(logoURL)]),
            ])
        )
        var parts = parts
        let path = ["contentMessage", "richCard", "standaloneCard", "cardContent"]
        parts.content = BrandDress.change(parts.content, at: path[...]) { card in
            guard let members = card.object, card["media"] == nil else { return card }
            return .object([media] + members)
        }
        return parts
    }

    /// Messages with the brand's names of their templates.
    func named(_ parts: TemplateReader.JSONParts) -> TemplateReader.JSONParts {
        guard names != nil else { return parts }
        var parts = parts
        parts.content = named(parts.content, names?.name)
        parts.context = parts.context.map { named($0, names?.contextName) }
        return parts
    }

    private func named(_ message: JSONValue, _ name: String?) -> JSONValue {
        var message = message
        if let name, message["template"] != nil {
            message = BrandDress.change(message, at: ["template", "name"]) { _ in .string(name) }
        }
        if let language, message["template"] != nil {
            message = BrandDress.change(message, at: ["template", "language", "code"]) { _ in
                .string(language)
            }
        }
        return message
    }

    private static func change(
        _ value: JSONValue,
        at path: ArraySlice<String>,
        _ body: (JSONValue) -> JSONValue
    ) -> JSONValue {
        guard let name = path.first else { return body(value) }
        guard let members = value.object else { return value }
        return .object(
            members.map { member in
                member.name == name
                    ? JSONMember(name, change(member.value, at: path.dropFirst(), body)) : member
            }
        )
    }
}
