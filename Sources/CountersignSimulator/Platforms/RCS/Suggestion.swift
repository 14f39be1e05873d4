import CountersignCore

/// The buttons of a message or a card.
///
/// Source: rbm.md, "Send", limits.
struct Suggestion: Equatable {
    static let textCharactersMax = 25
    static let postbackCharactersMax = 2_048
    static let urlCharactersMax = 2_048

    private static let actions = [
        "openUrlAction", "dialAction", "viewLocationAction", "createCalendarEventAction",
        "shareLocationAction", "composeAction",
    ]

    /// The words on the button.
    let text: String
    /// What comes back when it is tapped; nil for nothing.
    let postback: String?

    /// What a tap tells the sender; nil for nothing.
    var tap: SimulatedMessage.Tap? {
        postback.map { SimulatedMessage.Tap(text: text, payload: $0) }
    }

    /// The buttons, checked.
    static func all(
        _ value: JSONValue?,
        countMax: Int,
        at place: String
    ) throws(GoogleError) -> [Suggestion] {
        guard let value else { return [] }
        guard let suggestions = value.array else {
            throw .invalid("Invalid value at '\(place)': a list belongs there.")
        }
        guard suggestions.count <= countMax else {
            throw .invalid("'\(place)' has more than \(countMax) suggestions.")
        }
        var all: [Suggestion] = []
        for (index, suggestion) in suggestions.enumerated() {
            all.append(try read(suggestion, "\(place)[\(index)]"))
        }
        return all
    }

    private static func read(
        _ suggestion: JSONValue,
        _ place: String
    ) throws(GoogleError) -> Suggestion {
        try AgentMessage.expect(suggestion, ["reply", "action"], place)
        guard suggestion.object?.count == 1 else {
            throw .invalid("'\(place)' is either a reply or an action.")
        }
        if let reply = suggestion["reply"] {
            try AgentMessage.expect(reply, ["text", "postbackData"], "\(place).reply")
            return try label(reply, "\(place).reply")
        }
        let action = suggestion["action"] ?? .null
        let place = "\(place).action"
        try AgentMessage.expect(action, ["text", "postbackData", "fallbackUrl"] + actions, place)
        let kinds = actions.filter { action[$0] != nil }
        guard kinds.count == 1 else { throw .invalid("'\(place)' has exactly one kind of action.") }
        if action["fallbackUrl"] != nil {
            try checkURL(action["fallbackUrl"], "\(place).fallbackUrl")
        }
        if let open = action["openUrlAction"] {
            try checkURL(open["url"], "\(place).openUrlAction.url")
        }
        if let dial = action["dialAction"] {
            guard dial["phoneNumber"]?.string.flatMap({ try? PhoneNumber($0) }) != nil else {
                throw .invalid("'\(place).dialAction.phoneNumber' is a number in E.164.")
            }
        }
        return try label(action, place)
    }

    private static func label(
        _ button: JSONValue,
        _ place: String
    ) throws(GoogleError) -> Suggestion {
        if button["postbackData"] != nil {
            _ = try AgentMessage.text(
                button["postbackData"],
                charactersMax: postbackCharactersMax,
                "\(place).postbackData"
            )
        }
        let text = try AgentMessage.text(
            button["text"],
            charactersMax: textCharactersMax,
            "\(place).text"
        )
        return Suggestion(text: text, postback: button["postbackData"]?.string)
    }

    private static func checkURL(_ value: JSONValue?, _ place: String) throws(GoogleError) {
        let url = try AgentMessage.text(value, charactersMax: urlCharactersMax, place)
        guard url.utf8.starts(with: "https://".utf8) || url.utf8.starts(with: "http://".utf8) else {
            throw .invalid("'\(place)' is a URL with http or https.")
        }
    }
}
