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
        callback.queryParameters?[parameter].flatMap { MessageID($0) }
    }
}
