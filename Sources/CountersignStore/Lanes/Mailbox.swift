internal import Glibc

/// Work on its way to one thread, with a bound, and the news that the thread has ended.
@safe
// Every stored variable is touched only while `mutex` is held.
final class Mailbox<Element: Sendable>: @unchecked Sendable {
    /// Why an element was not taken.
    enum Refusal {
        case full
        case closed
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let filled = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let waitingMax: Int
    private var waiting: [Element] = []
    private var isAsleep = false
    private var isClosed = false
    private var hasEnded = false
    private var watchers: [CheckedContinuation<Void, Never>] = []

    /// A mailbox that refuses more than so many waiting elements.
    init(waitingMax: Int) {
        self.waitingMax = waitingMax
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(filled, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(filled)
        unsafe pthread_mutex_destroy(mutex)
        unsafe filled.deallocate()
        unsafe mutex.deallocate()
    }

    /// Elements that nobody has taken yet.
    var waitingCount: Int { locked { waiting.count } }

    /// Adds an element; gives the reason if it is not taken.
    func post(_ element: Element) -> Refusal? {
        locked {
            if isClosed { return .closed }
            if waiting.count >= waitingMax { return .full }
            waiting.append(element)
            if isAsleep { unsafe pthread_cond_signal(filled) }
            return nil
        }
    }

    /// Waits for elements and moves the oldest ones, at most `countMax`, into an empty array.
    ///
    /// False when the mailbox is closed and nothing is left in it.
    func take(into batch: inout [Element], atMost countMax: Int) -> Bool {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while waiting.isEmpty, !isClosed {
            isAsleep = true
            unsafe pthread_cond_wait(filled, mutex)
            isAsleep = false
        }
        if waiting.count <= countMax {
            swap(&waiting, &batch)
        } else {
            batch.append(contentsOf: waiting.prefix(countMax))
            waiting.removeFirst(countMax)
        }
        return !batch.isEmpty
    }

    /// Takes nothing more; what is in it can still be taken out.
    func close() {
        locked {
            isClosed = true
            unsafe pthread_cond_signal(filled)
        }
    }

    /// Said by the thread when it has given back all it held.
    func end() {
        let watchers = locked {
            hasEnded = true
            return self.watchers
        }
        for watcher in watchers { watcher.resume() }
    }

    /// Waits until the thread has ended.
    func ended() async {
        await withCheckedContinuation { watcher in
            let isLate = locked {
                if !hasEnded { watchers.append(watcher) }
                return hasEnded
            }
            if isLate { watcher.resume() }
        }
    }

    private func locked<Value>(_ body: () -> Value) -> Value {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body()
    }
}
