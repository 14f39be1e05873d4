import CountersignCore
import CountersignTemplates

/// An RCS message in Infobip's form, made from Google's, which templates are written in.
///
/// What Infobip has no form for is sent as text.
struct InfobipRichContent {
    /// Longest postback data in bytes; Google takes 2,048.
    private static let postbackBytesMax = 2_024
    /// Most buttons of a card.
    private static let cardButtonsMax = 4
    /// Most buttons of a message.
    private static let messageButtonsMax = 11

    private let text: String
    private let message: JSONValue?

    init(_ rendered: RenderedMessage) {
        text = rendered.text
        let content = rendered.content.flatMap { try? JSONReader.read($0) }
        message = content?["contentMessage"]
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        if let card = message?["richCard"]?["standaloneCard"] {
            write(card, to: &json)
        } else {
            json.member("type", "TEXT")
            json.member("text", message?["text"]?.string ?? text)
        }
        write(
            buttons: message?["suggestions"],
            max: InfobipRichContent.messageButtonsMax,
            to: &json
        )
        json.endObject()
    }

    /// Orientation and alignment must both be there, even where the other has no meaning.
    private func write(_ card: JSONValue, to json: inout JSONWriter) {
        json.member("type", "CARD")
        let isHorizontal = card["cardOrientation"]?.string == "HORIZONTAL"
        json.member("orientation", isHorizontal ? "HORIZONTAL" : "VERTICAL")
        let isRight = card["thumbnailImageAlignment"]?.string == "RIGHT"
        json.member("alignment", isRight ? "RIGHT" : "LEFT")
        let content = card["cardContent"]
        json.name("content")
        json.beginObject()
        for name in ["title", "description"] {
            if let text = content?[name]?.string { json.member(name, text) }
        }
        if let media = content?["media"] { write(media: media, to: &json) }
        write(
            buttons: content?["suggestions"],
            max: InfobipRichContent.cardButtonsMax,
            to: &json
        )
        json.endObject()
    }

    private func write(media: JSONValue, to json: inout JSONWriter) {
        guard let file = media["contentInfo"]?["fileUrl"]?.string else { return }
        json.name("media")
        json.beginObject()
        write(resource: "file", url: file, to: &json)
        if let thumbnail = media["contentInfo"]?["thumbnailUrl"]?.string {
            write(resource: "thumbnail", url: thumbnail, to: &json)
        }
        let heights = ["SHORT", "MEDIUM", "TALL"]
        let height = heights.first { $0 == media["height"]?.string }
        json.member("height", height ?? "MEDIUM")
        json.endObject()
    }

    private func write(resource name: String, url: String, to json: inout JSONWriter) {
        json.name(name)
        json.beginObject()
        json.member("url", url)
        json.endObject()
    }

    private func write(buttons value: JSONValue?, max: Int, to json: inout JSONWriter) {
        let buttons = (value?.array ?? []).compactMap(InfobipButton.init).prefix(max)
        guard !buttons.isEmpty else { return }
        json.name("suggestions")
        json.beginArray()
        for button in buttons { button.write(to: &json) }
        json.endArray()
    }

    /// One suggestion.
    ///
    /// A kind that is not known, or one whose data would not fit, is left out: a button less is better
    /// than no message.
    private struct InfobipButton {
        let type: String
        let text: String
        let postback: String
        var members: [(name: String, value: String)] = []

        init?(_ suggestion: JSONValue) {
            let button = suggestion["reply"] ?? suggestion["action"]
            guard let button, let text = button["text"]?.string,
                let postback = button["postbackData"]?.string,
                postback.utf8.count <= InfobipRichContent.postbackBytesMax
            else { return nil }
            self.text = text
            self.postback = postback
            if suggestion["reply"] != nil {
                type = "REPLY"
            } else if let url = button["openUrlAction"]?["url"]?.string {
                type = "OPEN_URL"
                members.append(("url", url))
                for name in ["application", "webviewViewMode"] {
                    if let word = button["openUrlAction"]?[name]?.string {
                        members.append((name, word))
                    }
                }
            } else if let number = button["dialAction"]?["phoneNumber"]?.string {
                type = "DIAL_PHONE"
                members.append(("phoneNumber", number))
            } else {
                return nil
            }
        }

        func write(to json: inout JSONWriter) {
            json.beginObject()
            json.member("type", type)
            json.member("text", text)
            json.member("postbackData", postback)
            for member in members { json.member(member.name, member.value) }
            json.endObject()
        }
    }
}
