import CountersignCore

/// A standalone card.
///
/// Source: rbm.md, "Send", limits.
struct RichCard {
    static let titleCharactersMax = 200
    static let descriptionCharactersMax = 2_000
    /// The guide's number; the generated client's comment says 10.
    static let suggestionsMax = 4
    static let urlBytesMax = 2_048

    let title: String?
    let description: String?
    /// The address of its picture.
    let media: String?
    let buttons: [Suggestion]

    private static let place = "richCard.standaloneCard"

    static func read(_ value: JSONValue) throws(GoogleError) -> RichCard {
        try AgentMessage.expect(value, ["standaloneCard", "carouselCard"], "richCard")
        guard value["carouselCard"] == nil else { throw .notShown("carousels") }
        let card = value["standaloneCard"] ?? .null
        try AgentMessage.expect(
            card,
            ["cardOrientation", "thumbnailImageAlignment", "cardContent"],
            place
        )
        let orientation = try word(card, "cardOrientation", ["VERTICAL", "HORIZONTAL"])
        guard let orientation else { throw .invalid("\(place).cardOrientation is required.") }
        let alignment = try word(card, "thumbnailImageAlignment", ["LEFT", "RIGHT"])
        guard alignment == nil || orientation == "HORIZONTAL" else {
            throw .invalid("thumbnailImageAlignment is for horizontal cards.")
        }
        return try read(content: card["cardContent"] ?? .null)
    }

    private static func read(content: JSONValue) throws(GoogleError) -> RichCard {
        let place = "\(place).cardContent"
        try AgentMessage.expect(content, ["title", "description", "media", "suggestions"], place)
        let media = try content["media"].map { (value) throws(GoogleError) in try picture(value) }
        var title: String?
        if content["title"] != nil {
            title = try AgentMessage.text(
                content["title"],
                charactersMax: titleCharactersMax,
                "\(place).title"
            )
        }
        var description: String?
        if content["description"] != nil {
            description = try AgentMessage.text(
                content["description"],
                charactersMax: descriptionCharactersMax,
                "\(place).description"
            )
        }
        guard title != nil || description != nil else {
            throw .invalid("\(place) needs a title or a description.")
        }
        let buttons = try Suggestion.all(
            content["suggestions"],
            countMax: suggestionsMax,
            at: "\(place).suggestions"
        )
        return RichCard(title: title, description: description, media: media, buttons: buttons)
    }

    /// A picture by its address; the simulator's phones load none.
    private static func picture(_ value: JSONValue) throws(GoogleError) -> String {
        let place = "\(place).cardContent.media"
        try AgentMessage.expect(value, ["height", "contentInfo"], place)
        guard try word(value, "height", ["SHORT", "MEDIUM", "TALL"]) != nil else {
            throw .invalid("\(place).height is required on a vertical card.")
        }
        let info = value["contentInfo"] ?? .null
        try AgentMessage.expect(
            info,
            ["fileUrl", "thumbnailUrl", "forceRefresh", "altText"],
            "\(place).contentInfo"
        )
        guard let url = info["fileUrl"]?.string, url.hasPrefix("https://"),
            url.utf8.count <= urlBytesMax
        else { throw .invalid("\(place).contentInfo.fileUrl is an address of https.") }
        return url
    }

    private static func word(
        _ card: JSONValue,
        _ name: String,
        _ known: [String]
    ) throws(GoogleError) -> String? {
        guard let value = card[name] else { return nil }
        guard let word = value.string, known.contains(word) else {
            throw .invalid("Invalid value at '\(place).\(name)'.")
        }
        return word
    }
}
