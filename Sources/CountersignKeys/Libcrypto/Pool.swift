internal import Synchronization

/// Contexts that are kept between uses, because making one costs more than using it.
///
/// As many are alive as were ever in use at once, up to a limit; each has one borrower at a time.
final class Pool<Context: Sendable>: Sendable {
    /// Contexts kept for the next borrower. More threads than this at one moment make their own.
    private static var idleMax: Int { 32 }

    private let idle = Mutex<[Context]>([])
    private let make: @Sendable () -> Context

    init(_ make: @escaping @Sendable () -> Context) {
        self.make = make
    }

    /// Lends a context; it must not be kept beyond the closure.
    func withContext<Result>(_ body: (Context) -> Result) -> Result {
        let context = idle.withLock { $0.popLast() } ?? make()
        defer {
            idle.withLock { if $0.count < Self.idleMax { $0.append(context) } }
        }
        return body(context)
    }
}
