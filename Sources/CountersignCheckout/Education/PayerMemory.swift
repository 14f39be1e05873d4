import CountersignCore
import Synchronization

/// What the latest payments of recent payers came to, and which tip they were shown.
///
/// It sleeps until a template first has a place for a tip. Then it reads the newest payments from the
/// store, beside everything else, and from then on is told of every commit: the store has no index of
/// payers, which would cost each payment a write at a random place, and choosing a tip waits for nothing.
/// Until it has read, nobody counts as new. What it says decides about a line of advice and nothing else.
final class PayerMemory: Sendable {
    /// Payers that are remembered at least, the most recent ones; some 50 bytes each.
    ///
    /// Twice as many at most.
    static let payersMax = 65_536
    /// Payments that are read after a start at most.
    static let paymentsReadMax = 131_072
    /// Payments that are read at once.
    static let sliceMax = 2_048

    /// One payer of one merchant.
    ///
    /// The digest is a keyed hash, so that nobody can aim at another's place.
    struct Payer: Hashable, Sendable {
        fileprivate let number: UInt64

        init(_ merchant: MerchantID, _ mode: Mode, recipient: [UInt8]) {
            var hash = SteadyHash.of(recipient)
            hash = SteadyHash.mixed(hash ^ SteadyHash.of(merchant.text.utf8))
            number = mode == .live ? hash : ~hash
        }

        init(_ confirmation: Confirmation) {
            let context = confirmation.context
            self.init(context.merchant, confirmation.mode, recipient: context.recipient)
        }
    }

    /// A payer's past, as far as a payment is concerned.
    struct Past: Equatable, Sendable {
        /// How the payment before ended; nil where there was none, or none is known.
        var status: ConfirmationStatus?
        /// Whether it is known that there was no payment before.
        var isFirst = false
        /// The tip that came last, shown or held back.
        var tip: String?
    }

    fileprivate struct Entry {
        /// The latest payment, and how it stands.
        var latest: UInt64
        var status: ConfirmationStatus
        /// How the one before it ended.
        var before: ConfirmationStatus?
        /// Whether the one before it is known, if only that there was none.
        var knowsBefore: Bool
        var tip: String?
    }

    fileprivate struct State {
        /// Payers that were met lately, and those that were before: when there are enough new ones, the
        /// old ones are forgotten.
        var recent: [Payer: Entry] = [:]
        var older: [Payer: Entry] = [:]
        var isAwake = false
        var isComplete = false
        var task: Task<Void, Never>?
    }

    private let store: (any EducationStore)?
    private let payersMax: Int
    private let state = Mutex(State())

    init(store: (any EducationStore)?, payersMax: Int = PayerMemory.payersMax) {
        self.store = store
        self.payersMax = payersMax
    }

    /// Whether the past that the store knows has been read.
    var isComplete: Bool { state.withLock { $0.isComplete } }

    /// What came before a payment; wakes the memory.
    func past(of payer: Payer, before payment: ConfirmationID) -> Past {
        wake()
        let number = PayerMemory.number(of: payment)
        return state.withLock { state in
            guard let entry = state.recent[payer] ?? state.older[payer] else {
                return Past(isFirst: state.isComplete)
            }
            guard entry.latest == number else { return Past(status: entry.status, tip: entry.tip) }
            return Past(
                status: entry.before,
                isFirst: entry.before == nil && entry.knowsBefore,
                tip: entry.tip
            )
        }
    }

    /// Takes in what a commit made true; nothing while it sleeps.
    func note(_ confirmation: Confirmation, tip: String?) {
        let number = PayerMemory.number(of: confirmation.id)
        let payer = Payer(confirmation)
        state.withLock { state in
            guard state.isAwake else { return }
            var entry: Entry
            if let known = state.recent[payer] ?? state.older[payer] {
                entry = known
                if entry.latest != number {
                    entry.before = entry.status
                    entry.knowsBefore = true
                    entry.latest = number
                }
                entry.status = confirmation.status
            } else {
                entry = Entry(
                    latest: number,
                    status: confirmation.status,
                    before: nil,
                    knowsBefore: state.isComplete,
                    tip: nil
                )
            }
            if let tip { entry.tip = tip }
            state.remember(entry, of: payer, payersMax)
        }
    }

    /// Ends the reading that may be under way.
    func stop() async {
        let task = state.withLock { state in
            defer { state.task = nil }
            return state.task
        }
        task?.cancel()
        await task?.value
    }

    // MARK: - Reading the past

    private func wake() {
        state.withLock { state in
            guard !state.isAwake else { return }
            state.isAwake = true
            guard store != nil else { return }
            state.task = Task { [self] in await readPast() }
        }
    }

    private func readPast() async {
        guard let store else { return }
        var oldest: ConfirmationID?
        var count = 0
        while !Task.isCancelled, count < PayerMemory.paymentsReadMax {
            let limit = PayerMemory.sliceMax
            // A store that can't be read now leaves the memory incomplete, and nobody new.
            guard let payments = try? await store.pastPayments(before: oldest, limit: limit) else {
                return
            }
            let isFull = state.withLock { state in
                for payment in payments { state.recall(payment, payersMax) }
                return state.older.count >= payersMax
            }
            count += payments.count
            oldest = payments.last?.id
            if payments.count < limit || isFull { break }
        }
        if Task.isCancelled { return }
        state.withLock { $0.isComplete = true }
    }

    fileprivate static func number(of payment: ConfirmationID) -> UInt64 {
        SteadyHash.of(payment.text.utf8)
    }
}

extension PayerMemory.State {
    fileprivate mutating func remember(
        _ entry: PayerMemory.Entry,
        of payer: PayerMemory.Payer,
        _ payersMax: Int
    ) {
        recent[payer] = entry
        guard recent.count >= payersMax else { return }
        older = recent
        recent = [:]
    }

    /// Takes in an earlier payment than all that are known of its payer.
    fileprivate mutating func recall(_ payment: PastPayment, _ payersMax: Int) {
        let payer = PayerMemory.Payer(
            payment.merchant,
            payment.mode,
            recipient: payment.recipient
        )
        let number = PayerMemory.number(of: payment.id)
        if var entry = recent[payer] {
            entry.recall(payment, number)
            recent[payer] = entry
        } else if var entry = older[payer] {
            entry.recall(payment, number)
            older[payer] = entry
        } else if older.count < payersMax {
            older[payer] = PayerMemory.Entry(
                latest: number,
                status: payment.status,
                before: nil,
                knowsBefore: false,
                tip: payment.tip
            )
        }
    }
}

extension PayerMemory.Entry {
    fileprivate mutating func recall(_ payment: PastPayment, _ number: UInt64) {
        if tip == nil { tip = payment.tip }
        guard latest != number, !knowsBefore else { return }
        before = payment.status
        knowsBefore = true
    }
}
