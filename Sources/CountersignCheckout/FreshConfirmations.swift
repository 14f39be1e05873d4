import CountersignCore
import Synchronization

/// Open confirmations of this process as they stand in the store, so that a verification need not read.
///
/// What is remembered is never more than a guess. Whoever decides on it commits behind the store's
/// guards, the version of the confirmation and the recipient's wrong codes in a row, and reads the
/// store where they miss or where the decision is to change nothing. No guard covers what a message has
/// become, so everybody who may change one announces it first (``borrow(_:)``): until it is known what
/// came of it, nothing is remembered, and where two did so at once, nothing is remembered any more.
final class FreshConfirmations: Sendable {
    /// Confirmations that are remembered; some 3 KB each, 12 MB in all.
    ///
    /// When there are as many, new ones are not taken. Driving out the oldest would drive out, under load,
    /// each one just before its code comes back.
    static let countMax = 4_096

    /// What is known of one confirmation.
    final class Remembered: Sendable {
        /// The confirmation, pending, and its messages; its recipient has no wrong codes in a row.
        let stored: StoredConfirmation
        /// Its payer.
        let details: Details

        init(stored: StoredConfirmation, details: Details) {
            self.stored = stored
            self.details = details
        }
    }

    /// The right to say what became of a confirmation.
    struct Loan {
        let id: ConfirmationID
        /// What was remembered; nil where nothing was, or another loan is out.
        let remembered: Remembered?
        fileprivate let number: Int
    }

    fileprivate struct Slot {
        /// Nil while it is on loan.
        var remembered: Remembered?
        var loans = 0
        let expiresAt: Instant
    }

    fileprivate struct State {
        var slots: [ConfirmationID: Slot] = [:]
        /// Ids in the order in which they came; from `next` on they may still be remembered.
        var order: [ConfirmationID] = []
        var next = 0
    }

    private let countMax: Int
    private let state = Mutex(State())

    init(countMax: Int = FreshConfirmations.countMax) {
        self.countMax = countMax
    }

    /// How many are remembered.
    var count: Int { state.withLock { $0.slots.count } }

    /// Remembers a confirmation that was committed this moment and that nobody else knows of.
    func add(_ stored: StoredConfirmation, _ details: Details?, at now: Instant) {
        guard let remembered = FreshConfirmations.remembered(stored, details) else { return }
        let expiresAt = stored.confirmation.context.expiresAt
        state.withLock { state in
            state.makeRoom(at: now)
            guard state.slots.count < countMax else { return }
            let id = stored.confirmation.id
            state.slots[id] = Slot(remembered: remembered, expiresAt: expiresAt)
            state.order.append(id)
        }
    }

    /// Gives what is remembered, and forgets it until it is given back.
    ///
    /// Called before the store is read or written, so that what is given back is known to be the latest.
    func borrow(_ id: ConfirmationID) -> Loan {
        state.withLock { state in
            guard let place = state.slots.index(forKey: id) else {
                return Loan(id: id, remembered: nil, number: 0)
            }
            let remembered = state.slots.values[place].remembered
            state.slots.values[place].remembered = nil
            state.slots.values[place].loans += 1
            let number = state.slots.values[place].loans
            return Loan(id: id, remembered: remembered, number: number)
        }
    }

    /// Says how a borrowed confirmation stands now, as its commit left it.
    func giveBack(_ loan: Loan, _ stored: StoredConfirmation, _ details: Details?) {
        guard loan.number > 0 else { return }
        let remembered = FreshConfirmations.remembered(stored, details)
        state.withLock { state in
            guard let place = state.slots.index(forKey: loan.id) else { return }
            // Somebody else borrowed it meanwhile: who was first in the store is not known.
            if let remembered, state.slots.values[place].loans == loan.number {
                state.slots.values[place].remembered = remembered
            } else {
                state.slots.remove(at: place)
            }
        }
    }

    /// Says that it is not known how a borrowed confirmation stands now.
    func drop(_ loan: Loan) {
        guard loan.number > 0 else { return }
        state.withLock { _ = $0.slots.removeValue(forKey: loan.id) }
    }

    /// What may be remembered; nil of a closed confirmation, and of a recipient with wrong codes in a row:
    /// the guard covers their number, not their moment.
    private static func remembered(
        _ stored: StoredConfirmation,
        _ details: Details?
    ) -> Remembered? {
        guard let details, stored.confirmation.status == .pending,
            stored.recipientFailures == nil
        else { return nil }
        return Remembered(stored: stored, details: details)
    }
}

extension FreshConfirmations.State {
    /// Lets go of the oldest that are closed or past their deadline.
    fileprivate mutating func makeRoom(at now: Instant) {
        while next < order.count {
            if let slot = slots[order[next]] {
                guard slot.expiresAt <= now else { break }
                slots[order[next]] = nil
            }
            next += 1
        }
        if next > 4_096 {
            order.removeFirst(next)
            next = 0
        }
    }
}
