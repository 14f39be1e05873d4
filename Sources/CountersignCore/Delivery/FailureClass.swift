/// What a failure of a message asks for.
///
/// Source: the retry classes of the providers' error tables.
public enum FailureClass: String, CaseIterable, Hashable, Sendable {
    /// It certainly was not processed: the same provider may be tried again.
    case retrySame = "retry-same"
    /// Go to the next provider or channel at once.
    case fallback
    /// Permanent for this recipient on this channel: go on without the channel.
    case drop
    /// Configuration or account fault: alert, and go to the next.
    case stop
    /// The recipient may be somebody else now: nothing more is sent by itself.
    case risk
    /// It may or may not have been processed.
    case unknown
}
