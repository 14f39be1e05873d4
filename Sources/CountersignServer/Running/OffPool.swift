import Dispatch

/// Work that blocks or takes long, kept off the threads that answer requests.
enum OffPool {
    private static let queue = DispatchQueue(
        label: "countersign.aside",
        qos: .utility,
        attributes: .concurrent
    )

    /// Does the work on a thread of its own and waits for it without blocking one of the pool.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { caller in
            queue.async { caller.resume(returning: work()) }
        }
    }
}
