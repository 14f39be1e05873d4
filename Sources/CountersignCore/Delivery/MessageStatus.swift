/// Where a message is on its way.
///
/// Providers' words are mapped to these.
///
/// Order: `queued` → `accepted` → `sent` → `delivered` → `read`; the others end the way. A message
/// never moves backwards, except that a late `delivered` or `read` outranks `expired`,
/// `undelivered` and `unknown`.
public enum MessageStatus: String, CaseIterable, Hashable, Sendable {
    /// Stored, about to be handed over.
    case queued
    /// The provider took it.
    case accepted
    /// The provider handed it on.
    case sent
    /// The phone has it.
    case delivered
    /// The payer opened it.
    case read
    /// The network or the handset said no.
    case undelivered
    /// The provider or its rules refused it.
    case failed
    /// Its time ran out on the way.
    case expired
    /// Taken back before it arrived.
    case canceled
    /// Handed over with no answer: it may or may not have left.
    case unknown

    /// Whether a report of `next` may replace this status.
    public func mayBecome(_ next: MessageStatus) -> Bool {
        guard self != next else { return false }
        switch (self, next) {
        case (_, .queued): return false
        case (.read, _): return false
        case (.delivered, _): return next == .read
        case (_, .delivered), (_, .read): return true
        case (.undelivered, _), (.failed, _), (.expired, _), (.canceled, _): return false
        case (.unknown, _): return true
        case (_, .accepted): return self == .queued
        case (_, .sent): return self == .queued || self == .accepted
        case (.queued, _), (.accepted, _), (.sent, _): return true
        }
    }

    /// Whether the provider has the message, and nothing says that it will not arrive.
    public var isUnderway: Bool {
        switch self {
        case .accepted, .sent, .delivered, .read: true
        case .queued, .undelivered, .failed, .expired, .canceled, .unknown: false
        }
    }

    /// Whether the message can no longer arrive, so that the route should move on.
    public var hasFailed: Bool {
        switch self {
        case .undelivered, .failed, .expired, .canceled: true
        case .queued, .accepted, .sent, .delivered, .read, .unknown: false
        }
    }
}
