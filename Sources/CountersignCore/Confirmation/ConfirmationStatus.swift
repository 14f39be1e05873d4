/// Where a confirmation stands.
///
/// Only `pending` can change.
public enum ConfirmationStatus: String, CaseIterable, Hashable, Sendable {
    /// Waiting for the payer's code.
    case pending
    /// The payer agreed.
    case approved
    /// Somebody said "this was not me".
    case denied
    /// The deadline passed.
    case expired
    /// The attempts are used up.
    case exhausted
    /// The merchant abandoned the order.
    case canceled
    /// The merchant's policy asked for no code.
    case skipped
    /// The merchant's policy refused.
    case blocked
}
