import CountersignCore
import CountersignTemplates

/// The values that fill stored content, by number from 1.
///
/// A WhatsApp template's body parameters come first, then the payloads of its quick replies: for the
/// authentication template that is the code alone, whose button repeats it. A card of RCS gives its
/// title, its description, then the postback data of its replies.
struct TwilioContentVariables {
    private let values: [String]

    init(_ rendered: RenderedMessage) {
        let content = rendered.content.flatMap { try? JSONReader.read($0) }
        if let components = content?["template"]?["components"]?.array {
            values =
                TwilioContentVariables.parameters("text", of: "body", in: components)
                + TwilioContentVariables.parameters("payload", of: "button", in: components)
        } else if let message = content?["contentMessage"] {
            values = TwilioContentVariables.values(ofCard: message)
        } else {
            values = []
        }
    }

    /// A JSON object as a string; nil when there is nothing to fill in.
    var text: String? {
        guard !values.isEmpty else { return nil }
        var json = JSONWriter()
        json.beginObject()
        for (place, value) in values.enumerated() { json.member(String(place + 1), value) }
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func parameters(
        _ member: String,
        of type: String,
        in components: [JSONValue]
    ) -> [String] {
        components.filter { $0["type"]?.string?.lowercased() == type }
            .flatMap { $0["parameters"]?.array ?? [] }
            .filter { $0["type"]?.string == member }
            // The button that copies the code repeats it as its text: only payloads are taken there.
            .compactMap { $0[member]?.string }
    }

    private static func values(ofCard message: JSONValue) -> [String] {
        let card = message.value(at: "/richCard/standaloneCard/cardContent")
        let replies = (card?["suggestions"]?.array ?? []) + (message["suggestions"]?.array ?? [])
        return [card?["title"]?.string, card?["description"]?.string].compactMap { $0 }
            + replies.compactMap { $0["reply"]?["postbackData"]?.string }
    }
}
