import CountersignCore
import Synchronization

/// Does the work that nobody asks for: codes expire, routes move on, old answers are forgotten, and
/// what an earlier run promised is handed over.
public final class Watchman: Sendable {
    /// Messages left behind that are read at once.
    static let recoveredMax = 20_000
    /// Confirmations woken at once.
    static let batchMax = 256
    /// Longest pause between two looks in milliseconds.
    static let pauseMillisecondsMax: Int64 = 250

    private let checkout: Checkout
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// A watchman over a checkout; ``start()`` sets it to work.
    public init(_ checkout: Checkout) {
        self.checkout = checkout
    }

    /// Begins, first with what an earlier run left behind.
    ///
    /// Call it before the first request is taken: whatever is older than this call is left behind.
    public func start() {
        // Not within the task: that may begin after the first request, whose message would go out twice.
        let start = checkout.now()
        task.withLock { task in
            guard task == nil else { return }
            task = Task { [checkout] in await Watchman.watch(checkout, from: start) }
        }
    }

    /// Ends, after the batch that is under way.
    public func stop() async {
        let running = task.withLock { task in
            defer { task = nil }
            return task
        }
        running?.cancel()
        await running?.value
    }

    private static func watch(_ checkout: Checkout, from start: Instant) async {
        var backlog = Backlog()
        var forgetAt = checkout.now()
        while !Task.isCancelled {
            if !backlog.isTaken { await recover(&backlog, checkout, from: start) }
            let count = await wakeDue(checkout, from: start)
            if checkout.now() >= forgetAt {
                await forgetAnswers(checkout)
                forgetAt = checkout.now().advanced(bySeconds: 60)
            }
            guard count < batchMax else { continue }
            try? await Task.sleep(for: .milliseconds(pauseMillisecondsMax))
        }
    }

    /// Wakes every confirmation whose moment has come, one batch; gives the number of those that it could
    /// wake, for the others are not tried again without a pause.
    private static func wakeDue(_ checkout: Checkout, from start: Instant) async -> Int {
        let store = checkout.dependencies.store
        guard let due = try? await store.due(at: checkout.now(), limit: batchMax) else { return 0 }
        return await withTaskGroup(of: Bool.self) { group in
            for id in due {
                group.addTask { await checkout.wake(id, leftBehindBefore: start) }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    /// How far the messages that an earlier run left behind have been taken over.
    private struct Backlog {
        /// The last one that was; nil before the first.
        var oldest: MessageID?
        var isTaken = false
    }

    /// Messages that were promised and may not have left: they are handed over now, the newest first.
    ///
    /// Their provider gets the same message id again, its handle against sending twice. Younger
    /// ones are on their way. Where the store can't be read, what is left follows with the next look.
    private static func recover(
        _ backlog: inout Backlog,
        _ checkout: Checkout,
        from start: Instant
    ) async {
        let store = checkout.dependencies.store
        while !Task.isCancelled {
            guard
                let messages = try? await store.queuedMessages(
                    before: backlog.oldest,
                    limit: recoveredMax
                )
            else { return }
            let now = checkout.now()
            // What died meanwhile ends with its confirmation.
            for message in messages where message.expiresAt > now && message.createdAt < start {
                checkout.outbox.resubmit(message)
            }
            guard let last = messages.last, messages.count == recoveredMax else {
                backlog.isTaken = true
                return
            }
            backlog.oldest = last.id
        }
    }

    private static func forgetAnswers(_ checkout: Checkout) async {
        let before = checkout.now().advanced(bySeconds: -86_400)
        while !Task.isCancelled {
            let store = checkout.dependencies.store
            guard let count = try? await store.forgetAnswers(before: before, limit: 1_000),
                count == 1_000
            else { return }
        }
    }
}
