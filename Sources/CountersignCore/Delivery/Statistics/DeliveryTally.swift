/// Counts what became of messages, by channel, provider and country, and by merchant where wanted.
///
/// Finer than most reports show, because prices depend on all of it.
public struct DeliveryTally: Equatable, Sendable {
    /// Most keys that are told apart, to bound the memory of a report.
    public static let keysMax = 10_000

    /// The figures of each key.
    public private(set) var figures: [DeliveryKey: DeliveryFigures] = [:]
    private let byMerchant: Bool

    /// A tally of nothing; `byMerchant` says whether merchants are told apart.
    public init(byMerchant: Bool) {
        self.byMerchant = byMerchant
    }

    /// Whether there are more keys than a report may have.
    public var isTooLarge: Bool { figures.count > DeliveryTally.keysMax }

    /// Counts one confirmation with its messages, the oldest first.
    public mutating func count(_ confirmation: ConfirmationFate, _ messages: [MessageFate]) {
        let answered = DeliveryTally.answered(of: messages, in: confirmation)
        for (place, message) in messages.enumerated() {
            let isFallback = messages[..<place].contains {
                $0.generation == message.generation
                    && ($0.channel != message.channel || $0.provider != message.provider)
            }
            let key = DeliveryKey(
                merchant: byMerchant ? confirmation.merchant : nil,
                channel: message.channel,
                provider: message.provider,
                country: message.country ?? DeliveryKey.unknownCountry
            )
            figures[key, default: DeliveryFigures()]
                .count(message, of: confirmation, isAnswered: place == answered, isFallback)
        }
    }

    /// Adds what another tally has counted.
    public mutating func add(_ other: DeliveryTally) {
        for (key, more) in other.figures {
            figures[key, default: DeliveryFigures()].add(more)
        }
    }

    /// The place of the message that the payer's answer counts for: the newest one of the current
    /// code that has not failed, which the receipt names; else the newest one.
    private static func answered(
        of messages: [MessageFate],
        in confirmation: ConfirmationFate
    ) -> Int? {
        messages.lastIndex {
            $0.generation == confirmation.generation && !$0.status.hasFailed
        } ?? messages.indices.last
    }
}

extension DeliveryFigures {
    /// Counts one message.
    fileprivate mutating func count(
        _ message: MessageFate,
        of confirmation: ConfirmationFate,
        isAnswered: Bool,
        _ isFallback: Bool
    ) {
        queued += 1
        if isFallback { fallbacks += 1 }
        if message.wasAccepted {
            accepted += 1
            billedUnits += message.parts
            if message.channel == .sms { smsParts += message.parts }
        }
        count(message.status)
        if message.status.claimsDelivery, let deliveredAt = message.deliveredAt {
            timeToDeliver.record(milliseconds: deliveredAt.milliseconds(since: message.createdAt))
        }
        count(message, answerOf: confirmation, isAnswered: isAnswered)
    }

    private mutating func count(_ status: MessageStatus) {
        switch status {
        case .queued, .accepted: break
        case .sent: sent += 1
        case .delivered, .read:
            sent += 1
            delivered += 1
        case .undelivered:
            sent += 1
            undelivered += 1
        case .failed: failed += 1
        case .expired: expired += 1
        case .canceled: canceled += 1
        case .unknown: unknown += 1
        }
    }

    private mutating func count(
        _ message: MessageFate,
        answerOf confirmation: ConfirmationFate,
        isAnswered: Bool
    ) {
        if isAnswered, confirmation.status == .approved {
            confirmed += 1
            if let closedAt = confirmation.closedAt {
                timeToConfirm.record(milliseconds: closedAt.milliseconds(since: message.createdAt))
            }
        }
        if isAnswered, confirmation.status == .denied { denied += 1 }
        // A message of an older code had its chance taken away; that is no fault of its route.
        guard message.status.claimsDelivery, message.generation == confirmation.generation else {
            return
        }
        switch confirmation.status {
        case .approved, .denied:
            claims.add(DeliveryClaims(judged: 1, unconfirmed: isAnswered ? 0 : 1))
        case .expired, .exhausted: claims.add(DeliveryClaims(judged: 1, unconfirmed: 1))
        case .pending, .canceled, .skipped, .blocked: break
        }
    }
}

extension MessageStatus {
    /// Whether a provider claims that the phone has the message.
    fileprivate var claimsDelivery: Bool { self == .delivered || self == .read }
}

extension Instant {
    fileprivate func milliseconds(since earlier: Instant) -> Int64 {
        milliseconds - earlier.milliseconds
    }
}
