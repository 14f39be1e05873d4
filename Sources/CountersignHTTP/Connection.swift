internal import Glibc
internal import Synchronization

/// One client's connection, from the library's notice of its start to that of its end.
final class Connection: Sendable {
    /// Its socket.
    ///
    /// Open until the notice of the end, which takes the lock of ``ServerState/tables``.
    let descriptor: Int32
    /// The peer's numeric address.
    let remoteAddress: String
    /// Wakes the thread that serves it.
    let bell: Bell?
    /// When the keeper cuts it, in milliseconds of ``Monotonic``.
    let deadline: Atomic<Int64>
    /// Whether a request line has come on it.
    let isUsed = Atomic(false)
    /// Whether a request on it was refused with its body unread.
    let hasUnreadBody = Atomic(false)

    init(descriptor: Int32, remoteAddress: String, bell: Bell?, deadline: Int64) {
        self.descriptor = descriptor
        self.bell = bell
        self.remoteAddress = remoteAddress
        self.deadline = Atomic(deadline)
    }

    /// Ends both directions; the library notices and closes.
    ///
    /// Only under the lock of the tables.
    func cut() {
        deadline.store(.max, ordering: .relaxed)
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Reads away what the client sent of a refused body, up to a bound, without waiting.
    ///
    /// Closing a socket with unread bytes resets the connection, and the reset can overtake the
    /// refusal on its way to the client.
    func discardUnreadBody() {
        var scratch: [UInt8] = .init(repeating: 0, count: 16_384)
        for _ in 0..<64 {
            let count = unsafe recv(descriptor, &scratch, scratch.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { return }
        }
    }
}
