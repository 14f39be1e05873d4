/// What to do after a hand-over.
///
/// A code lives for minutes, so another channel now is worth more than the same provider later.
/// Reasons are short bounded words, never a provider's free text.
public enum DispatchOutcome: Equatable, Sendable {
    /// The provider took it; `reference` is its own id of the message, where it gave one.
    case accepted(reference: String?)
    /// It certainly was not processed: the same provider may be tried again after so many seconds.
    case retrySame(afterSeconds: Int, reason: String)
    /// Go to the next provider or channel at once.
    case fallback(reason: String)
    /// Permanent for this recipient on this channel: go on without the channel.
    case drop(reason: String)
    /// Configuration or account fault: alert, and go to the next.
    case stop(reason: String)
    /// The recipient may be somebody else now: nothing more is sent by itself.
    case risk(reason: String)
    /// It may or may not have been processed.
    case unknown(reason: String)

    /// The class of what is not ``accepted(reference:)``.
    public var failureClass: FailureClass? {
        switch self {
        case .accepted: nil
        case .retrySame: .retrySame
        case .fallback: .fallback
        case .drop: .drop
        case .stop: .stop
        case .risk: .risk
        case .unknown: .unknown
        }
    }

    /// The bounded word for logs, metrics and attempts.
    public var label: String { failureClass?.rawValue ?? "accepted" }

    /// The outcome that a class of failure stands for.
    public init(_ failure: FailureClass, reason: String, retryAfterSeconds: Int = 1) {
        switch failure {
        case .retrySame: self = .retrySame(afterSeconds: retryAfterSeconds, reason: reason)
        case .fallback: self = .fallback(reason: reason)
        case .drop: self = .drop(reason: reason)
        case .stop: self = .stop(reason: reason)
        case .risk: self = .risk(reason: reason)
        case .unknown: self = .unknown(reason: reason)
        }
    }
}

/// The classes of failures, as ``DispatchOutcome`` explains them.
public enum FailureClass: String, CaseIterable, Sendable {
    case retrySame = "retry-same"
    case fallback
    case drop
    case stop
    case risk
    case unknown
}
