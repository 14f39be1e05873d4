public import CountersignCore

/// A WhatsApp template as the platform is asked to approve it.
///
/// Source: WhatsApp Business Platform, "Templates"; whatsapp-cloud.md, section 3.
public struct WhatsAppApproval: Equatable, Sendable {
    /// The platform's kinds of template that a payment's messages are made of.
    public enum Category: String, CaseIterable, Sendable {
        /// The platform's own sentence around a code.
        case authentication
        /// The sender's words, without a code.
        case utility
    }

    /// The file that it comes from, such as `default/en/payment.whatsapp.json`.
    public let file: String
    /// The platform's name of the template.
    public let name: String
    /// The platform's code of the language, such as `en_GB`.
    public let language: String
    /// Its kind.
    public let category: Category
    /// Seconds until the platform gives up; a code is dead by then.
    public let ttlSeconds: Int
    /// Body, footer and buttons as the platform wants them.
    public let components: JSONValue
    /// Whether its variables have names; nil when it has none of its own.
    public let hasNamedVariables: Bool?

    /// The body of `POST /{WABA_ID}/message_templates`.
    public var request: JSONValue {
        .members([
            "name": .string(name),
            "language": .string(language),
            "category": .string(category.rawValue),
            "parameter_format": hasNamedVariables.map { .string($0 ? "named" : "positional") },
            "message_send_ttl_seconds": .integer(ttlSeconds),
            "components": components,
        ])
    }

    /// The component of a type, such as `body`; names are the same in either case.
    public static func component(_ type: String, in components: JSONValue) -> JSONValue? {
        components.array?.first { $0["type"]?.string?.lowercased() == type }
    }
}
