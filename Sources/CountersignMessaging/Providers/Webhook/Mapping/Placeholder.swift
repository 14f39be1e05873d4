import CountersignCore
import CountersignTemplates

/// What a template of a request may hold, in braces.
enum Placeholder: String, CaseIterable, Sendable {
    case messageID = "message_id"
    case confirmationID = "confirmation_id"
    case channel
    case to
    /// The digits of the number, without the plus.
    case toDigits = "to_digits"
    case from
    case text
    /// The channel's rich form, JSON.
    case content
    case expiresAt = "expires_at"
    case ttlSeconds = "ttl_seconds"
    /// Minutes, rounded up.
    case ttlMinutes = "ttl_minutes"
    case secret

    /// Whether the value is JSON already when it stands alone in a body: numbers and the rich form.
    var isJSON: Bool {
        switch self {
        case .content, .ttlSeconds, .ttlMinutes: true
        default: false
        }
    }
}

/// The values of one request.
struct PlaceholderValues {
    let dispatch: Dispatch
    let from: String?
    let secret: ProviderSecret?

    /// A value as text; nil where the message has none.
    func text(_ placeholder: Placeholder) -> String? {
        switch placeholder {
        case .messageID: dispatch.message.id.text
        case .confirmationID: dispatch.message.confirmation.text
        case .channel: dispatch.message.channel.rawValue
        case .to: dispatch.to
        case .toDigits:
            String(decoding: dispatch.to.utf8.filter { (48...57).contains($0) }, as: UTF8.self)
        case .from: from
        case .text: dispatch.rendered.text
        case .content: dispatch.rendered.content.map { String(decoding: $0, as: UTF8.self) }
        case .expiresAt: dispatch.expiresAt.rfc3339
        case .ttlSeconds: String(ttlSeconds)
        case .ttlMinutes: String((ttlSeconds + 59) / 60)
        case .secret: secret?.withBytes { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// The members of the rich form, if it is an object.
    var contentMembers: [JSONMember] {
        dispatch.rendered.content.flatMap { try? JSONReader.read($0) }?.object ?? []
    }

    private var ttlSeconds: Int { dispatch.now.secondsUntil(dispatch.expiresAt) }
}

/// How a value is written where it is put in.
enum PlaceholderText {
    static func plain(_ value: String) -> String { value }

    /// Line breaks and other controls become spaces: a field ends with its line.
    static func inHeader(_ value: String) -> String {
        let bytes = value.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
