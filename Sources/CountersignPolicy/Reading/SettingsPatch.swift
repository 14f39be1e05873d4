internal import CountersignCore

/// Settings that a text gives, on top of others.
struct SettingsPatch {
    var codeDigits: Int?
    var expiresInSeconds: Int?
    var attemptsMax: Int?
    var channels: [Channel]?
    var nextChannelAfterSeconds: Int?
    var sendsMax: Int?
    var resendAfterSeconds: Int?
    var matchWord: Bool?
    var confirmsByButton: Bool?
    var sameMessage: Bool?
    var hedge: Bool?
    /// Which settings were given, and on which line.
    var given: [String: Int] = [:]

    /// Other settings with these in their place.
    func applied(to settings: ConfirmationSettings) -> ConfirmationSettings {
        var settings = settings
        if let codeDigits { settings.codeDigits = codeDigits }
        if let expiresInSeconds { settings.expiresInSeconds = expiresInSeconds }
        if let attemptsMax { settings.attemptsMax = attemptsMax }
        if let channels { settings.channels = channels }
        if let nextChannelAfterSeconds {
            settings.nextChannelAfterSeconds = nextChannelAfterSeconds
        }
        if let sendsMax { settings.sendsMax = sendsMax }
        if let resendAfterSeconds { settings.resendAfterSeconds = resendAfterSeconds }
        if let matchWord { settings.matchWord = matchWord }
        if let confirmsByButton { settings.confirmsByButton = confirmsByButton }
        if let sameMessage { settings.sameMessage = sameMessage }
        if let hedge { settings.hedge = hedge }
        return settings
    }
}
