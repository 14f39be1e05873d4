import CountersignCore

/// One post of SNS as it came, nothing of it believed yet.
struct SNSPost {
    enum Kind: String {
        case notification = "Notification"
        case subscriptionConfirmation = "SubscriptionConfirmation"
        case unsubscribeConfirmation = "UnsubscribeConfirmation"

        /// The fields that are signed, in order; a notification's subject only where it has one.
        var signedFields: [String] {
            switch self {
            case .notification:
                ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            case .subscriptionConfirmation, .unsubscribeConfirmation:
                ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
            }
        }
    }

    let type: Kind
    private let json: JSONValue

    /// A post; nil when the body is none.
    init?(_ body: [UInt8]) {
        guard let json = try? JSONReader.read(body),
            let type = json["Type"]?.string.flatMap(Kind.init(rawValue:))
        else { return nil }
        self.type = type
        self.json = json
    }

    subscript(name: String) -> String? { json[name]?.string }

    /// The text that is signed; nil when a field is missing.
    var signedText: String? {
        var text = ""
        for name in type.signedFields {
            guard let value = self[name] else {
                if name == "Subject", json[name] == nil || json[name] == .null { continue }
                return nil
            }
            text += name + "\n" + value + "\n"
        }
        return text
    }
}
