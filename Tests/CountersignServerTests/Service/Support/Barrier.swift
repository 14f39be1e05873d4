import Foundation

/// Holds threads until all of them have come.
// The count is only touched under the condition's lock.
final class Barrier: @unchecked Sendable {
    private let condition = NSCondition()
    private var missing: Int

    init(_ count: Int) { missing = count }

    /// Blocks until everybody is here; for ``offPool(_:)`` only.
    func wait() {
        condition.lock()
        defer { condition.unlock() }
        missing -= 1
        if missing <= 0 { condition.broadcast() }
        while missing > 0 { condition.wait() }
    }
}

/// Sends requests at one moment, each over a connection of its own.
func askAtOnce(_ requests: [Request], port: UInt16) async throws -> [Answer] {
    let barrier = Barrier(requests.count)
    return try await withThrowingTaskGroup(of: Answer.self) { group in
        for request in requests {
            group.addTask {
                try await offPool {
                    // Nobody may be left out, or the others would wait for ever.
                    let wire = Result { try Wire(port: port) }
                    barrier.wait()
                    return try wire.get().ask(request)
                }
            }
        }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
