/// How one confirmation is carried out, as the policy set it.
///
/// The bounds hold whatever a policy says. Source: policies.md, "Hard limits".
public struct ConfirmationSettings: Equatable, Sendable {
    /// Fewest and most digits of a code.
    public static let codeDigitsBounds = 6...8
    /// Shortest and longest life of a code in seconds.
    public static let expiresInSecondsBounds = 10...600
    /// Fewest and most attempts.
    public static let attemptsBounds = 1...5
    /// Fewest and most sends.
    public static let sendsBounds = 1...5
    /// Shortest and longest pause between two requested sends in seconds.
    public static let resendAfterSecondsBounds = 5...300
    /// Shortest and longest wait in seconds before the next channel is tried.
    public static let nextChannelAfterSecondsBounds = 5...300

    /// Digits of the code.
    public var codeDigits: Int
    /// Life of a code in seconds.
    public var expiresInSeconds: Int
    /// Attempts that are accepted in all.
    public var attemptsMax: Int
    /// Channels in the order in which they are tried.
    public var channels: [Channel]
    /// Seconds without a confirmation before the next channel is tried.
    public var nextChannelAfterSeconds: Int
    /// Messages that may be sent in all.
    public var sendsMax: Int
    /// Seconds between two requested sends.
    public var resendAfterSeconds: Int
    /// Whether the message and the checkout show the same word.
    public var matchWord: Bool
    /// Whether a tap on the message's "Approve" confirms as the code does.
    public var confirmsByButton: Bool
    /// Whether amount and payee must stand in the message that has the code, not in one before it.
    public var sameMessage: Bool
    /// Whether a second provider gets the message too when the first is slow.
    public var hedge: Bool

    /// Settings within the hard limits.
    public init(
        codeDigits: Int = 6,
        expiresInSeconds: Int = 300,
        attemptsMax: Int = 5,
        channels: [Channel] = [.rcs, .whatsapp, .sms],
        nextChannelAfterSeconds: Int = 20,
        sendsMax: Int = 3,
        resendAfterSeconds: Int = 30,
        matchWord: Bool = false,
        confirmsByButton: Bool = false,
        sameMessage: Bool = false,
        hedge: Bool = false
    ) {
        precondition(
            ConfirmationSettings.codeDigitsBounds.contains(codeDigits)
                && ConfirmationSettings.expiresInSecondsBounds.contains(expiresInSeconds)
                && ConfirmationSettings.attemptsBounds.contains(attemptsMax)
                && ConfirmationSettings.sendsBounds.contains(sendsMax),
            "A policy's settings are checked against the hard limits when it is loaded."
        )
        self.codeDigits = codeDigits
        self.expiresInSeconds = expiresInSeconds
        self.attemptsMax = attemptsMax
        self.channels = channels
        self.nextChannelAfterSeconds = nextChannelAfterSeconds
        self.sendsMax = sendsMax
        self.resendAfterSeconds = resendAfterSeconds
        self.matchWord = matchWord
        self.confirmsByButton = confirmsByButton
        self.sameMessage = sameMessage
        self.hedge = hedge
    }
}
