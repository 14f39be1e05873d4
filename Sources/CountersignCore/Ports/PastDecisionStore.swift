/// The store's memory of decisions, read piece by piece.
public protocol PastDecisionStore: Sendable {
    /// The next piece of a range, in the order of time.
    ///
    /// Nothing is locked meanwhile: what changes between two pieces is seen in its new state.
    /// - Parameters:
    ///   - place: what the piece before gave; nil for the first one.
    ///   - parts: what is wanted beside the decisions themselves.
    /// - Returns: the decisions, and the place of the next piece; nil when nothing is left.
    func pastDecisions(
        _ range: PastDecisionRange,
        after place: String?,
        reading parts: PastDecisionParts,
        at now: Instant
    ) async throws(StoreFailure) -> (decisions: [PastDecision], next: String?)

    /// When the oldest decision that is known was made, of any merchant and mode; nil for none.
    func firstDecisionAt() async throws(StoreFailure) -> Instant?
}
