/// What became of some messages.
///
/// The steps of the way are cumulative: a delivered message counts as sent and accepted too.
public struct DeliveryFigures: Equatable, Sendable {
    /// Messages that were made and queued: all of them.
    public internal(set) var queued = 0
    /// Messages that a provider took, whatever came later.
    public internal(set) var accepted = 0
    /// Messages that a provider handed on: sent, delivered, read and undelivered ones.
    public internal(set) var sent = 0
    /// Messages whose delivery was claimed: delivered and read ones.
    public internal(set) var delivered = 0
    /// Payments that were approved; each counts for one message, the one that its receipt names.
    public internal(set) var confirmed = 0
    /// Payments that were denied; each counts for one message, as with ``confirmed``.
    public internal(set) var denied = 0

    /// Messages that the network or the handset refused.
    public internal(set) var undelivered = 0
    /// Messages that the provider or its rules refused.
    public internal(set) var failed = 0
    /// Messages whose time ran out on the way.
    public internal(set) var expired = 0
    /// Messages that were taken back before they arrived.
    public internal(set) var canceled = 0
    /// Messages that were handed over with no answer.
    public internal(set) var unknown = 0

    /// Messages that followed another one of the same code, over another channel or provider.
    public internal(set) var fallbacks = 0
    /// Parts of the SMS that a provider took.
    public internal(set) var smsParts = 0
    /// What is paid for: parts of SMS, and messages of other channels, that a provider took.
    public internal(set) var billedUnits = 0
    /// Claims of delivery that can be judged by what became of the payment.
    public internal(set) var claims = DeliveryClaims()

    /// From the making of a message to the first claim of its delivery.
    public internal(set) var timeToDeliver = DurationHistogram()
    /// From the making of a message to the approval that counts for it.
    public internal(set) var timeToConfirm = DurationHistogram()
    /// What the messages cost.
    public internal(set) var cost = DeliveryCost()

    /// No messages.
    public init() {}

    /// Adds what became of other messages.
    public mutating func add(_ other: DeliveryFigures) {
        queued += other.queued
        accepted += other.accepted
        sent += other.sent
        delivered += other.delivered
        confirmed += other.confirmed
        denied += other.denied
        undelivered += other.undelivered
        failed += other.failed
        expired += other.expired
        canceled += other.canceled
        unknown += other.unknown
        fallbacks += other.fallbacks
        smsParts += other.smsParts
        billedUnits += other.billedUnits
        claims.add(other.claims)
        timeToDeliver.add(other.timeToDeliver)
        timeToConfirm.add(other.timeToConfirm)
        cost.add(other.cost)
    }

    /// The part of all messages that a provider took.
    public var acceptedShare: Share? { Share(accepted, of: queued) }
    /// The part of the taken messages whose delivery was claimed.
    public var deliveredShare: Share? { Share(delivered, of: accepted) }
    /// The part of the taken messages that a payment was approved with.
    public var confirmedShare: Share? { Share(confirmed, of: accepted) }
}
