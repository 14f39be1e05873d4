internal import CountersignCore

/// `<purpose>.rcs.json`: `text` for phones without RCS, and `content` with the members of an
/// AgentMessage, of which `contentMessage` is one. Source: rbm.md, "Send".
extension TemplateReader {
    /// Most characters of a card's title.
    private static let titleCharactersMax = 200
    /// Most characters of a card's description or of a text.
    private static let textCharactersMax = 2_000
    /// Most characters of a button.
    private static let buttonCharactersMax = 25
    /// Most buttons of a card.
    private static let buttonsMax = 4

    private static let card = "/content/contentMessage/richCard/standaloneCard/cardContent"

    mutating func readRCS() -> TemplateBody? {
        guard let parts = readJSON(known: ["text", "content"]) else { return nil }
        let file = parts.file
        findings += file.unknownMembers(
            of: parts.content.object ?? [],
            at: "/content",
            known: ["contentMessage", "messageTrafficType"]
        )
        require(purpose.required, in: parts.text) { _, message in file.finding(at: "/text", message)
        }
        checkOriginLine(in: file.text(file.value["text"]?.string ?? "", at: "/text"))
        guard
            let content = parts.content["contentMessage"]?["richCard"]?["standaloneCard"]?[
                "cardContent"
            ]
        else {
            findings.append(
                file.finding(
                    at: TemplateReader.card,
                    "'content' holds contentMessage.richCard.standaloneCard.cardContent"
                )
            )
            return nil
        }
        let shown = ["/title", "/description"].compactMap {
            parts.strings[TemplateReader.card + $0]
        }
        let whole = Program.joined(shown)
        require(purpose.required, in: whole) { _, message in
            file.finding(at: TemplateReader.card, message)
        }
        limit(TemplateReader.card + "/title", to: TemplateReader.titleCharactersMax, in: parts)
        limit(TemplateReader.card + "/description", to: TemplateReader.textCharactersMax, in: parts)
        checkMedia(of: content, in: parts)
        checkButtons(of: content, in: parts)
        return TemplateBody(
            text: parts.text,
            content: dress.pictured(parts).program,
            surface: .message
        )
    }

    private mutating func checkButtons(of content: JSONValue, in parts: JSONParts) {
        guard let value = content["suggestions"] else { return }
        let place = TemplateReader.card + "/suggestions"
        guard let buttons = value.array, buttons.count <= TemplateReader.buttonsMax else {
            findings.append(
                parts.file.finding(
                    at: place,
                    "suggestions are a list of at most \(TemplateReader.buttonsMax)"
                )
            )
            return
        }
        if !buttons.isEmpty, buttons.allSatisfy({ ButtonBlocks.condition(of: $0) != nil }) {
            parts.refuse(
                place,
                "each of these buttons can be left out; one stays, such as {{deny_token}}'s",
                &findings
            )
        }
        for (index, button) in buttons.enumerated() {
            let isReply = button["reply"] != nil
            guard isReply != (button["action"] != nil) else {
                findings.append(
                    parts.file.finding(
                        at: "\(place)/\(index)",
                        "a suggestion is either a reply or an action"
                    )
                )
                continue
            }
            if isReply {
                checkReply(at: "\(place)/\(index)/reply", in: parts)
            } else {
                checkAction(at: "\(place)/\(index)/action", in: parts)
            }
            checkCondition(of: button, at: "\(place)/\(index)", in: parts)
            limit(
                "\(place)/\(index)/\(isReply ? "reply" : "action")/text",
                to: TemplateReader.buttonCharactersMax,
                in: parts
            )
        }
    }

    private mutating func checkReply(at place: String, in parts: JSONParts) {
        for (name, advice) in [
            ("text", "the words on the button"),
            ("postbackData", "what decides, {{deny_token}} or {{approve_token}}"),
        ] where parts.strings["\(place)/\(name)"] == nil {
            findings.append(
                parts.file.finding(at: place, "a reply has '\(name)': \(advice)")
            )
        }
    }
}
