/// What becomes of one request to a simulated platform, and of its message.
struct Fate: Equatable, Sendable {
    /// How the request itself is answered.
    enum Answer: Equatable, Sendable {
        /// As the platform does when all is well.
        case usual
        /// With a 5xx.
        case serverError
        /// Not at all.
        case silence
    }

    var answer = Answer.usual
    /// Whether a request without a usual answer was processed nevertheless.
    var isProcessedAnyway = false
    /// How late the answer comes.
    var answerAfterMilliseconds = 0
    /// How long its body takes to come.
    var answerDripsMilliseconds = 0
    /// From taking the message to its arrival.
    var arrivesAfterMilliseconds = 0
    /// From arrival to the first report, and between reports.
    var reportsAfterMilliseconds = 0
    var isLost = false
    var isDuplicated = false
    var isReordered = false
    var isForged = false
    /// Whether a lost message is reported as delivered.
    var isFalse = false

    /// The fate of a platform's message with a number, counted from 0.
    ///
    /// Every number is drawn in the same order whatever the behaviour, so that a changed share changes
    /// nothing but itself.
    static func decided(
        seed: UInt64,
        platform: SimulatedPlatform,
        index: UInt64,
        by behaviour: Behaviour
    ) -> Fate {
        var chance = SeededChance(seed: seed, stream: platform.rawValue, index: index)
        var fate = Fate()
        let hasServerError = chance.unit() < behaviour.serverErrors
        switch behaviour.outage {
        case .silent: fate.answer = .silence
        case .unavailable, .refused: fate.answer = .serverError
        case nil: fate.answer = hasServerError ? .serverError : .usual
        }
        fate.isProcessedAnyway = chance.unit() < behaviour.processedAnyway
        let isSlow = chance.unit() < behaviour.slowAnswers
        let slowness = behaviour.slowness.milliseconds(chance.unit(), chance.unit())
        fate.answerAfterMilliseconds = isSlow ? slowness : 0
        fate.arrivesAfterMilliseconds = behaviour.latency.milliseconds(chance.unit(), chance.unit())
        fate.reportsAfterMilliseconds = behaviour.receiptLatency.milliseconds(
            chance.unit(),
            chance.unit()
        )
        fate.isLost = chance.unit() < behaviour.loss
        fate.isDuplicated = chance.unit() < behaviour.duplicateReceipts
        fate.isReordered = chance.unit() < behaviour.reorderedReceipts
        fate.isForged = chance.unit() < behaviour.forgedReceipts
        let isFalse = chance.unit() < behaviour.falseReceipts
        fate.isFalse = fate.isLost && isFalse
        let drips = chance.unit() < behaviour.drippingAnswers
        fate.answerDripsMilliseconds = drips ? slowness : 0
        return fate
    }
}
