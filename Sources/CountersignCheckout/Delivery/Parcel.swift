import CountersignCore

/// A message on its way through the outbox.
///
/// Where many wait it holds little more than an id; the store has the rest.
struct Parcel: Sendable {
    let id: MessageID
    /// The provider's name in the configuration.
    let provider: String
    /// When its code dies, as far as is known without reading.
    let expiresAt: Instant
    /// Since when it waits for its turn.
    var since: Instant
    /// How long it may wait while there is somewhere else to go; nil for as long as it lives.
    var patienceMilliseconds: Int64?
    /// The message with everything that it needs; nil where it must be read from the store again.
    private var box: PreparedBox?
    /// Whether there was no place for it when it came.
    var hasWaited = false
    /// Hand-overs that were tried.
    var attempts: [DeliveryAttempt] = []
    /// Whether the request that goes before it has succeeded.
    var isPreparationDone = false

    /// A message with everything that it needs.
    init(_ prepared: PreparedMessage, at now: Instant) {
        id = prepared.message.id
        provider = prepared.message.provider
        expiresAt = prepared.confirmation.context.expiresAt
        since = now
        patienceMilliseconds = prepared.patienceMilliseconds
        box = PreparedBox(prepared)
    }

    /// A message that the store holds.
    init(_ message: QueuedMessage, at now: Instant) {
        id = message.id
        provider = message.provider
        expiresAt = message.expiresAt
        since = now
    }

    var prepared: PreparedMessage? {
        get { box?.prepared }
        set { box = newValue.map(PreparedBox.init) }
    }

    /// The same with no more than the store can find it by.
    var withoutContent: Parcel {
        var parcel = self
        parcel.prepared = nil
        return parcel
    }

    /// Whether it may go elsewhere now because it waited too long.
    func isImpatient(at now: Instant) -> Bool {
        guard hasWaited, let patienceMilliseconds else { return false }
        return now.milliseconds - since.milliseconds > patienceMilliseconds
    }
}

/// Keeps a parcel small: a hundred thousand of them wait after an outage.
private final class PreparedBox: Sendable {
    let prepared: PreparedMessage

    init(_ prepared: PreparedMessage) {
        self.prepared = prepared
    }
}
