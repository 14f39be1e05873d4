internal import Glibc
import Synchronization

/// The mark of the one service over a store; the system takes it away with the process.
///
/// A second service would hand over again what the first has under way, and its readers would wait for
/// changes that they are never told of.
final class ServiceClaim: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Claims a file; nil when another service holds it.
    ///
    /// `flock` knows nothing of the record locks that SQLite takes on the same file.
    init?(_ file: String) {
        let descriptor = unsafe Glibc.open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            _ = Glibc.close(descriptor)
            return nil
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Gives the store free.
    ///
    /// The store's connections are closed before: closing any descriptor of a file drops this process's
    /// record locks on it.
    func release() {
        let held = descriptor.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
        if let held { _ = Glibc.close(held) }
    }
}
