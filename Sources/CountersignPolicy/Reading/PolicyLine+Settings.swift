internal import CountersignCore

extension PolicyLine {
    /// Words that begin a setting.
    static let settingWords = [
        "code", "expires", "attempts", "channels", "next", "at", "match", "confirm", "same",
        "hedge",
    ]

    /// Channels that this version sends over.
    private static let channels: [Channel] = [.rcs, .whatsapp, .sms, .email, .push]

    /// Reads one setting; the hard limits hold.
    mutating func setting(into patch: inout SettingsPatch) {
        guard let word = next else { return }
        switch word.text {
        case "code": code(&patch)
        case "expires": expiry(&patch)
        case "attempts": attempts(&patch)
        case "channels": channels(&patch)
        case "next": nextChannel(&patch)
        case "at": sends(&patch)
        case "match": matchWord(&patch)
        case "same": sameMessage(&patch)
        case "hedge": hedge(&patch)
        default: confirmByButton(&patch)
        }
    }

    /// Notes that a setting is given; a finding when it already was.
    private mutating func once(_ name: String, _ patch: inout SettingsPatch) -> Bool {
        guard let word = next else { return false }
        if let earlier = patch.given[name] {
            refuse(word, "'\(name)' was given on line \(earlier); keep one of them")
            return false
        }
        patch.given[name] = line(of: word)
        return true
    }

    private mutating func code(_ patch: inout SettingsPatch) {
        guard once("code", &patch) else { return }
        expect("code")
        patch.codeDigits = number(
            of: "digits",
            within: ConfirmationSettings.codeDigitsBounds,
            "digits of a code go"
        )
        expect("digits")
    }

    private mutating func expiry(_ patch: inout SettingsPatch) {
        guard once("expires", &patch) else { return }
        expect("expires", "in")
        patch.expiresInSeconds = duration(
            within: ConfirmationSettings.expiresInSecondsBounds,
            "a code's life goes"
        )
    }

    private mutating func attempts(_ patch: inout SettingsPatch) {
        guard once("attempts", &patch) else { return }
        expect("attempts")
        patch.attemptsMax = number(
            of: "attempts",
            within: ConfirmationSettings.attemptsBounds,
            "attempts go"
        )
    }

    private mutating func channels(_ patch: inout SettingsPatch) {
        guard once("channels", &patch) else { return }
        expect("channels")
        var channels: [Channel] = []
        repeat {
            guard let token = next else {
                _ = take(anyOf: [], as: "a channel: rcs, whatsapp, sms, email or push,")
                return
            }
            let word = take(
                anyOf: PolicyLine.channels.map(\.rawValue),
                as: "a channel, rcs, whatsapp, sms, email or push,"
            )
            guard let channel = word.flatMap(Channel.init(rawValue:)) else { return }
            if channels.contains(channel) {
                return refuse(token, "'\(channel.rawValue)' is listed twice; keep one of them")
            }
            channels.append(channel)
        } while takeComma(unlessBefore: PolicyLine.settingWords)
        patch.channels = channels
    }

    private mutating func nextChannel(_ patch: inout SettingsPatch) {
        guard once("next channel", &patch) else { return }
        expect("next", "channel", "after")
        patch.nextChannelAfterSeconds = duration(
            within: ConfirmationSettings.nextChannelAfterSecondsBounds,
            "the wait for the next channel goes"
        )
    }

    private mutating func sends(_ patch: inout SettingsPatch) {
        guard once("at most", &patch) else { return }
        expect("at", "most")
        patch.sendsMax = number(of: "sends", within: ConfirmationSettings.sendsBounds, "sends go")
        _ = take(anyOf: ["sends", "send"], as: "'sends'")
        guard isSound, takeComma(unlessBefore: PolicyLine.settingWords) else { return }
        patch.resendAfterSeconds = duration(
            within: ConfirmationSettings.resendAfterSecondsBounds,
            "the pause between sends goes"
        )
        expect("apart")
    }

    private mutating func matchWord(_ patch: inout SettingsPatch) {
        guard once("match word", &patch) else { return }
        expect("match", "word")
        if isSound { patch.matchWord = true }
    }

    private mutating func confirmByButton(_ patch: inout SettingsPatch) {
        guard once("confirm by button", &patch) else { return }
        expect("confirm", "by", "button")
        if isSound { patch.confirmsByButton = true }
    }

    private mutating func sameMessage(_ patch: inout SettingsPatch) {
        guard once("same message", &patch) else { return }
        expect("same", "message")
        if isSound { patch.sameMessage = true }
    }

    private mutating func hedge(_ patch: inout SettingsPatch) {
        guard once("hedge", &patch) else { return }
        expect("hedge")
        if isSound { patch.hedge = true }
    }
}
