import CountersignCore

/// What is to be done about a stored message that was to be handed over.
enum Handover: Sendable {
    /// It is handed over, in the form that it had.
    case due(PreparedMessage)
    /// Nobody needs it any more, or it can't be made again: it ends with this status.
    case useless(MessageStatus, failure: String)
    /// Its template or its merchant's words have changed: made again it would differ from what its
    /// receipt will state.
    case altered
    /// Its fate is known already.
    case settled
    /// The store can't be read at the moment.
    case unreadable

    /// Why an altered message failed.
    static let failureOfAltered = "template-changed"
    /// Why a message failed that never left because its provider was too busy or paused.
    static let failureOfPassedOver = "passed-over"
    /// Why a message ended that waited until another with the same code was out.
    static let failureOfSuperseded = "superseded"
    /// Why a message failed whose code died before it left.
    static let failureOfExpired = "code-expired"
}
