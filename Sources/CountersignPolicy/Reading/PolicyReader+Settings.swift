internal import CountersignCore

extension PolicyReader {
    /// Words that begin a setting.
    static let settingWords = ["code", "expires", "attempts", "channels", "next", "at", "match"]

    /// Channels that this version sends over.
    private static let channels: [Channel] = [.rcs, .whatsapp, .sms]

    /// Reads one setting into ``settings``; the hard limits hold.
    mutating func apply(_ line: inout PolicyLine) {
        switch line.first.text {
        case "code": applyCode(&line)
        case "expires": applyExpiry(&line)
        case "attempts": applyAttempts(&line)
        case "channels": applyChannels(&line)
        case "next": applyNextChannel(&line)
        case "at": applySends(&line)
        default: applyMatchWord(&line)
        }
        line.expectEnd()
    }

    private mutating func applyCode(_ line: inout PolicyLine) {
        guard once("code", in: &line) else { return line.skipAll() }
        line.expect("code")
        let digits = line.number(
            of: "digits",
            within: ConfirmationSettings.codeDigitsBounds,
            "digits of a code go"
        )
        line.expect("digits")
        if let digits { settings.codeDigits = digits }
    }

    private mutating func applyExpiry(_ line: inout PolicyLine) {
        guard once("expires", in: &line) else { return line.skipAll() }
        line.expect("expires", "in")
        let seconds = line.duration(
            within: ConfirmationSettings.expiresInSecondsBounds,
            "a code's life goes"
        )
        if let seconds { settings.expiresInSeconds = seconds }
    }

    private mutating func applyAttempts(_ line: inout PolicyLine) {
        guard once("attempts", in: &line) else { return line.skipAll() }
        line.expect("attempts")
        let attempts = line.number(
            of: "attempts",
            within: ConfirmationSettings.attemptsBounds,
            "attempts go"
        )
        if let attempts { settings.attemptsMax = attempts }
    }

    private mutating func applyChannels(_ line: inout PolicyLine) {
        guard once("channels", in: &line) else { return line.skipAll() }
        line.expect("channels")
        var channels: [Channel] = []
        repeat {
            guard let token = line.next else {
                _ = line.take(anyOf: [], as: "a channel: rcs, whatsapp or sms,")
                return
            }
            if token.text == Channel.email.rawValue || token.text == Channel.push.rawValue {
                return line.refuse(
                    token,
                    "'\(token.text)' is not understood by this version; it sends over rcs, "
                        + "whatsapp and sms"
                )
            }
            let word = line.take(
                anyOf: PolicyReader.channels.map(\.rawValue),
                as: "a channel, rcs, whatsapp or sms,"
            )
            guard let channel = word.flatMap(Channel.init(rawValue:)) else { return }
            if channels.contains(channel) {
                return line.refuse(token, "'\(channel.rawValue)' is listed twice; keep one of them")
            }
            channels.append(channel)
        } while line.takeComma()
        settings.channels = channels
    }

    private mutating func applyNextChannel(_ line: inout PolicyLine) {
        guard once("next channel", in: &line) else { return line.skipAll() }
        line.expect("next", "channel", "after")
        let seconds = line.duration(
            within: ConfirmationSettings.nextChannelAfterSecondsBounds,
            "the wait for the next channel goes"
        )
        if let seconds { settings.nextChannelAfterSeconds = seconds }
    }

    private mutating func applySends(_ line: inout PolicyLine) {
        guard once("at most", in: &line) else { return line.skipAll() }
        line.expect("at", "most")
        let sends = line.number(
            of: "sends",
            within: ConfirmationSettings.sendsBounds,
            "sends go"
        )
        _ = line.take(anyOf: ["sends", "send"], as: "'sends'")
        if let sends { settings.sendsMax = sends }
        guard line.isSound, line.takeComma() else { return }
        let seconds = line.duration(
            within: ConfirmationSettings.resendAfterSecondsBounds,
            "the pause between sends goes"
        )
        line.expect("apart")
        if let seconds { settings.resendAfterSeconds = seconds }
    }

    private mutating func applyMatchWord(_ line: inout PolicyLine) {
        guard once("match word", in: &line) else { return line.skipAll() }
        line.expect("match", "word")
        if line.isSound { settings.matchWord = true }
    }
}

extension PolicyLine {
    /// Takes a comma if one stands here.
    fileprivate mutating func takeComma() -> Bool {
        guard isSound, let next, next.kind == .mark, next.text == "," else { return false }
        skip()
        return true
    }

    /// Leaves the rest of the line unread: its finding is already there.
    fileprivate mutating func skipAll() {
        while !isAtEnd { skip() }
    }
}
