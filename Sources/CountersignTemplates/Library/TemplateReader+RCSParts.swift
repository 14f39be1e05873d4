internal import CountersignCore

/// The picture of a card and its buttons that open something. Source: rbm.md, limits.
extension TemplateReader {
    private static let card = "/content/contentMessage/richCard/standaloneCard/cardContent"
    private static let heights = ["SHORT", "MEDIUM", "TALL"]
    /// Most characters of what a button carries back.
    private static let postbackCharactersMax = 2_048

    /// A card's own picture has a height and an address of https that is always there.
    mutating func checkMedia(of card: JSONValue, in parts: JSONParts) {
        guard let media = card["media"] else { return }
        let place = TemplateReader.card + "/media"
        findings += parts.file.unknownMembers(
            of: media.object ?? [],
            at: place,
            known: ["height", "contentInfo"]
        )
        if !TemplateReader.heights.contains(media["height"]?.string ?? "") {
            let words = TemplateReader.heights.joined(separator: ", ")
            parts.refuse(place, "a picture's 'height' is one of \(words)", &findings)
        }
        let address = media["contentInfo"]?["fileUrl"]?.string ?? ""
        if !address.hasPrefix("https://") {
            parts.refuse(
                place,
                "'contentInfo' holds 'fileUrl', an address of https; leave 'media' out for the "
                    + "brand's logo_url",
                &findings
            )
        }
        limit(place + "/contentInfo/fileUrl", to: Brand.urlCharactersMax, in: parts)
    }

    /// A button that opens a page or dials a number.
    mutating func checkAction(at place: String, in parts: JSONParts) {
        for (name, advice) in [
            ("text", "the words on the button"), ("postbackData", "a word that a tap sends back"),
        ] where parts.strings["\(place)/\(name)"] == nil {
            parts.refuse(place, "an action has '\(name)': \(advice)", &findings)
        }
        let targets = ["\(place)/openUrlAction/url", "\(place)/dialAction/phoneNumber"]
        if targets.allSatisfy({ parts.strings[$0] == nil }) {
            parts.refuse(
                place,
                "an action has openUrlAction: {url: …} or dialAction: {phoneNumber: …}",
                &findings
            )
        }
        limit(targets[0], to: Brand.urlCharactersMax, in: parts)
        limit("\(place)/postbackData", to: TemplateReader.postbackCharactersMax, in: parts)
    }

    /// A button that can be left out stands within one block already.
    mutating func checkCondition(of button: JSONValue, at place: String, in parts: JSONParts) {
        guard ButtonBlocks.condition(of: button) != nil else { return }
        for (pointer, program) in parts.programs(below: place)
        where program.steps.contains(where: { if case .block = $0 { true } else { false } }) {
            parts.refuse(pointer, "a button that can be left out takes no block", &findings)
        }
    }
}

extension TemplateReader.JSONParts {
    /// Adds a finding about the value at a JSON Pointer.
    func refuse(_ pointer: String, _ message: String, _ findings: inout [Finding]) {
        findings.append(file.finding(at: pointer, message))
    }
}
