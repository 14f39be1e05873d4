public import CountersignCore

/// What the platform says to a request about templates.
public enum WhatsAppTemplateAnswer: Equatable, Sendable {
    /// It did it.
    case taken(JSONValue)
    /// It refused; the words are its own, for the person at the terminal.
    case refused(code: Int?, words: String)
    /// It did not answer, or not in its own format.
    case unanswered(reason: String)

    /// Most characters of the platform's words that are shown.
    private static let wordsCharactersMax = 400

    /// Reads an answer.
    public init(_ result: Result<OutboundReply, OutboundFailure>) {
        switch result {
        case .failure(.notSent(let reason)): self = .unanswered(reason: "not reached: \(reason)")
        case .failure(.addressRefused): self = .unanswered(reason: "the address is refused")
        case .failure(.unanswered(let reason)): self = .unanswered(reason: reason)
        case .success(let reply):
            let json = try? JSONReader.read(reply.body)
            if (200...299).contains(reply.status), let json, json.object != nil {
                self = .taken(json)
            } else if let error = json?["error"], error.object != nil {
                self = .refused(
                    code: error["code"]?.integer.map(Int.init),
                    words: WhatsAppTemplateAnswer.words(of: error)
                )
            } else {
                self = .unanswered(
                    reason: "status \(reply.status) without an error of the platform"
                )
            }
        }
    }

    /// The most telling of the platform's words: those for people, else the details, else the message.
    private static func words(of error: JSONValue) -> String {
        let pieces = [
            error["error_user_title"]?.string, error["error_user_msg"]?.string,
            error["error_data"]?["details"]?.string,
        ].compactMap(\.self)
        let text =
            pieces.isEmpty
            ? error["message"]?.string ?? "no reason given"
            : pieces.joined(separator: ": ")
        // A terminal obeys control characters.
        let safe = text.unicodeScalars.filter { !PlainText.isForbidden($0) }
        return String(String.UnicodeScalarView(safe)).prefix(wordsCharactersMax).description
    }
}

/// What the platform made of one template that was submitted.
public struct WhatsAppSubmission: Equatable, Sendable {
    /// The platform's id of the template.
    public let id: String?
    /// Its status, such as `PENDING`.
    public let status: String
    /// Its category, which the platform may choose otherwise than asked.
    public let category: String

    /// Reads the answer to a creation.
    public init(_ json: JSONValue) {
        id = json["id"]?.string
        status = json["status"]?.string ?? "PENDING"
        category = (json["category"]?.string ?? "").lowercased()
    }
}

/// One template as the platform keeps it.
public struct WhatsAppKeptTemplate: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Its language, such as `en_GB`.
    public let language: String
    /// Its status in capitals, such as `APPROVED`.
    public let status: String
    /// Its category in lower case.
    public let category: String
    /// Body, footer and buttons.
    public let components: JSONValue
    /// Seconds until the platform gives up; nil where it does not say.
    public let ttlSeconds: Int?
    /// Why it was rejected, a word of the platform's; nil where it was not.
    public let rejection: String?

    /// Reads one element of a list; nil when it is no template.
    init?(_ json: JSONValue) {
        guard let name = json["name"]?.string, let language = json["language"]?.string else {
            return nil
        }
        self.name = name
        self.language = language
        status = (json["status"]?.string ?? "").uppercased()
        category = (json["category"]?.string ?? "").lowercased()
        components = json["components"] ?? .array([])
        ttlSeconds = json["message_send_ttl_seconds"]?.integer.map(Int.init)
        let word = json["rejected_reason"]?.string
        rejection = word == "NONE" ? nil : word.map { String($0.prefix(64)) }
    }
}

/// One page of an account's templates.
public struct WhatsAppTemplatePage: Equatable, Sendable {
    /// The templates.
    public let templates: [WhatsAppKeptTemplate]
    /// Where the next page begins; nil for the last.
    public let cursor: String?

    /// Reads a page.
    public init(_ json: JSONValue) {
        templates = (json["data"]?.array ?? []).compactMap(WhatsAppKeptTemplate.init)
        // There is a cursor on the last page too; only `next` says that more follows.
        let hasNext = json["paging"]?["next"]?.string != nil
        cursor = hasNext ? json["paging"]?["cursors"]?["after"]?.string : nil
    }
}
