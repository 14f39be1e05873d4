internal import Synchronization

/// Contexts that are kept between uses, because making one costs more than using it.
///
/// Each has a lock of its own, held while somebody uses it. Nobody waits: whoever finds a context in
/// use tries the next, and with all in use makes one for the occasion.
final class Pool<Context: Sendable>: Sendable {
    /// Contexts that are kept; more threads than this at one moment are rare on any machine.
    private static var keptCount: Int { 16 }

    private let slots: [Slot<Context>]
    private let make: @Sendable () -> Context

    init(_ make: @escaping @Sendable () -> Context) {
        self.slots = (0..<Self.keptCount).map { _ in Slot() }
        self.make = make
    }

    /// Lends a context; it must not be kept beyond the closure.
    func withContext<Result>(_ body: (Context) -> Result) -> Result {
        for slot in slots {
            let result = slot.context.withLockIfAvailable { context in
                if let context { return body(context) }
                let made = make()
                context = made
                return body(made)
            }
            if let result { return result }
        }
        return body(make())
    }
}

/// A place for one context, empty until it is first needed.
private final class Slot<Context: Sendable>: Sendable {
    let context = Mutex<Context?>(nil)
}
