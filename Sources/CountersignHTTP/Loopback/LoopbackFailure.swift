/// Why a server on this machine could not be reached.
///
/// Checked top to bottom; the first that applies is thrown.
public enum LoopbackFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The host is no loopback address. Run this on the server's own machine.
    case notLoopback(host: String)
    /// Nobody listens there. Start the service, or correct the port.
    case unreachable(ListenAddress)
    /// A system call failed; `code` is its errno.
    case system(call: String, code: Int32)

    /// What happened and what to do next.
    public var description: String {
        switch self {
        case .notLoopback(let host):
            "'\(host)' is not a loopback address; write 127.0.0.1 or ::1 and run this on the "
                + "server's own machine"
        case .unreachable(let address):
            "nobody answers at \(address); start the service or correct the port"
        case .system(let call, let code):
            "\(call) failed with error \(code)"
        }
    }
}
