// Threads and files have no type of the standard library yet.
internal import Foundation

/// Does blocking work on a thread of its own, so that no thread of Swift's pool waits.
func onOwnThread<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value
) async -> Value {
    await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: work()) }
        thread.name = "bench"
        thread.start()
    }
}
