import Synchronization

/// Remembers the references of messages by the sender's id, so that a repeat is delivered once.
final class Repeats: Sendable {
    /// Ids that are certainly remembered; at most twice as many are.
    static let idsMin = 10_000

    private struct State {
        var recent: [String: String] = [:]
        var older: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// The reference of an id, and whether it is new; a new id gets the one offered.
    func reference(of id: String, offering new: String) -> (reference: String, isNew: Bool) {
        state.withLock { state in
            if let known = state.recent[id] ?? state.older[id] { return (known, false) }
            if state.recent.count >= Repeats.idsMin {
                state.older = state.recent
                state.recent = [:]
            }
            state.recent[id] = new
            return (new, true)
        }
    }

    /// Forgets an id whose message was not taken after all.
    func forget(_ id: String) {
        state.withLock { state in
            state.recent[id] = nil
            state.older[id] = nil
        }
    }
}
