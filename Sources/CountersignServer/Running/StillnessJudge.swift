/// Says when something that changed has come to rest.
///
/// An editor that empties a file and then writes it, or writes another and renames it, is seen in the
/// middle of it: what looks different from the last time is looked at once more.
struct StillnessJudge<Look: Equatable & Sendable>: Sendable {
    /// What was acted on last.
    private var settled: Look
    /// What was seen last, while it differed.
    private var seen: Look?

    /// Begins with what is in force.
    init(_ settled: Look) { self.settled = settled }

    /// Whether it is time to act: it differs from what was acted on, and has not changed since the
    /// last look.
    mutating func isStill(_ look: Look) -> Bool {
        guard look != settled else {
            seen = nil
            return false
        }
        guard look == seen else {
            seen = look
            return false
        }
        settled = look
        seen = nil
        return true
    }
}
