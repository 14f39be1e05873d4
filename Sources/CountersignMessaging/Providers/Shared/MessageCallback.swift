import CountersignCore

/// A callback URL with our id of a message in its query, for providers that take no reference of
/// ours.
enum MessageCallback {
    /// The query's parameter.
    static let parameter = "m"

    /// The URL to give to the provider with a message.
    static func url(_ callbackURL: String, for message: MessageID) -> String {
        callbackURL + "?" + PercentEncoding.form([(parameter, message.text)])
    }

    /// The message that a callback is about; nil when its URL names none.
    static func message(in callback: Callback) -> MessageID? {
        let parameters = PercentEncoding.parameters(callback.query, plusIsSpace: true) ?? []
        return parameters.first { $0.name == parameter }.flatMap { MessageID($0.value) }
    }
}

extension Callback {
    /// The URL that it came to, as its sender called and signed it.
    func url(under callbackURL: String) -> String {
        query.isEmpty ? callbackURL : callbackURL + "?" + query
    }

    /// The parameters of a form in its body, in order; nil when they can't be decoded.
    var formParameters: [(name: String, value: String)]? {
        guard let text = String(validating: body, as: UTF8.self) else { return nil }
        return PercentEncoding.parameters(text, plusIsSpace: true)
    }
}
