import CountersignCore

/// An AgentMessage of RCS for Business, with the sizes that the platform allows.
///
/// Source: rbm.md, "Send".
struct AgentMessage {
    static let bodyBytesMax = 250_000
    static let textCharactersMax = 3_072
    static let suggestionsMax = 11
    static let ttlSecondsMax = 15 * 86_400

    let title: String?
    let text: String
    let buttons: [Suggestion]
    /// `contentMessage` as it came.
    let content: JSONValue
    /// Its time to live in milliseconds; nil for the platform's own 30 days.
    var ttlMilliseconds: Int?

    private static let trafficTypes = [
        "AUTHENTICATION", "TRANSACTION", "PROMOTION", "SERVICEREQUEST", "ACKNOWLEDGEMENT",
    ]

    /// Reads a body.
    static func read(_ body: [UInt8], at now: Instant) throws(GoogleError) -> AgentMessage {
        guard body.count <= bodyBytesMax else {
            throw .invalid("Request payload size exceeds the limit: \(bodyBytesMax) bytes.")
        }
        guard let json = try? JSONReader.read(body) else {
            throw .invalid("Invalid JSON payload received.")
        }
        try expect(json, ["contentMessage", "messageTrafficType", "ttl", "expireTime"], "")
        if let type = json["messageTrafficType"] {
            guard let word = type.string, trafficTypes.contains(word) else {
                throw .invalid("Invalid value at 'message_traffic_type'.")
            }
        }
        let ttl = try ttlMilliseconds(json, at: now)
        guard let content = json["contentMessage"] else {
            throw .invalid("contentMessage is required.")
        }
        var message = try read(content: content)
        message.ttlMilliseconds = ttl
        return message
    }

    private static func read(content: JSONValue) throws(GoogleError) -> AgentMessage {
        let kinds = ["text", "richCard", "contentInfo", "uploadedRbmFile"]
        try expect(content, kinds + ["suggestions"], "contentMessage")
        let given = kinds.filter { content[$0] != nil }
        guard given.count == 1 else {
            throw .invalid("contentMessage holds exactly one of \(kinds.joined(separator: ", ")).")
        }
        let below = try Suggestion.all(
            content["suggestions"],
            countMax: suggestionsMax,
            at: "contentMessage.suggestions"
        )
        switch given[0] {
        case "text":
            let text = try text(content["text"], charactersMax: textCharactersMax, "text")
            return AgentMessage(title: nil, text: text, buttons: below, content: content)
        case "richCard":
            let card = try RichCard.read(content["richCard"] ?? .null)
            return AgentMessage(
                title: card.title,
                text: card.description ?? "",
                buttons: card.buttons + below,
                content: content
            )
        default: throw .notShown("files")
        }
    }

    private static func ttlMilliseconds(
        _ json: JSONValue,
        at now: Instant
    ) throws(GoogleError) -> Int? {
        if json["ttl"] != nil, json["expireTime"] != nil {
            throw .invalid("ttl and expireTime are alternatives: set one of them.")
        }
        if let ttl = json["ttl"] {
            guard let text = ttl.string, text.utf8.last == UInt8(ascii: "s"),
                text.utf8.dropLast().allSatisfy({ (48...57).contains($0) }),
                let seconds = Int(text.dropLast()), (1...ttlSecondsMax).contains(seconds)
            else { throw .invalid("Invalid value at 'ttl': a duration such as \"120s\".") }
            return seconds * 1_000
        }
        guard let time = json["expireTime"] else { return nil }
        guard let moment = time.string.flatMap({ Instant(rfc3339: $0) }) else {
            throw .invalid("Invalid value at 'expire_time': a time such as 2026-01-01T00:00:00Z.")
        }
        let milliseconds = Int(moment.milliseconds - now.milliseconds)
        guard (1...ttlSecondsMax * 1_000).contains(milliseconds) else {
            throw .invalid("Invalid value at 'expire_time': at most 15 days from now.")
        }
        return milliseconds
    }

    /// Refuses anything but an object with known members.
    static func expect(
        _ value: JSONValue,
        _ known: [String],
        _ place: String
    ) throws(GoogleError) {
        guard value.object != nil else {
            throw .invalid("Invalid value at '\(place)': an object belongs there.")
        }
        if let name = value.unknownMember(besides: known) {
            throw .invalid(
                "Invalid JSON payload received. Unknown name \(JSONWriter.quoted(name)) at "
                    + "'\(place)': Cannot find field."
            )
        }
    }

    /// A text that is there and not too long, counted in Unicode scalars.
    static func text(
        _ value: JSONValue?,
        charactersMax: Int,
        _ place: String
    ) throws(GoogleError) -> String {
        guard let text = value?.string, !text.isEmpty else {
            throw .invalid("Invalid value at '\(place)': a text belongs there.")
        }
        guard text.unicodeScalars.count <= charactersMax else {
            throw .invalid("'\(place)' is longer than \(charactersMax) characters.")
        }
        return text
    }
}
